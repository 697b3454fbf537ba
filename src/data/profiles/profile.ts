const columnKinds = ['number', 'text', 'boolean', 'moment'] as const
export type ColumnKind = (typeof columnKinds)[number]

/** The form of the JSON; it grows when something is renamed or means another thing, not when something is added. */
export const profileVersion = 1

/** What a table holds, as plain JSON: what is told of its columns, and what stands out. */
export interface Profile {
  readonly version: typeof profileVersion
  readonly rowCount: number
  /** Cells without a value, in all columns together. */
  readonly missingCount: number
  /** Rows that stand in the table before; absent in a table too large to compare them. */
  readonly duplicateRowCount?: number
  /** What the values take in memory, column by column, without any packing. */
  readonly memoryBytes: number
  readonly columns: readonly ColumnProfile[]
  readonly missing: MissingMap
  readonly correlations: Correlations
  readonly interactions: readonly Interaction[]
  /** Where there is an event time. */
  readonly overTime?: TimeSlices
  /** Where it was asked for. */
  readonly byValue?: ValueSlices
  /** The gravest first. */
  readonly alerts: readonly ProfileAlert[]
  /** Where numbers are not exact, in sentences; empty for a table of up to 100,000 rows. */
  readonly approximations: readonly string[]
  /** The first rows, moments as ISO texts. */
  readonly sample: readonly Readonly<Record<string, unknown>>[]
}

export interface ColumnProfile {
  readonly name: string
  readonly kind: ColumnKind
  /** As DuckDB calls it. */
  readonly type: string
  readonly unit?: string
  readonly description?: string
  readonly missingCount: number
  readonly distinctCount: number
  /** False where it is estimated: some 0.3 % off for a key, 5 % for 20,000 in ten million rows. */
  readonly distinctIsExact: boolean
  /** Of numbers, and of moments in milliseconds since 1970; absent where there is no value. */
  readonly numbers?: NumberProfile
  readonly text?: TextProfile
  /** The commonest first, 50 at most; absent where too many are different to count, or all are. */
  readonly topValues?: readonly ValueCount[]
}

export interface NumberProfile {
  /** Finite values; all other numbers here are of these only. */
  readonly count: number
  /** NaN and infinities; they are not missing, and no part of any other number. */
  readonly nonFiniteCount: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Of a sample (n − 1); absent for a single value. */
  readonly deviation?: number
  /** Adjusted Fisher–Pearson, as pandas has it; absent for fewer than three values or equal ones. */
  readonly skew?: number
  /** Excess, as pandas has it: 0 for a normal distribution; absent for fewer than four values or equal ones. */
  readonly kurtosis?: number
  readonly zeroCount: number
  readonly negativeCount: number
  /** The quantiles 0, 0.01, …, 1, in a straight line between neighbours. */
  readonly percentiles: readonly number[]
  readonly histogram: Histogram
}

/**
 * Twenty equally wide bins from `min` to `max`, the last with its upper edge; whole numbers within a
 * range of 20 have a bin each, around them; equal values have one bin.
 */
export interface Histogram {
  readonly from: number
  readonly to: number
  readonly counts: readonly number[]
}

export interface TextProfile {
  readonly minLength: number
  readonly meanLength: number
  readonly maxLength: number
  /** Of the lengths of the texts looked at. */
  readonly lengths: Histogram
  /** Shapes of the texts looked at: `Aa 9` is capital, small letters, a space, digits. */
  readonly patterns: readonly ValueCount[]
  /** The share of the texts looked at that are written like a date. */
  readonly dateShare: number
}

export interface ValueCount {
  readonly value: string
  readonly count: number
}

export interface MissingMap {
  /** How many rows it was measured on. */
  readonly rowCount: number
  /** The columns that lack some values and not all. */
  readonly columns: readonly string[]
  /** For each of them the missing share in each of up to 40 runs of rows, in the order of the table. */
  readonly bands: readonly (readonly number[])[]
  /** Which columns are missing together in a row, the commonest first, ten at most. */
  readonly patterns: readonly { readonly columns: readonly string[]; readonly count: number }[]
  /** The correlation of missing and present, from 0.3 on or from −0.3 down. */
  readonly pairs: readonly {
    readonly first: string
    readonly second: string
    readonly correlation: number
  }[]
}

export interface Correlations {
  /** How many rows they were measured on. */
  readonly rowCount: number
  /** Numbers, and texts and truths of 2 to 100 different values: the first 60, in the table's order. */
  readonly columns: readonly string[]
  readonly pairs: readonly CorrelatedPair[]
}

/** How two columns go together, on the rows that have both values; what can't be told is absent. */
export interface CorrelatedPair {
  readonly first: string
  readonly second: string
  /** Of two numbers; absent where fewer than three rows have both, or one of them never changes. */
  readonly pearson?: number
  readonly spearman?: number
  /**
   * Corrected for chance (Bergsma), from 0 to 1; numbers of more than ten different values count by the
   * tenth that they lie in.
   */
  readonly cramersV?: number
  /** In nats, of the same categories. */
  readonly mutualInformation?: number
  /** Mutual information as a share of the mean entropy, from 0 to 1. */
  readonly sharedInformation?: number
}

/**
 * How often two numbers meet: rows of equal cells from `fromY` up, each from `fromX` right. They span 1
 * to 99 % of the values; the outer cells hold what lies beyond.
 */
export interface Interaction {
  readonly x: string
  readonly y: string
  readonly fromX: number
  readonly toX: number
  readonly fromY: number
  readonly toY: number
  readonly counts: readonly (readonly number[])[]
}

export const timeUnits = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'decade',
  'century',
  'millennium',
] as const
export type TimeUnit = (typeof timeUnits)[number]

/** A table cut by its event time; a stretch without rows is there too. */
export interface TimeSlices {
  /** The column of moments. */
  readonly column: string
  readonly unit: TimeUnit
  /** When each stretch starts, as ISO texts. */
  readonly starts: readonly string[]
  readonly rowCounts: readonly number[]
  readonly columns: readonly SlicedColumn[]
}

/** A table cut by the commonest values of a column. */
export interface ValueSlices {
  readonly column: string
  /** `null` for rows without a value. */
  readonly values: readonly (string | null)[]
  /** True where the last slice holds all values that are less common. */
  readonly hasOthers: boolean
  readonly rowCounts: readonly number[]
  readonly columns: readonly SlicedColumn[]
}

/** One column in each slice; `null` where the slice has no value. */
export interface SlicedColumn {
  readonly name: string
  readonly missingCounts: readonly number[]
  /** Of numbers; of truths the share that is true. */
  readonly means?: readonly (number | null)[]
  /** Of numbers: the quantiles 0.1, 0.5 and 0.9. */
  readonly lows?: readonly (number | null)[]
  readonly medians?: readonly (number | null)[]
  readonly highs?: readonly (number | null)[]
}

export const alertKinds = [
  'all-missing',
  'constant',
  'non-finite',
  'many-missing',
  'missing-together',
  'duplicate-rows',
  'date-in-text',
  'correlated',
  'imbalance',
  'many-zeros',
  'skewed',
  'high-cardinality',
  'likely-key',
] as const
export type AlertKind = (typeof alertKinds)[number]

export interface ProfileAlert {
  readonly kind: AlertKind
  readonly columns: readonly string[]
  readonly sentence: string
}

/** The quantile of a share between 0 and 1, of a column's percentiles. */
export function quantileOf({ percentiles }: NumberProfile, share: number): number {
  return percentiles[Math.round(share * 100)] ?? Number.NaN
}
