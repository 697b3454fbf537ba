import type { Queries } from '../../storage/index.ts'
import type { HistoryPage } from './logged-run-store.ts'
import { unpackChunk, type LoggedPoint } from './metric-chunk.ts'
import type { Page } from './page.ts'

/** Reads only the chunks that the page touches: a long history is paged in one walk. */
export async function readHistory(
  queries: Queries,
  runId: string,
  key: string,
  { limit, offset }: HistoryPage = { limit: Number.MAX_SAFE_INTEGER, offset: 0 },
): Promise<Page<LoggedPoint>> {
  const sizes = await queries
    .selectFrom('metric_chunks')
    .select(['chunk_no', 'point_count'])
    .where('run_id', '=', runId)
    .where('key', '=', key)
    .orderBy('chunk_no')
    .execute()
  let before = 0
  const touched = sizes.flatMap(({ chunk_no: number, point_count: count }) => {
    const start = before
    before += count
    return before > offset && start - offset < limit ? [{ number, start }] : []
  })
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined) return { items: [] }
  const rows = await queries
    .selectFrom('metric_chunks')
    .selectAll()
    .where('run_id', '=', runId)
    .where('key', '=', key)
    .where('chunk_no', '>=', first.number)
    .where('chunk_no', '<=', last.number)
    .orderBy('chunk_no')
    .execute()
  const points = rows.flatMap(({ about, point_count: pointCount, points: packed }) =>
    unpackChunk({ key, origin: about ?? undefined, pointCount, points: packed }),
  )
  const items = points.slice(offset - first.start, offset - first.start + limit)
  return before - offset > limit ? { items, nextOffset: offset + limit } : { items }
}
