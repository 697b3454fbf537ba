import {
  chiSquareTwoSample,
  fillEmptyShares,
  jensenShannon,
  populationStability,
  type ChiSquareResult,
} from '../../learn/index.ts'
import type { ColumnKind, ColumnProfile, NumberProfile, Profile, ValueCount } from './profile.ts'

/** How one profile (after) differs from another (before). */
export interface ProfileComparison {
  readonly rowCount: BeforeAfter
  readonly missingShare: BeforeAfter
  readonly addedColumns: readonly string[]
  readonly removedColumns: readonly string[]
  readonly retypedColumns: readonly {
    readonly name: string
    readonly before: ColumnKind
    readonly after: ColumnKind
  }[]
  /** Columns of both with the same kind of values, in the order of the one after. */
  readonly columns: readonly ColumnDrift[]
}

export interface BeforeAfter {
  readonly before: number
  readonly after: number
}

export const driftLevels = ['none', 'some', 'much'] as const
export type DriftLevel = (typeof driftLevels)[number]

export interface ColumnDrift {
  readonly name: string
  readonly missingShare: BeforeAfter
  readonly distinctCount: BeforeAfter
  /** Of numbers. */
  readonly mean?: BeforeAfter
  /**
   * Population stability index: of numbers over tenths of the profile before, of others over the
   * commonest values and the rest. Absent where one side has no values, or too many different ones.
   */
  readonly stability?: number
  /** Jensen–Shannon distance of the same shares, natural logarithm: from 0 to 0.8326. */
  readonly jensenShannon?: number
  /** Of numbers: the largest distance of the two cumulative shares, within about 0.01. */
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
  /** By the stability: from 0.1 on some, from 0.25 on much; none where it is unknown. */
  readonly level: DriftLevel
}

/** Compares two profiles, without their tables. */
export function compareProfiles(before: Profile, after: Profile): ProfileComparison {
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const names = new Set(after.columns.map(({ name }) => name))
  const both = after.columns.flatMap((column) => {
    const other = old.get(column.name)
    return other === undefined ? [] : [{ before: other, after: column }]
  })
  return {
    rowCount: { before: before.rowCount, after: after.rowCount },
    missingShare: { before: missingShareOf(before), after: missingShareOf(after) },
    addedColumns: [...names].filter((name) => !old.has(name)),
    removedColumns: [...old.keys()].filter((name) => !names.has(name)),
    retypedColumns: both
      .filter((pair) => pair.before.kind !== pair.after.kind)
      .map((pair) => ({
        name: pair.after.name,
        before: pair.before.kind,
        after: pair.after.kind,
      })),
    columns: both
      .filter((pair) => pair.before.kind === pair.after.kind)
      .map((pair) => compareColumn(pair, { before: before.rowCount, after: after.rowCount })),
  }
}

interface Pair {
  readonly before: ColumnProfile
  readonly after: ColumnProfile
}

function missingShareOf({ missingCount, rowCount, columns }: Profile): number {
  return missingCount / (rowCount * columns.length)
}

function compareColumn({ before, after }: Pair, rowCount: BeforeAfter): ColumnDrift {
  const distances = distancesOf({ before, after }, rowCount)
  const isNumber = after.kind === 'number' && before.numbers && after.numbers
  return {
    name: after.name,
    missingShare: {
      before: before.missingCount / rowCount.before,
      after: after.missingCount / rowCount.after,
    },
    distinctCount: { before: before.distinctCount, after: after.distinctCount },
    ...(isNumber ? { mean: { before: before.numbers.mean, after: after.numbers.mean } } : {}),
    ...distances,
    level: levelOf(distances.stability ?? 0),
  }
}

function levelOf(stability: number): DriftLevel {
  if (stability < 0.1) return 'none'
  return stability < 0.25 ? 'some' : 'much'
}

type Distances = Omit<ColumnDrift, 'name' | 'missingShare' | 'distinctCount' | 'mean' | 'level'>

function distancesOf({ before, after }: Pair, rowCount: BeforeAfter): Distances {
  if (before.numbers !== undefined && after.numbers !== undefined) {
    return numberDistances(before.numbers, after.numbers)
  }
  if (before.topValues === undefined || after.topValues === undefined) return {}
  const old = { values: before.topValues, count: rowCount.before - before.missingCount }
  const current = { values: after.topValues, count: rowCount.after - after.missingCount }
  return {
    ...valueDistances(old, current),
    ...(hasAllValues(before) && hasAllValues(after) ? movedValues(old, current) : {}),
  }
}

