import { joinSql, ident, parquetFiles, sql } from '../../table/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import type { TrainingSet } from './training-set.ts'
import type { View } from '../views/view.ts'
import type { ViewDeps } from '../views/view-rows.ts'

/** One part of a training set as typed columns. */
export interface TrainingPart {
  readonly rowCount: number
  readonly keys: Readonly<Record<string, readonly unknown[]>>
  readonly at: Float64Array
  readonly label: Float64Array
  readonly features: readonly InputColumn[]
}

export async function readTrainingPart(
  deps: Pick<ViewDeps, 'engine' | 'blobs'>,
  view: View,
  set: TrainingSet,
  part: 'train' | 'test',
): Promise<TrainingPart> {
  const path = await deps.blobs.openPath(set.digest)
  const key = view.label.group.key
  const names = Object.keys(view.features)
  const wanted = [...key, '_at', '_label', ...names.map((name) => `feature.${name}`)]
  const columns = await deps.engine.columns(sql`
    select ${joinSql(wanted.map(ident), ', ')} from ${parquetFiles([path])} where _part = ${part}`)
  const column = (name: string): readonly unknown[] => columns.get(name) ?? []
  return {
    rowCount: column('_label').length,
    keys: Object.fromEntries(key.map((name) => [name, column(name)])),
    at: Float64Array.from(column('_at'), (moment) => (moment as Date).getTime()),
    label: toNumbers(column('_label')),
    features: names.map((name) => toInput(view, name, column(`feature.${name}`))),
  }
}

function toInput(view: View, name: string, values: readonly unknown[]): InputColumn {
  if (view.features[name]?.type !== 'text') {
    return { name, kind: 'number', values: toNumbers(values) }
  }
  return { name, kind: 'category', values: values as readonly (string | undefined)[] }
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))
}
