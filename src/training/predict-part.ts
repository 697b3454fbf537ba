import type { TrainingPart } from '../features/index.ts'
import type { Predictor, RawRow } from '../learn/index.ts'

/** The raw rows of a part, as a predictor wants them, one after the other; up to `end`, from `start` on. */
export function* rawRows(
  { features, rowCount }: Pick<TrainingPart, 'features' | 'rowCount'>,
  end = Infinity,
  start = 0,
): Generator<RawRow> {
  for (let row = start; row < Math.min(rowCount, end); row += 1) {
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
