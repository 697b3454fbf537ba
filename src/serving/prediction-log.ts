import type { Duration } from '../base/index.ts'
import type { Asking } from './admission.ts'
import { isAmong } from './challenges/choose-arm.ts'
import type { Prediction } from './prediction.ts'
import type { PredictionJournal } from './prediction-journal.ts'

/** What a service keeps of what it answers. */
export interface ServiceLog {
  /** The share of the requests whose predictions are kept; all if it is absent. */
  readonly sample?: number
  /** Features and fields of requests whose values are not kept. */
  readonly redact?: readonly string[]
  /** Answers as soon as it can, and keeps afterwards: what was answered just before a kill may be lost. */
  readonly relaxed?: true
  /** How long predictions are kept, by the moment that they are for; for ever if it is absent. */
  readonly keep?: Duration
}

/** Keeps predictions, as a service wants it; resolves when they may be answered. */
export interface PredictionLog {
  add(predictions: readonly Prediction[], asked: AskedFor): Promise<void>
}

export interface AskedFor {
  readonly asking: Asking | undefined
  readonly tookMs: number
}

export function predictionLog(
  journal: PredictionJournal,
  { sample = 1, redact = [], relaxed }: ServiceLog,
  onLost: (error: unknown) => void,
): PredictionLog {
  const hidden = new Set(redact)

  function toKept(prediction: Prediction, { asking, tookMs }: AskedFor): Prediction {
    const kept = {
      ...prediction,
      tookMs: Math.round(tookMs * 1000) / 1000,
      ...(asking?.client === undefined ? {} : { askedBy: asking.client.slice(0, 16) }),
    }
    if (hidden.size === 0) return kept
    const { request, overrides } = prediction
    return {
      ...kept,
      features: without(prediction.features, hidden),
      ...(request === undefined ? {} : { request: without(request, hidden) }),
      ...(overrides === undefined ? {} : { overrides: without(overrides, hidden) }),
      redacted: redact,
    }
  }

  return {
    async add(predictions, asked) {
      const [first] = predictions
      if (first === undefined || !isAmong(sample, 'sample', { id: first.id })) return
      const written = journal.append(predictions.map((prediction) => toKept(prediction, asked)))
      if (relaxed !== true) return written
      written.catch(onLost)
    },
  }
}

/** The names stay, with nothing in their place. */
function without<Value>(
  values: Readonly<Record<string, Value>>,
  hidden: ReadonlySet<string>,
): Readonly<Record<string, Value | null>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, hidden.has(name) ? null : value]),
  )
}
