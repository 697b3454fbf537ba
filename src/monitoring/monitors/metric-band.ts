import {
  bootstrapInterval,
  measureRows,
  pickJudged,
  type JudgedRows,
  type Metric,
} from '../../learn/index.ts'

interface Band {
  readonly lower?: number
  readonly upper?: number
}

/** Fewer rows say nothing of how sure a number is. */
const fewestRows = 8
/** Up to so many rows are drawn anew; of more, parts tell as well what chance does. */
const mostDrawn = 100
const repeats = 200
const partCount = 20
/** Of Student's distribution with 19 degrees of freedom, two-sided 95 %. */
const t19 = 2.093024054408263

/** The interval of 95 % of a metric: by drawing rows anew, or by how much parts of many rows differ. */
export function metricBand(metric: Metric, rows: JudgedRows): Band {
  const { truth, said, ...beside } = rows
  if (truth.length < fewestRows) return {}
  if (truth.length > mostDrawn) return bandOfParts(metric, rows)
  const options = { seed: metric.name, repeats, ...beside }
  const { low, high } = bootstrapInterval(metric, truth, said, options)
  return Number.isNaN(low) || Number.isNaN(high) ? {} : { lower: low, upper: high }
}

/** Rows, or the groups that the metric asks for, are dealt out to parts in turn, so that each is of the whole time. */
function bandOfParts(metric: Metric, rows: JudgedRows): Band {
  const groups = rows.groups?.[metric.by ?? '']
  const places = new Map([...new Set(Array.from(groups ?? []))].map((group, at) => [group, at]))
  const dealt = Array.from(rows.truth, (_, row) => (places.get(groups?.[row]) ?? row) % partCount)
  const found = Array.from({ length: partCount }, (_, part) => {
    const own = [...dealt.keys()].filter((row) => dealt[row] === part)
    return measureRows(metric, pickJudged(rows, { rows: own }))
  })
  const mean = found.reduce((sum, value) => sum + value, 0) / partCount
  const squares = found.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const half = t19 * Math.sqrt(squares / (partCount - 1) / partCount)
  if (Number.isNaN(half)) return {}
  const value = measureRows(metric, rows)
  return { lower: value - half, upper: value + half }
}
