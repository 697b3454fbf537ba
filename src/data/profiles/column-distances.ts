import {
  chiSquareTwoSample,
  fillEmptyShares,
  jensenShannon,
  populationStability,
  type ChiSquareResult,
} from '../../learn/index.ts'
import { spreadOf, type Spread } from './spread.ts'
import type { ColumnProfile, NumberProfile, ValueCount } from './profile.ts'

/** How far apart two columns lie, by their profiles. What can't be told is absent. */
export interface ColumnDistances {
  /**
   * Population stability index: of numbers over their values, if they have at most 20, or else over
   * tenths of the profile before; of others over the commonest values and the rest.
   */
  readonly stability?: number
  /** Jensen–Shannon distance of the same shares, natural logarithm: from 0 to 0.8326. */
  readonly jensenShannon?: number
  /** Of numbers: the largest distance of the two cumulative shares; within 0.01 for more than 50 values. */
  readonly ks?: number
  /**
   * Of numbers: how far values must be moved, on average, in their unit, to become the others; and in
   * deviations of those before.
   */
  readonly wasserstein?: number
  readonly wassersteinNormed?: number
  /** Of others: whether both may be drawn from the same categories. */
  readonly chiSquare?: ChiSquareResult
  /** Of others with at most 50 different values on both sides: those that came and those that went. */
  readonly addedValues?: readonly string[]
  readonly removedValues?: readonly string[]
}

interface Side {
  readonly column: ColumnProfile
  readonly rowCount: number
}

export function distancesOf(before: Side, after: Side): ColumnDistances {
  const [old, current] = [before.column, after.column]
  if (old.numbers !== undefined && current.numbers !== undefined) {
    return numberDistances(old.numbers, [spreadOf(old), spreadOf(current)])
  }
  if (old.topValues === undefined || current.topValues === undefined) return {}
  const [first, second] = [categoriesOf(before), categoriesOf(after)]
  return { ...valueDistances(first, second), ...movedValues(first, second) }
}

const mostOwnBins = 20

function numberDistances(
  { percentiles, deviation }: NumberProfile,
  [before, after]: readonly [Spread, Spread],
): ColumnDistances {
  const values = [...new Set([...before.places, ...after.places])].toSorted((a, b) => a - b)
  const isDiscrete = before.isExact && after.isExact && values.length <= mostOwnBins
  const tenths = Array.from({ length: 9 }, (_, at) => percentiles[(at + 1) * 10] ?? 0)
  const edges = isDiscrete ? values.slice(0, -1) : [...new Set(tenths)]
  const wasserstein = areaBetween(before, after, values)
  return {
    ...shareDistances(sharesUpTo(before, edges), sharesUpTo(after, edges)),
    ks: Math.max(
      ...values.map((value) => Math.abs(before.shareUpTo(value) - after.shareUpTo(value))),
    ),
    wasserstein,
    ...(deviation ? { wassersteinNormed: wasserstein / deviation } : {}),
  }
}

/** The share of values in each of the intervals that the edges make, their upper edge included. */
function sharesUpTo({ shareUpTo }: Spread, edges: readonly number[]): number[] {
  const cumulative = [...edges.map(shareUpTo), 1]
  return cumulative.map((share, at) => Math.max(0, share - (cumulative[at - 1] ?? 0)))
}

/**
 * The area between the two cumulative shares. Between two places they are straight lines, which may
 * cross; those of counted values are flat there.
 */
function areaBetween(before: Spread, after: Spread, values: readonly number[]): number {
  const apart = (value: number) => after.shareUpTo(value) - before.shareUpTo(value)
  const isFlat = before.isExact && after.isExact
  return values.slice(1).reduce((sum, value, at) => {
    const from = values[at] ?? value
    const [start, end] = [apart(from), apart(value)]
    const [a, b] = [Math.abs(start), Math.abs(end)]
    if (isFlat || a + b === 0) return sum + a * (value - from)
    const height = start * end >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b))
    return sum + height * (value - from)
  }, 0)
}

interface Categories {
  readonly values: readonly ValueCount[]
  /** Of all values that there are, also of those that are not listed. */
  readonly count: number
  readonly isComplete: boolean
}

function categoriesOf({ column, rowCount }: Side): Categories {
  const { topValues = [], distinctCount, missingCount } = column
  return {
    values: topValues,
    count: rowCount - missingCount,
    isComplete: distinctCount === topValues.length,
  }
}

/** A value that one side doesn't list, though it may have it, is one of the rest. */
function valueDistances(before: Categories, after: Categories): ColumnDistances {
  const isKnown = (name: string) =>
    [before, after].every(
      ({ values, isComplete }) => isComplete || values.some(({ value }) => value === name),
    )
  const all = new Set([...before.values, ...after.values].map(({ value }) => value))
  const names = [...all].filter(isKnown)
  const [old, current] = [countsOf(before, names), countsOf(after, names)]
  return {
    ...shareDistances(
      old.map((count) => count / before.count),
      current.map((count) => count / after.count),
    ),
    chiSquare: chiSquareTwoSample(old, current),
  }
}

function countsOf({ values, count }: Categories, names: readonly string[]): number[] {
  const byName = new Map(values.map((one) => [one.value, one.count]))
  const counts = names.map((name) => byName.get(name) ?? 0)
  return [...counts, count - counts.reduce((sum, one) => sum + one, 0)]
}

function movedValues(before: Categories, after: Categories): ColumnDistances {
  if (!before.isComplete || !after.isComplete) return {}
  const [old, current] = [before, after].map(({ values }) => values.map(({ value }) => value))
  return {
    addedValues: current?.filter((value) => !old?.includes(value)) ?? [],
    removedValues: old?.filter((value) => !current?.includes(value)) ?? [],
  }
}

/** A bin that is empty on both sides says nothing. */
function shareDistances(before: readonly number[], after: readonly number[]): ColumnDistances {
  const held = before.map((share, at) => share > 0 || (after[at] ?? 0) > 0)
  const kept = (shares: readonly number[]) => Float64Array.from(shares.filter((_, at) => held[at]))
  const [old, current] = [kept(before), kept(after)]
  return {
    stability: populationStability(fillEmptyShares(old), fillEmptyShares(current)),
    jensenShannon: jensenShannon(old, current),
  }
}