function numberDistances(before: NumberProfile, after: NumberProfile): Distances {
  const edges = [
    ...new Set(Array.from({ length: 9 }, (_, at) => before.percentiles[(at + 1) * 10] ?? 0)),
  ]
  const shares = [sharesUpTo(before, edges), sharesUpTo(after, edges)] as const
  const wasserstein = wassersteinOf(before, after)
  return {
    ...shareDistances(...shares),
    ks: ksOf(before, after),
    wasserstein,
    ...(before.deviation ? { wassersteinNormed: wasserstein / before.deviation } : {}),
  }
}

/** The area between the two lines of percentiles, which may cross. */
function wassersteinOf(before: NumberProfile, after: NumberProfile): number {
  const apart = before.percentiles.map((value, at) => (after.percentiles[at] ?? value) - value)
  return apart.slice(1).reduce((sum, end, at) => {
    const start = apart[at] ?? 0
    const [a, b] = [Math.abs(start), Math.abs(end)]
    const area = start * end >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b))
    return sum + area / 100
  }, 0)
}

/** The share of values in each of the intervals that the edges make, their upper edge included. */
function sharesUpTo(numbers: NumberProfile, edges: readonly number[]): number[] {
  const cumulative = [...edges.map((edge) => shareUpTo(numbers, edge)), 1]
  return cumulative.map((share, at) => Math.max(0, share - (cumulative[at - 1] ?? 0)))
}

/** The largest distance, looked for at the percentiles of both. */
function ksOf(before: NumberProfile, after: NumberProfile): number {
  const places = [...before.percentiles, ...after.percentiles]
  return Math.max(
    ...places.map((value) => Math.abs(shareUpTo(before, value) - shareUpTo(after, value))),
  )
}

/** The share of values that are not larger, in a straight line between percentiles. */
export function shareUpTo({ percentiles }: NumberProfile, value: number): number {
  const above = percentiles.findIndex((percentile) => percentile > value)
  if (above === 0) return 0
  if (above === -1) return 1
  const [low = value, high = value] = [percentiles[above - 1], percentiles[above]]
  return (above - 1 + (value - low) / (high - low)) / 100
}

interface CountedValues {
  readonly values: readonly ValueCount[]
  readonly count: number
}

function valueDistances(before: CountedValues, after: CountedValues): Distances {
  const names = [...new Set([...before.values, ...after.values].map(({ value }) => value))]
  const shares = [sharesOf(before, names), sharesOf(after, names)] as const
  const countsOf = ({ count }: CountedValues, of: readonly number[]) =>
    of.map((share) => Math.round(share * count))
  return {
    ...shareDistances(...shares),
    chiSquare: chiSquareTwoSample(countsOf(before, shares[0]), countsOf(after, shares[1])),
  }
}

function hasAllValues({ topValues = [], distinctCount }: ColumnProfile): boolean {
  return distinctCount === topValues.length
}

function movedValues(before: CountedValues, after: CountedValues): Distances {
  const [old, current] = [before, after].map(({ values }) => values.map(({ value }) => value))
  if (old === undefined || current === undefined) return {}
  return {
    addedValues: current.filter((value) => !old.includes(value)),
    removedValues: old.filter((value) => !current.includes(value)),
  }
}

function sharesOf({ values, count }: CountedValues, names: readonly string[]): number[] {
  const counts = new Map(values.map((one) => [one.value, one.count]))
  const shares = names.map((name) => (counts.get(name) ?? 0) / count)
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0)
  return [...shares, Math.max(0, rest < 1e-9 ? 0 : rest)]
}

/** A bin that is empty on both sides says nothing. */
function shareDistances(before: readonly number[], after: readonly number[]): Distances {
  const held = before.map((share, at) => share > 0 || (after[at] ?? 0) > 0)
  const kept = (shares: readonly number[]) => Float64Array.from(shares.filter((_, at) => held[at]))
  const [old, current] = [kept(before), kept(after)]
  return {
    stability: populationStability(fillEmptyShares(old), fillEmptyShares(current)),
    jensenShannon: jensenShannon(old, current),
  }
}
