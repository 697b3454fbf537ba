import type { ModelVersion, RunBatch } from '../registry/index.ts'
import type { Prediction } from './prediction.ts'

/** Is told of the work of a service as it goes on, to count it. */
export interface ServiceListener {
  /** A graph has run rows together. */
  batched(version: ModelVersion, batch: RunBatch): void
  /** Rows were answered by a service that tells how sure it is. */
  judged(version: number, counts: JudgedCounts): void
}

export interface JudgedCounts {
  /** Less sure than the service wants. */
  readonly lowCount: number
  /** Answered otherwise, for that. */
  readonly fallbackCount: number
}

export function countJudged(predictions: readonly Prediction[], atLeast: number): JudgedCounts {
  let [lowCount, fallbackCount] = [0, 0]
  for (const { confidence = 0, fallback } of predictions) {
    if (confidence < atLeast) lowCount += 1
    if (fallback !== undefined) fallbackCount += 1
  }
  return { lowCount, fallbackCount }
}
