import { averagePrecision, mersenneTwister } from '../../learn/index.ts'
import type { EstimatedClassMetric } from './class-metrics.ts'
import { deviationOf, type ErrorParts } from './estimate.ts'

/** Reference rows of a yes or no, of which the truth is known. */
export interface KnownRows {
  readonly scores: Float64Array
  /** 0 or 1. */
  readonly decided: Float64Array
  readonly labels: Float64Array
}

/** What the sampling error of a metric is made of (NannyML's formulas). */
export function errorParts(
  metric: EstimatedClassMetric,
  rows: KnownRows,
  of: 'one' | 'several' = 'one',
): ErrorParts {
  const { decided, labels } = rows
  const count = labels.length
  const is = (row: number, label: number, answer: number) =>
    labels[row] === label && decided[row] === answer
  const rowsWhere = (
    ...kinds: readonly (readonly [label: number, answer: number, part: number])[]
  ) =>
    [...labels.keys()].flatMap((row) =>
      kinds.flatMap(([label, answer, part]) => (is(row, label, answer) ? [part] : [])),
    )
  const toParts = (values: readonly number[]) => ({
    deviation: deviationOf(values),
    share: values.length / count,
  })
  switch (metric) {
    case 'accuracy':
      return toParts(Array.from(labels, (label, row) => Number(label === decided[row])))
    case 'precision':
      return toParts(rowsWhere([1, 1, 1], [0, 1, 0]))
    case 'recall':
      return toParts(rowsWhere([1, 1, 1], [1, 0, 0]))
    case 'specificity':
      return toParts(rowsWhere([0, 0, 1], [0, 1, 0]))
    case 'f1': {
      const values = rowsWhere([1, 1, 1], [0, 1, 0], [1, 0, 0])
      const yes = values.reduce((sum, value) => sum + value, 0)
      // Of several classes NannyML leaves the correction out.
      const factor = of === 'one' ? values.length / ((values.length - yes) / 2 + yes) : 1
      const { deviation, share } = toParts(values)
      return { deviation: deviation * factor, share }
    }
    case 'rocAuc':
      return areaParts(rows)
    case 'averagePrecision':
      return precisionParts(rows)
  }
}

/** The area as a Mann–Whitney statistic: of each yes, the share of noes below it. */
function areaParts({ scores, labels }: KnownRows): ErrorParts {
  const yes = labels.reduce((sum, label) => sum + label, 0)
  const isTurned = yes / labels.length > 0.5
  const own = isTurned ? scores.map((score) => 1 - score) : scores
  const rare = isTurned ? 0 : 1
  const order = Uint32Array.from(own.keys()).toSorted((a, b) => (own[a] ?? 0) - (own[b] ?? 0))
  const rareCount = isTurned ? labels.length - yes : yes
  const noes = labels.length - rareCount
  const shares: number[] = []
  for (const [at, row] of order.entries()) {
    // NannyML leaves a yes out that stands first of all.
    if (labels[row] === rare && at > 0) shares.push((at - shares.length) / noes)
  }
  return { deviation: deviationOf(shares), share: rareCount / labels.length }
}

const experiments = 50
const mostDrawn = 50_000

/** From 50 samples drawn again: their deviation, for samples of one row. */
function precisionParts({ scores, labels }: KnownRows): ErrorParts {
  const size = Math.min(Math.floor(labels.length / 2), mostDrawn)
  const random = mersenneTwister(0)
  const metric = averagePrecision()
  const found = Array.from({ length: experiments }, () => {
    const rows = Uint32Array.from({ length: size }, () => Math.floor(random.next() * labels.length))
    return metric.of(
      Float64Array.from(rows, (row) => labels[row] ?? 0),
      Float64Array.from(rows, (row) => scores[row] ?? 0),
    )
  })
  return { deviation: deviationOf(found.filter(Number.isFinite)) * Math.sqrt(size), share: 1 }
}
