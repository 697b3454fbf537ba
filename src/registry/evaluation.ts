export type MetricValues = Readonly<Record<string, number>>

/** How good a model is on some rows. */
export interface Evaluation {
  readonly rowCount: number
  readonly metrics: MetricValues
  /** By column, then by its value: `{ beachId: { lahinch: { rowCount, metrics } } }`. */
  readonly slices: Readonly<Record<string, Readonly<Record<string, SliceEvaluation>>>>
}

export interface SliceEvaluation {
  readonly rowCount: number
  readonly metrics: MetricValues
}
