/** One value of the forecast chart: said, said before, or seen. */
export interface ForecastPoint {
  readonly at: Date
  readonly value: number
  readonly kind: 'forecast' | 'predicted before' | 'reported'
  /** Mean error that we had so far ahead. */
  readonly error?: number
  readonly predictionId?: string
}
