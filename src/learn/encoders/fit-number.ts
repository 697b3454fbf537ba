import { learnErrors } from '../errors.ts'
import type { FittedNumberStep } from './fitted-encoder.ts'
import type { Binned, Imputed, NumberEncoder } from './number-encoders.ts'

/** Learns from the values of the training rows, of which NaN is missing. */
export function fitNumber(
  column: string,
  values: Float64Array,
  encoder: NumberEncoder,
): FittedNumberStep {
  switch (encoder.kind) {
    case 'number':
    case 'cyclic':
    case 'logged':
      return encoder
    case 'scaled':
      return { kind: 'scaled', ...fitScale(values) }
    case 'rangeScaled': {
      const { least, most } = extremes(values)
      const factor = (encoder.to - encoder.from) / (most > least ? most - least : 1)
      const shift = encoder.from - (Number.isFinite(least) ? least : 0) * factor
      return { kind: 'rangeScaled', factor, shift }
    }
    case 'robustScaled': {
      const sorted = sortKnown(values)
      const range = quantile(sorted, 0.75) - quantile(sorted, 0.25)
      const median = sorted.length === 0 ? 0 : quantile(sorted, 0.5)
      return { kind: 'robustScaled', median, range: range > 0 ? range : 1 }
    }
    case 'binned':
      return { kind: 'binned', edges: binEdges(values, encoder), oneHot: encoder.oneHot }
    case 'imputed':
      return {
        kind: 'imputed',
        fill: fitFill(column, values, encoder),
        indicator: encoder.indicator,
      }
  }
}

/** A column that does not vary is only brought to 0. */
function fitScale(values: Float64Array) {
  let count = 0
  let mean = 0
  let squares = 0
  // Welford's update: the sum of squares minus the squared sum cancels badly far from zero.
  for (const value of values) {
    if (Number.isNaN(value)) continue
    count += 1
    const fromOldMean = value - mean
    mean += fromOldMean / count
    squares += fromOldMean * (value - mean)
  }
  const deviation = count > 0 ? Math.sqrt(squares / count) : 0
  return { mean, deviation: deviation > 0 ? deviation : 1 }
}

function extremes(values: Float64Array) {
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most }
}

function sortKnown(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).toSorted()
}

/** Between the two nearest by their distance, as NumPy does; 0 without values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? 0
  return below + (above - below) * (place - Math.floor(place))
}

/** Inner edges only: what lies beyond the first and last falls into the outer bins. */
function binEdges(values: Float64Array, { bins, by, edges }: Binned): readonly number[] {
  if (edges !== undefined) return edges
  const shares = Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins)
  if (by === 'width') {
    const { least, most } = extremes(values)
    return most > least ? shares.map((share) => least + (most - least) * share) : []
  }
  const sorted = sortKnown(values)
  if (sorted.length === 0) return []
  const all = [0, ...shares, 1].map((share) => quantile(sorted, share))
  // Edges that fall together make one bin; the first and last are the ends of the values.
  const distinct = all.filter((edge, at) => at === 0 || edge - (all[at - 1] ?? edge) > 1e-8)
  return distinct.slice(1, -1)
}

function fitFill(column: string, values: Float64Array, { by, constant }: Imputed): number {
  if (by === 'constant') {
    if (typeof constant === 'number') return constant
    const found = String(constant)
    const setting = `constant for "${column}"`
    throw learnErrors.wrongSetting({ owner: 'imputed', setting, found, wanted: 'a number' })
  }
  const sorted = sortKnown(values)
  if (sorted.length === 0) throw learnErrors.nothingKnown({ column, encoder: `imputed('${by}')` })
  switch (by) {
    case 'mean':
      return fitScale(sorted).mean
    case 'median':
      return quantile(sorted, 0.5)
    case 'mostFrequent':
      return mostFrequent(sorted)
  }
}

/** Of several that come as often, the smallest. */
function mostFrequent(sorted: Float64Array): number {
  let best = sorted[0] ?? 0
  let bestCount = 0
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (sorted[end] === sorted[start] && end < sorted.length) end += 1
    if (end - start <= bestCount) continue
    best = sorted[start] ?? 0
    bestCount = end - start
  }
  return best
}
