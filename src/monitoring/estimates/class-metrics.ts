export const estimatedClassMetrics = [
  'accuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'rocAuc',
  'averagePrecision',
] as const
export type EstimatedClassMetric = (typeof estimatedClassMetrics)[number]

/** Rows of a yes or no: the chance of a yes, the score that they are ordered by, and what was decided. */
export interface ExpectedRows {
  readonly chances: Float64Array
  readonly scores: Float64Array
  /** 0 or 1. */
  readonly decided: Float64Array
}

/** What a metric is expected to be if chances are right. */
export function expectMetric(metric: EstimatedClassMetric, rows: ExpectedRows): number {
  if (metric === 'rocAuc') return expectArea(rows)
  if (metric === 'averagePrecision') return expectAveragePrecision(rows)
  const { tp, fp, fn, tn } = expectConfusion(rows)
  switch (metric) {
    case 'accuracy':
      return (tp + tn) / rows.chances.length
    case 'precision':
      return tp + fp === 0 ? 0 : tp / (tp + fp)
    case 'recall':
      return tp + fn === 0 ? 0 : tp / (tp + fn)
    case 'specificity':
      return tn + fp === 0 ? 0 : tn / (tn + fp)
    case 'f1': {
      const all = tp + 0.5 * (fp + fn)
      return all === 0 ? 0 : tp / all
    }
  }
}

export interface ExpectedConfusion {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}

export function expectConfusion({ chances, decided }: ExpectedRows): ExpectedConfusion {
  let [tp, fp, fn, tn] = [0, 0, 0, 0]
  for (const [row, chance] of chances.entries()) {
    if (decided[row] === 1) {
      tp += chance
      fp += 1 - chance
    } else {
      fn += chance
      tn += 1 - chance
    }
  }
  return { tp, fp, fn, tn }
}

/** Expected true and false yeses after each score, the highest first; rows of one score come together. */
function expectCounts({ chances, scores }: ExpectedRows) {
  const order = Uint32Array.from(scores.keys()).toSorted(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0),
  )
  const points: { readonly tps: number; readonly fps: number; readonly count: number }[] = []
  let tps = 0
  for (const [at, row] of order.entries()) {
    tps += chances[row] ?? 0
    const isLast = scores[row] !== scores[order[at + 1] ?? row] || at + 1 === order.length
    if (isLast) points.push({ tps: round5(tps), fps: round5(at + 1 - tps), count: at + 1 })
  }
  return points
}

/** To five decimals, halves to the even digit: NumPy's `round`, which NannyML puts on its counts. */
function round5(value: number): number {
  const scaled = value * 1e5
  const below = Math.floor(scaled)
  const apart = scaled - below
  const isUp = apart > 0.5 || (apart === 0.5 && below % 2 !== 0)
  return (below + Number(isUp)) / 1e5
}

function expectArea(rows: ExpectedRows): number {
  const points = expectCounts(rows)
  const last = points.at(-1) ?? { tps: 0, fps: 0 }
  let [area, tps, fps] = [0, 0, 0]
  for (const point of points) {
    area += ((point.fps - fps) / last.fps) * ((point.tps + tps) / last.tps / 2)
    ;({ tps, fps } = point)
  }
  return area
}

function expectAveragePrecision(rows: ExpectedRows): number {
  const points = expectCounts(rows)
  const all = points.at(-1)?.tps ?? 0
  let [sum, tps] = [0, 0]
  for (const point of points) {
    sum += ((point.tps - tps) / all) * (point.tps / point.count)
    tps = point.tps
  }
  return sum
}
