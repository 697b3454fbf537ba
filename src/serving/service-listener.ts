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

/** Tells those who listen. */
export interface ServiceTelling {
  listen(this: void, listener: ServiceListener): void
  batched(this: void, version: ModelVersion, batch: RunBatch): void
  /** Only of a service that says how sure it must be. */
  answered(version: number, predictions: readonly Prediction[]): void
}

export function serviceTelling(
  confidence: { readonly atLeast: number } | undefined,
): ServiceTelling {
  const listeners: ServiceListener[] = []
  return {
    listen: (listener) => void listeners.push(listener),

    batched(version, batch) {
      for (const one of listeners) one.batched(version, batch)
    },

    answered(version, predictions) {
      if (confidence === undefined) return
      const counts = countJudged(predictions, confidence.atLeast)
      for (const one of listeners) one.judged(version, counts)
    },
  }
}

function countJudged(predictions: readonly Prediction[], atLeast: number): JudgedCounts {
  let [lowCount, fallbackCount] = [0, 0]
  for (const { confidence = 0, fallback } of predictions) {
    if (confidence < atLeast) lowCount += 1
    if (fallback !== undefined) fallbackCount += 1
  }
  return { lowCount, fallbackCount }
}
