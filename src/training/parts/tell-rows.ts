import type { TrainingPart } from '../../features/index.ts'
import {
  fitExplainer,
  mergeExplainers,
  mergeProfiles,
  profileColumns,
  type Explainer,
  type FittedModel,
  type InputColumn,
  type ReferenceProfile,
} from '../../learn/index.ts'
import { profileVersion } from '../profile-version.ts'
import type { PartRows } from './part-rows.ts'

/** What explaining needs of the rows: ways through trees are counted of all, `some` stand for what isn't known. */
export async function explainRows(
  fitted: FittedModel,
  { whole, read }: PartRows,
  some: TrainingPart,
): Promise<Explainer> {
  const bySome = fitExplainer(fitted, some.features)
  if (whole !== undefined || bySome.kind !== 'trees') return bySome
  let merged: Explainer | undefined
  for await (const { features } of read()) {
    const own = fitExplainer(fitted, features)
    merged = merged === undefined ? own : mergeExplainers(merged, own)
  }
  return merged ?? bySome
}

/** The profile of all rows, between cuts that are taken from `some` of them. */
export async function profileRows(
  { whole, read }: PartRows,
  some: TrainingPart,
  said: Float64Array,
): Promise<ReferenceProfile> {
  if (whole !== undefined) return profileVersion(whole, said)
  const like = profileVersion(some, said)
  const toOutcome = ({ features, label }: TrainingPart): InputColumn[] =>
    features.some(({ name }) => name === 'outcome')
      ? [...features]
      : [...features, { name: 'outcome', kind: 'number', values: label }]
  let merged: ReferenceProfile | undefined
  for await (const part of read()) {
    const own = profileColumns(toOutcome(part), like)
    merged = merged === undefined ? own : mergeProfiles(merged, own)
  }
  const { rowCount, columns } = merged ?? like
  const of = new Map(columns.map((column) => [column.name, column]))
  return { ...like, rowCount, columns: like.columns.map((column) => of.get(column.name) ?? column) }
}
