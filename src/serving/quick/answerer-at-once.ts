import type { Clock } from '../../base/index.ts'
import type { Admission, Asking } from '../admission.ts'
import type { LoadedPredictor } from '../load-predictor.ts'
import type { PredictionLog } from '../prediction-log.ts'
import type { ServedModel } from '../served-model.ts'
import { bytesAnswerer, type AnswerBytes } from './bytes-answerer.ts'

export interface AtOnceDeps {
  readonly now: Clock
  readonly admitted: Admission
  /** What answers now; undefined where no request is plain. Throws `notReady`. */
  predictor(): LoadedPredictor | undefined
  /** Called once an answer may be sent. */
  count(predictionCount: number, now: Date): void
}

/** Answers requests that are plain and needn't wait for their turn; undefined for any other. */
export function answererAtOnce(
  model: ServedModel,
  log: PredictionLog | undefined,
  { now: clock, admitted, predictor, count }: AtOnceDeps,
): (body: Uint8Array, asking: Asking) => AnswerBytes | undefined {
  const read = bytesAnswerer(model, log)
  return (body, asking) => {
    const ready = read === undefined ? undefined : predictor()
    const answer = ready === undefined ? undefined : read?.(ready, body)
    const leave = answer === undefined ? undefined : admitted.enter(asking.client)
    if (answer === undefined || leave === undefined) return undefined
    const now = clock()
    let kept: Promise<void> | undefined
    try {
      const answered = answer({ now, asking })
      const end = () => {
        leave()
        count(answered.rowCount, now)
      }
      // In one step, as each takes its time on the way of every request.
      kept = answered.kept?.then(end, (error: unknown) => {
        leave()
        throw error
      })
      if (kept === undefined) count(answered.rowCount, now)
      return { ...answered, kept }
    } finally {
      if (kept === undefined) leave()
    }
  }
}
