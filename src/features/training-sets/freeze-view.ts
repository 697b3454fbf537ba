import { digestOfValue, newId, type Clock, type Digest } from '../../base/index.ts'
import { putTable } from '../../data/index.ts'
import { splitRows, type RowsToSplit, type Split, type SplitRows } from '../../learn/index.ts'
import {
  describeColumns,
  float,
  ident,
  sql,
  text,
  timestamp,
  type Columns,
  type EngineRow,
} from '../../table/index.ts'
import type { Database } from '../../storage/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import type { Commit } from '../groups/commit.ts'
import { featuresErrors } from '../errors.ts'
import { groupRelation } from '../groups/group-relation.ts'
import { sqlTrainingSetStore } from './sql-training-set-store.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { SplitSummary, TrainingSet, TrainingSetId } from './training-set.ts'
import { groupsRead, viewDigest, type View } from '../views/view.ts'
import { labelledRows, type ViewDeps, type ViewedRow } from '../views/view-rows.ts'

export interface FreezeDeps extends ViewDeps {
  readonly trainingSets: TrainingSetStore
  readonly database: Database
  readonly now: Clock
}

export interface FreezeOptions {
  readonly split: Split
  /** Tells one state of the project's code from another, as functions of the view may call anything. */
  readonly fingerprint: string
  readonly runId?: string
}

/**
 * Freezes a view as a training set. Nothing is computed when the same view was frozen from the same
 * commits before, and rows that come out as they did make no new version. Throws `noLabels`.
 */
export async function freezeView(
  deps: FreezeDeps,
  view: View,
  options: FreezeOptions,
): Promise<TrainingSet> {
  const definition = await definitionDigest(deps, view, options)
  const before = await deps.trainingSets.findByDefinition(view.name, definition)
  if (before !== undefined) return before

  const viewed = await labelledRows(deps, view)
  const group = view.label.group.name
  if (viewed.rows.length === 0) throw featuresErrors.noLabels({ view: view.name, group })
  const parts = splitRows(options.split, rowsToSplit(view, viewed.rows))
  const columns = trainingColumns(view)
  const rows = toTrainingRows(viewed.rows, parts)
  const frozen = await deps.engine.withRows(columns, rows, async (table) => ({
    digest: await putTable(deps, sql`select * from ${ident(table)}`),
    statistics: await describeColumns(
      deps.engine,
      sql`(from ${ident(table)} where _part = 'train')`,
      columns,
    ),
  }))
  const [newest] = await deps.trainingSets.list(view.name)
  if (newest?.digest === frozen.digest) return newest

  const set = {
    id: newId<TrainingSetId>('set', deps.now()),
    view: view.name,
    ...frozen,
    definitionDigest: definition,
    rowCount: rows.length,
    split: summarizeSplit(options.split, parts, viewed.rows),
    commits: commitIds(viewed.commits),
    createdAt: deps.now(),
    runId: options.runId,
  }
  return deps.database.transaction(async (session) => {
    const made = await sqlTrainingSetStore(session).insert(set)
    await linkLineage({ lineage: sqlLineageStore(session), now: deps.now }, edgesOf(made))
    return made
  })
}

async function definitionDigest(
  deps: FreezeDeps,
  view: View,
  options: FreezeOptions,
): Promise<Digest> {
  const groups = [view.label.group, ...groupsRead(view)]
  const contents = await Promise.all(
    groups.map(async (group) => {
      const { commits } = await groupRelation(deps, group)
      return [group.name, commits.map((commit) => commit.contentDigest)]
    }),
  )
  const { split, fingerprint } = options
  return digestOfValue({ view: viewDigest(view), split, fingerprint, contents })
}

function rowsToSplit(view: View, rows: readonly ViewedRow[]): RowsToSplit {
  const { key } = view.label.group
  return {
    times: Float64Array.from(rows, (row) => row.at.getTime()),
    labels: Float64Array.from(rows, (row) => row.label ?? Number.NaN),
    columns: Object.fromEntries(key.map((name) => [name, rows.map((row) => row.key[name])])),
  }
}

/** What a training set's table holds beside key and label: see `trainingColumns`. */
export function trainingColumns(view: View): Columns {
  const { key, columns } = view.label.group
  const keys = key.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, column] as const]
  })
  const features = Object.entries(view.features).map(
    ([name, { type }]) =>
      [
        `feature.${name}`,
        type === 'text' ? text({ optional: true }) : float({ optional: true }),
      ] as const,
  )
  return {
    ...Object.fromEntries(keys),
    _at: timestamp(),
    _label: float(),
    _part: text(),
    ...Object.fromEntries(features),
  }
}

function toTrainingRows(rows: readonly ViewedRow[], parts: SplitRows): EngineRow[] {
  const partOf = new Map<number, string>()
  for (const row of parts.test) partOf.set(row, 'test')
  for (const row of parts.leftOut ?? []) partOf.set(row, 'left out')
  return rows.map((row, at) => ({
    ...row.key,
    _at: row.at,
    _label: row.label,
    _part: partOf.get(at) ?? 'train',
    ...Object.fromEntries(
      Object.entries(row.features).map(([name, value]) => [
        `feature.${name}`,
        Number.isNaN(value) ? undefined : value,
      ]),
    ),
  }))
}

function summarizeSplit(split: Split, parts: SplitRows, rows: readonly ViewedRow[]): SplitSummary {
  const counts = { trainCount: parts.train.length, testCount: parts.test.length }
  if (split.kind !== 'byTime') return { kind: split.kind, ...counts }
  const first = Math.min(...Array.from(parts.test, (at) => rows[at]?.at.getTime() ?? Infinity))
  return { kind: split.kind, ...counts, testFrom: new Date(first).toISOString() }
}

function commitIds(commits: ReadonlyMap<string, readonly Commit[]>): TrainingSet['commits'] {
  return Object.fromEntries(
    [...commits].map(([group, made]) => [group, made.map((commit) => commit.id)]),
  )
}

function edgesOf(set: TrainingSet) {
  const to = { kind: 'training-set', id: set.id }
  return Object.values(set.commits)
    .flat()
    .map((id) => ({ from: { kind: 'commit', id }, to, relation: 'frozen into' }))
}
