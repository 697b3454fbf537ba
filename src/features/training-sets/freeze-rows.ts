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
} from '../../table/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { labelCopyFinder } from '../views/label-copies.ts'
import type { View } from '../views/view.ts'
import type { ViewedQuery, ViewedRow, ViewDeps } from '../views/view-rows.ts'
import { frozenRowMaker, trainingColumns, viewedColumns } from './frozen-columns.ts'
import type { SplitSummary } from './training-set.ts'

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
 * Computes a view's rows, splits them and keeps them as one table. In JavaScript there is at any time only
 * a batch of them, and of all rows what the split reads; the engine puts on disk what memory can't hold.
 * Undefined where there are no rows. Throws `copiesLabel`.
 */
export async function freezeRows(
  deps: FreezeRowsDeps,
  view: View,
  viewed: ViewedQuery,
  split: Split,
): Promise<FrozenRows | undefined> {
  const seen = rowsSeen(view, split)
  const copies = labelCopyFinder(view)
  const batches = frozenBatches(deps.engine.stream(viewed.query), view, viewed, (row) => {
    seen.add(row)
    copies.see(row)
  })
  return deps.engine.withRows(viewedColumns(view), batches, async (rows) => {
    const { rowCount } = seen
    if (rowCount() === 0) return undefined
    copies.check()
    const toSplit = seen.toSplit()
    const parts = splitRows(split, toSplit)
    const digest = await deps.engine.withRows(
      { _part: text() },
      partRows(parts, rowCount()),
      async (partTable) => {
        const names = joinSql(Object.keys(trainingColumns(view)).map(ident), ', ')
        return putTable(
          deps,
          sql`select ${names} from ${ident(rows)} positional join ${ident(partTable)}`,
        )
      },
    )
    const summary = summarizeSplit(split, parts, toSplit.times)
    return { rowCount: rowCount(), digest, split: summary, ...(await describe(deps, view, digest)) }
  })
}

/** What the split reads of rows that are not kept otherwise. */
function rowsSeen(view: View, split: Split) {
  const times: number[] = []
  const labels: number[] = []
  const { key } = view.label.group
  const read = 'by' in split && split.by !== undefined ? [split.by].flat() : []
  const columns = Object.fromEntries(key.map((name): [string, unknown[]] => [name, []]))
  return {
    rowCount: () => times.length,
    add({ at, label, key: own }: ViewedRow): void {
      times.push(at.getTime())
      labels.push(label ?? Number.NaN)
      for (const name of read) columns[name]?.push(own[name])
    },
    toSplit: (): RowsToSplit => ({
      times: Float64Array.from(times),
      labels: Float64Array.from(labels),
      columns,
    }),
  }
}

async function* frozenBatches(
  batches: AsyncIterable<readonly EngineRow[]>,
  view: View,
  { toRow }: ViewedQuery,
  see: (row: ViewedRow) => void,
): AsyncIterable<readonly EngineRow[]> {
  const toFrozenRow = frozenRowMaker(view)
  for await (const batch of batches) {
    yield batch.map((found) => {
      const row = toRow(found)
      see(row)
      return toFrozenRow(row)
    })
  }
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
