import { digestOf, type Digest } from '../../base/index.ts'

/** One value of a metric, as a program tells it. */
export interface LoggedPoint {
  readonly key: string
  /** NaN, but nothing infinite: that is kept as the largest number, as MLflow does it. */
  readonly value: number
  readonly atMs: number
  readonly step: number
  readonly origin?: PointOrigin
}

/** Which model and dataset a value is about. */
export interface PointOrigin {
  readonly modelId?: string
  readonly datasetName?: string
  readonly datasetDigest?: string
}

/** Points of one metric and origin that came in together: they are kept as one row. */
export interface MetricChunk {
  readonly key: string
  readonly origin: string | undefined
  readonly pointCount: number
  /** Base64 of the steps, the times and the values, 8 bytes each. */
  readonly points: string
  readonly digest: Digest
}

/** In the order in which their metrics come first. */
export function toMetricChunks(points: readonly LoggedPoint[]): readonly MetricChunk[] {
  const groups = new Map<string, LoggedPoint[]>()
  for (const point of points) {
    const name =
      point.origin === undefined ? point.key : `${point.key}\n${originText(point.origin)}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [point])
    else group.push(point)
  }
  return [...groups.values()].map(pack)
}

function pack(points: readonly LoggedPoint[]): MetricChunk {
  const [{ key, origin }] = points as readonly [LoggedPoint]
  const count = points.length
  const numbers = new Float64Array(count * 3)
  for (const [at, point] of points.entries()) {
    numbers[at] = point.step
    numbers[count + at] = point.atMs
    numbers[2 * count + at] = point.value
  }
  const bytes = Buffer.from(numbers.buffer)
  const packed = { key, pointCount: count, points: bytes.toString('base64') }
  if (origin === undefined) return { ...packed, origin: undefined, digest: digestOf(bytes) }
  const text = originText(origin)
  return { ...packed, origin: text, digest: digestOf(Buffer.concat([bytes, Buffer.from(text)])) }
}

export function originText({ modelId, datasetName, datasetDigest }: PointOrigin): string {
  return JSON.stringify({ modelId, datasetName, datasetDigest })
}

export function unpackChunk(
  chunk: Pick<MetricChunk, 'key' | 'origin' | 'pointCount' | 'points'>,
): readonly LoggedPoint[] {
  const { key, pointCount: count } = chunk
  const bytes = Buffer.from(chunk.points, 'base64')
  const aligned = new Uint8Array(bytes)
  const numbers = new Float64Array(aligned.buffer, 0, count * 3)
  const origin =
    chunk.origin === undefined ? {} : { origin: JSON.parse(chunk.origin) as PointOrigin }
  return Array.from({ length: count }, (_, at) => ({
    key,
    step: numbers[at] ?? 0,
    atMs: numbers[count + at] ?? 0,
    value: numbers[2 * count + at] ?? Number.NaN,
    ...origin,
  }))
}

/** Whether one point takes the place of another that was told before it as the last of its metric. */
export type IsLast = (point: LoggedPoint, before: LoggedPoint) => boolean

/** Whether a point takes the place of another as the last of its metric: by step, time, value. */
export function isLater(point: LoggedPoint, than: LoggedPoint): boolean {
  if (point.step !== than.step) return point.step > than.step
  if (point.atMs !== than.atMs) return point.atMs > than.atMs
  // A NaN is kept as a zero, and compared as one.
  return (point.value || 0) >= (than.value || 0)
}
