export const columnKinds = ['number', 'text', 'boolean', 'moment'] as const
export type ColumnKind = (typeof columnKinds)[number]

/** What a table holds, as plain JSON: what is told of its columns, and what stands out. */
export interface Profile {
  readonly rowCount: number
  /** Cells without a value, in all columns together. */
  readonly missingCount: number
  /** Rows that stand in the table before; absent in a table too large to compare them. */
  readonly duplicateRowCount?: number
  readonly columns: readonly ColumnProfile[]
  readonly correlations: Correlations
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
  /** Shapes of the texts looked at: `Aa 9` is capital, small letters, a space, digits. */
  readonly patterns: readonly ValueCount[]
  /** The share of the texts looked at that are written like a date. */
  readonly dateShare: number
}

export interface ValueCount {
  readonly value: string
  readonly count: number
}

export interface Correlations {
  /** How many rows they were measured on. */
  readonly rowCount: number
  /** The numeric columns, in the order of the table. */
  readonly columns: readonly string[]
  readonly pairs: readonly CorrelatedPair[]
}

export interface CorrelatedPair {
  readonly first: string
  readonly second: string
  /** Absent, both, where fewer than three rows have both values, or one of them never changes. */
  readonly pearson?: number
  readonly spearman?: number
}

export const alertKinds = [
  'all-missing',
  'constant',
  'non-finite',
  'many-missing',
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
