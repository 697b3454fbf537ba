import type { Asking } from './admission.ts'
import { isAmong } from './challenges/choose-arm.ts'
import type { AnswerMade } from './journal-file.ts'
import type { Prediction, PredictionId, PredictionPart } from './prediction.ts'
import type { PredictionJournal } from './prediction-journal.ts'
import type { AnswerRowsText } from './quick/quick-answerer.ts'
import type { ServiceLog } from './service-log.ts'

/** Keeps predictions, as a service wants it; what it gives resolves when they may be answered. */
export interface PredictionLog {
  add(predictions: readonly Prediction[], asked: AskedFor): Promise<void> | undefined

  /** The same of an answer that is text. Undefined where something is to be left out of it: it can't be. */
  readonly addText:
    | ((
        made: Omit<AnswerMade, keyof Asked>,
        rows: AnswerRowsText<string | Uint8Array>,
        asked: AskedFor,
      ) => Promise<void> | undefined)
    | undefined
}

type Asked = Pick<Prediction, 'tookMs' | 'askedBy'>

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

  function toKept(prediction: Prediction, asked: AskedFor): Prediction {
    const kept = { ...prediction, ...toAsked(asked) }
    if (hidden.size === 0) return kept
    const { request, overrides, asked: before, reply, parts } = prediction
    return {
      ...kept,
      features: without(prediction.features, hidden),
      ...(request === undefined ? {} : { request: without(request, hidden) }),
      ...(overrides === undefined ? {} : { overrides: without(overrides, hidden) }),
      ...(before === undefined ? {} : { asked: without(before, hidden) }),
      ...(reply === undefined ? {} : { reply: without(reply, hidden) }),
      ...(parts === undefined ? {} : { parts: parts.map((part) => hidePart(part, hidden)) }),
      redacted: redact,
    }
  }

  function keep(
    id: PredictionId | undefined,
    write: () => Promise<void>,
  ): Promise<void> | undefined {
    if (id === undefined || !isAmong(sample, 'sample', { id })) return
    const written = write()
    if (relaxed !== true) return written
    written.catch(onLost)
    return undefined
  }

  return {
    add: (predictions, asked) =>
      keep(predictions[0]?.id, () =>
        journal.append(predictions.map((prediction) => toKept(prediction, asked))),
      ),

    addText:
      hidden.size > 0
        ? undefined
        : (made, { firstId, text, packed }, asked) =>
            keep(firstId, () =>
              journal.appendAnswer({ ...made, ...toAsked(asked) }, packed?.() ?? text),
            ),
  }
}

function toAsked({ asking, tookMs }: AskedFor): Asked {
  const rounded = Math.round(tookMs * 1000) / 1000
  if (asking?.client === undefined) return { tookMs: rounded }
  return { tookMs: rounded, askedBy: asking.client.slice(0, 16) }
}

function hidePart(part: PredictionPart, hidden: ReadonlySet<string>): PredictionPart {
  const { inputs } = part
  if (inputs === undefined) return part
  const { features, request, overrides } = inputs
  return {
    ...part,
    inputs: {
      ...inputs,
      features: without(features, hidden),
      ...(request === undefined ? {} : { request: without(request, hidden) }),
      ...(overrides === undefined ? {} : { overrides: without(overrides, hidden) }),
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
