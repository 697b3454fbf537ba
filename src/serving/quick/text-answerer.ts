import type { Asking } from '../admission.ts'
import type { LoadedPredictor } from '../load-predictor.ts'
import type { PredictionLog } from '../prediction-log.ts'
import type { ServedModel } from '../served-model.ts'
import { quickAnswerer, type RequestText } from './quick-answerer.ts'

/** An answer of a service as JSON. */
export interface AnswerText {
  readonly version: number
  readonly text: string
}

/** Undefined for what has to go the other way. */
export type TextAnswerer = (
  predictor: LoadedPredictor,
  request: RequestText,
  asked: { readonly now: Date; readonly asking: Asking | undefined },
) => Promise<AnswerText | undefined>

/** Answers by the text of requests, and keeps the answer; undefined for a service of which that can't be done. */
export function textAnswerer(
  model: ServedModel,
  log: PredictionLog | undefined,
): TextAnswerer | undefined {
  const answerQuickly = quickAnswerer(model)
  if (answerQuickly === undefined || (log !== undefined && log.addText === undefined)) return
  const name = JSON.stringify(model.name)
  return async (predictor, request, { now, asking }) => {
    const startedAt = performance.now()
    const { version } = predictor.version
    const rows = await answerQuickly(predictor, request, now)
    if (rows === undefined) return undefined
    const made = { version, knownBy: now, madeAt: now, commits: {} }
    await log?.addText?.(made, rows, { asking, tookMs: performance.now() - startedAt })
    return { version, text: `{"model":${name},"version":${version},"predictions":[${rows.text}]}` }
  }
}
