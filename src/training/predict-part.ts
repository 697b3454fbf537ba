import type { TrainingPart } from '../features/index.ts'
import type { Predictor, RawRow } from '../learn/index.ts'

/** The raw rows of a part, as a predictor wants them. */
export function rawRows(
  part: Pick<TrainingPart, 'features' | 'rowCount'>,
  limit = Infinity,
): RawRow[] {
  return Array.from({ length: Math.min(part.rowCount, limit) }, (_, row) =>
    Object.fromEntries(part.features.map(({ name, values }) => [name, values[row]])),
  )
}

/** Predicts every row by the compiled function, and says what one row takes by median. */
export function timedPredictions(
  predict: Predictor,
  rows: readonly RawRow[],
  nowMs: () => number,
): { readonly predicted: Float64Array; readonly medianMs: number } {
  const predicted = new Float64Array(rows.length)
  const times = new Float64Array(rows.length)
  for (const [at, row] of rows.entries()) {
    const before = nowMs()
    predicted[at] = predict(row)
    times[at] = nowMs() - before
  }
  return { predicted, medianMs: times.toSorted()[times.length >> 1] ?? 0 }
}
