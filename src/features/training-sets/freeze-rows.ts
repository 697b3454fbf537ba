import type { Digest } from '../../base/index.ts'
import { profileTable, putTable, type Profile } from '../../data/index.ts'
import { splitRows, type RowsToSplit, type Split, type SplitRows } from '../../learn/index.ts'
import {
  describeColumns,
  ident,
  joinSql,
  parquetFiles,
  sql,
  text,
  type ColumnSummary,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { checkLabelCopies, labelSuspects, type LabelLikeness } from '../views/label-copies.ts'
import type { View } from '../views/view.ts'
import type { ViewedQuery, ViewDeps } from '../views/view-rows.ts'
import { featureColumn, trainingColumns } from './frozen-columns.ts'
import { toNumbers } from './to-numbers.ts'
import type { SplitSummary } from './training-set.ts'
import { withViewedTable } from './viewed-table.ts'

export interface FrozenRows {
  readonly rowCount: number
  readonly digest: Digest
  readonly split: SplitSummary
  /** Both of the training part only. */
  readonly statistics: readonly ColumnSummary[]
  readonly profile: Profile
}

type FreezeRowsDeps = Pick<ViewDeps, 'engine'> & { readonly blobs: BlobStore }

/**
 * Computes a view's rows, splits them and keeps them as one table. Of all rows JavaScript has only what the
 * split reads, and a batch of what functions compute; the engine puts on disk what memory can't hold.
 * Undefined where there are no rows. Throws `copiesLabel`.
 */
export async function freezeRows(
  deps: FreezeRowsDeps,
  view: View,
  { query }: ViewedQuery,
  split: Split,
): Promise<FrozenRows | undefined> {
  return withViewedTable(deps.engine, view, query, async (rows) => {
    const toSplit = await readToSplit(deps.engine, view, rows, split)
    const rowCount = toSplit.times.length
    if (rowCount === 0) return undefined
    checkLabelCopies(view, await measureLikeness(deps.engine, view, rows))
    const parts = splitRows(split, toSplit)
    const digest = await deps.engine.withRows(
      { _part: text() },
      partRows(parts, rowCount),
      async (partTable) => {
        const names = joinSql(Object.keys(trainingColumns(view)).map(ident), ', ')
        return putTable(deps, sql`select ${names} from ${rows} positional join ${ident(partTable)}`)
      },
    )
    const summary = summarizeSplit(split, parts, toSplit.times)
    return { rowCount, digest, split: summary, ...(await describe(deps, view, digest)) }
  })
}

/** What the split reads of the rows. */
async function readToSplit(
  engine: TableEngine,
  view: View,
  rows: Sql,
  split: Split,
): Promise<RowsToSplit> {
  const named = 'by' in split && split.by !== undefined ? [split.by].flat() : []
  const { key } = view.label.group
  // A name that is none is told with those that are.
  const read = named.every((name) => key.includes(name))
    ? key.filter((name) => named.includes(name))
    : key
  const names = read.map((name) => sql`, ${ident(name)}`)
  const columns = await engine.typedColumns(
    sql`select epoch_ms(_at)::double as _time, _label${joinSql(names, '')} from ${rows}`,
  )
  const values = (name: string): readonly unknown[] => Array.from<unknown>(columns.get(name) ?? [])
  return {
    times: toNumbers(columns.get('_time') ?? []),
    labels: toNumbers(columns.get('_label') ?? []),
    columns: Object.fromEntries(read.map((name) => [name, values(name)])),
  }
}

async function measureLikeness(engine: TableEngine, view: View, rows: Sql): Promise<LabelLikeness> {
  const suspects = labelSuspects(view)
  const counts = suspects.map((name, at) => {
    const value = ident(featureColumn(name))
    return sql`, count(*) filter (${value} = _label) as ${ident(`alike_${at}`)},
      count(*) filter (${value} <> _label) as ${ident(`other_${at}`)}`
  })
  const [found = {}] = await engine.rows(
    sql`select min(_label) as least, max(_label) as most${joinSql(counts, '')} from ${rows}`,
  )
  const alike = suspects.flatMap((name, at) =>
    found[`other_${at}`] === 0 ? [[name, Number(found[`alike_${at}`])] as const] : [],
  )
  return { least: Number(found['least']), most: Number(found['most']), alike: new Map(alike) }
}

function* partRows({ test, leftOut }: SplitRows, rowCount: number): Iterable<EngineRow> {
  const partOf = new Uint8Array(rowCount)
  for (const row of test) partOf[row] = 1
  for (const row of leftOut ?? []) partOf[row] = 2
  const rows = ['train', 'test', 'left out'].map((_part) => ({ _part }))
  for (const part of partOf) yield rows[part] ?? {}
}

async function describe({ engine, blobs }: FreezeRowsDeps, view: View, digest: Digest) {
  const path = await blobs.openPath(digest)
  const columns = trainingColumns(view)
  const train = sql`(from ${parquetFiles([path])} where _part = 'train')`
  const { _part, ...profiled } = columns
  return {
    statistics: await describeColumns(engine, train, columns),
    profile: await profileTable(engine, train, { columns: profiled, time: '_at' }),
  }
}

function summarizeSplit(split: Split, parts: SplitRows, times: Float64Array): SplitSummary {
  const counts = {
    trainCount: parts.train.length,
    testCount: parts.test.length,
    ...(parts.leftOut === undefined ? {} : { leftOutCount: parts.leftOut.length }),
  }
  if (split.kind !== 'byTime') return { kind: split.kind, ...counts }
  const first = parts.test.reduce((least, row) => Math.min(least, times[row] ?? least), Infinity)
  return { kind: split.kind, ...counts, testFrom: new Date(first).toISOString() }
}
