import type { Queries } from '../../storage/index.ts'
import { sampleCurve, type Curve } from './curve.ts'

export interface CurveQuery {
  readonly runId: string
  readonly key: string
  readonly stretchCount: number
}

/** Reads a history, sampled. */
export async function readCurve(
  queries: Queries,
  { runId, key, stretchCount }: CurveQuery,
): Promise<Curve> {
  return sampleCurve(await readPoints(queries, { runId, key }), stretchCount)
}

export type PointsQuery = Omit<CurveQuery, 'stretchCount'>

/** How many points a metric has. */
export async function countPoints(queries: Queries, { runId, key }: PointsQuery): Promise<number> {
  const { count } = await queries
    .selectFrom('metric_chunks')
    .select((select) => select.fn.sum<number | null>('point_count').as('count'))
    .where('run_id', '=', runId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return count ?? 0
}

/** Reads a history as numbers, without an object a point: a million take a few hundred milliseconds. */
export async function readPoints(
  queries: Queries,
  { runId, key }: PointsQuery,
): Promise<Omit<Curve, 'pointCount'>> {
  const rows = await queries
    .selectFrom('metric_chunks')
    .select(['point_count', 'points'])
    .where('run_id', '=', runId)
    .where('key', '=', key)
    .orderBy('chunk_no')
    .execute()
  const pointCount = rows.reduce((sum, row) => sum + row.point_count, 0)
  const steps = new Float64Array(pointCount)
  const timesMs = new Float64Array(pointCount)
  const values = new Float64Array(pointCount)
  let at = 0
  for (const { point_count: count, points } of rows) {
    const numbers = new Float64Array(new Uint8Array(Buffer.from(points, 'base64')).buffer)
    steps.set(numbers.subarray(0, count), at)
    timesMs.set(numbers.subarray(count, 2 * count), at)
    values.set(numbers.subarray(2 * count, 3 * count), at)
    at += count
  }
  return { steps, timesMs, values }
}
