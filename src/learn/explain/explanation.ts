import type { FeatureMatrix } from '../feature-matrix.ts'

/** What contributions are told in. */
export type ExplanationScale = 'prediction' | 'logOdds' | 'logarithm' | 'score'

/**
 * What each column adds to what is said of each row, by Shapley's value: `base` is what would be said of a row
 * of which nothing is known, and base and contributions sum to what is said of it, in the scale that is told.
 */
export interface Explanation {
  readonly scale: ExplanationScale
  readonly columns: readonly string[]
  readonly base: Float64Array
  /** Those of a row stand beside each other, in the order of `columns`. */
  readonly contributions: Float64Array
}

/** The parts of a score before they are brought to columns: a score for each class, one if there are none. */
export interface ScoreParts {
  /** Which score speaks of the row: that of the likeliest class. */
  choose(matrix: FeatureMatrix, row: number): number
  baseOf(score: number): number
  /** Adds to `out` what each feature of each row adds to the score that was chosen for the row. */
  add(matrix: FeatureMatrix, scoreOf: Uint16Array, out: Float64Array): void
}
