import type { TrainingPart } from '../features/index.ts'
import type { Predictor, RawRow } from '../learn/index.ts'

/** The raw rows of a part, as a predictor wants them, one after the other. */
export function* rawRows(
  { features, rowCount }: Pick<TrainingPart, 'features' | 'rowCount'>,
  limit = Infinity,
): Generator<RawRow> {
  for (let row = 0; row < Math.min(rowCount, limit); row += 1) {
    yield Object.fromEntries(features.map(({ name, values }) => [name, values[row]]))
  }
}

/** Predicts every row by the compiled function, and says what one row takes by median. */
export function timedPredictions(
  predict: Predictor,
  part: Pick<TrainingPart, 'features' | 'rowCount'>,
  nowMs: () => number,
): { readonly predicted: Float64Array; readonly medianMs: number } {
  const predicted = new Float64Array(part.rowCount)
  const times = new Float64Array(part.rowCount)
  let at = 0
  for (const row of rawRows(part)) {
    const before = nowMs()
    predicted[at] = predict(row)
    times[at] = nowMs() - before
    at += 1
  }
  return { predicted, medianMs: times.toSorted()[times.length >> 1] ?? 0 }
}
