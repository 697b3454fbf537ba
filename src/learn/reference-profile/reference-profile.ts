/**
 * What is kept of some rows, so that others can be compared with them where they are not: a few kilobytes
 * a column, plain JSON. Counts of further rows can be added to it (`mergeProfiles`).
 */
export interface ReferenceProfile {
  readonly format: 1
  readonly rowCount: number
  readonly columns: readonly ColumnSketch[]
}

export type ColumnSketch = NumberSketch | CategorySketch

export interface NumberSketch {
  readonly name: string
  readonly kind: 'number'
  /** Of finite values; missing and infinite ones are counted apart. */
  readonly count: number
  readonly missingCount: number
  readonly infiniteCount: number
  /** Of finite values: undefined where there are none. */
  readonly moments?: NumberMoments
  /** Ascending cuts, at quantiles of the rows that were profiled first. */
  readonly edges: readonly number[]
  /** How many values are at most the first edge, between the first and the second, …, above the last. */
  readonly counts: readonly number[]
  /** Each value with its count, where there are few. */
  readonly values?: readonly (readonly [value: number, count: number])[]
}

export interface NumberMoments {
  readonly mean: number
  /** The sum of squared distances from the mean. */
  readonly squares: number
  readonly min: number
  readonly max: number
}

export interface CategorySketch {
  readonly name: string
  readonly kind: 'category'
  /** Of values that are there. */
  readonly count: number
  readonly missingCount: number
  readonly distinctCount: number
  /** The most frequent ones, with their counts. */
  readonly categories: readonly (readonly [category: string, count: number])[]
  /** The count of all that are not among `categories`. */
  readonly otherCount: number
}
