import { learnErrors } from '../errors.ts'
import { columnTexts, drawUnits, type RowsToSplit, type SplitUnits } from './split-units.ts'
import type { StratifiedSplit } from './split.ts'

/** Moments in an order drawn by seed, those of one stratum one after the other. */
export function drawByStratum(
  split: Omit<StratifiedSplit, 'test'>,
  units: SplitUnits,
  rows: RowsToSplit,
): readonly number[] {
  const strata = strataOf(split, rows)
  const stratumOfUnit = rarestStrata(units, strata)
  const drawn = drawUnits(units, split.seed)
  const places = new Map<string | number, number>()
  for (const unit of drawn) {
    const stratum = stratumOfUnit[unit] ?? 0
    if (!places.has(stratum)) places.set(stratum, places.size)
  }
  const placeOf = (unit: number) => places.get(stratumOfUnit[unit] ?? 0) ?? 0
  return drawn.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function strataOf(
  { by, bins = 10 }: Omit<StratifiedSplit, 'test'>,
  rows: RowsToSplit,
): readonly (string | number)[] {
  if (by !== undefined) return columnTexts('stratified', by, rows)
  const { labels = new Float64Array(0), times } = rows
  if (labels.length !== times.length) {
    const { length } = labels
    throw learnErrors.unequalLengths({ what: 'The label', length, rowCount: times.length })
  }
  return new Set(labels).size <= bins ? [...labels] : binOfEach(labels, bins)
}

/** Bins that hold about as many rows each; equal values share one. */
function binOfEach(labels: Float64Array, bins: number): readonly number[] {
  const ranks = new Map<number, number>()
  for (const [rank, label] of labels.toSorted().entries()) {
    if (!ranks.has(label)) ranks.set(label, rank)
  }
  return Array.from(labels, (label) => Math.floor(((ranks.get(label) ?? 0) * bins) / labels.length))
}

/** A moment with rows of several strata counts for the one that is hardest to spread. */
function rarestStrata(
  units: SplitUnits,
  strata: readonly (string | number)[],
): readonly (string | number)[] {
  const counts = new Map<string | number, number>()
  for (const stratum of strata) counts.set(stratum, (counts.get(stratum) ?? 0) + 1)
  const rarest: (string | number)[] = []
  for (const [row, stratum] of strata.entries()) {
    const unit = units.ofRow[row] ?? 0
    const before = rarest[unit]
    if (before === undefined || (counts.get(stratum) ?? 0) < (counts.get(before) ?? 0)) {
      rarest[unit] = stratum
    }
  }
  return rarest
}
