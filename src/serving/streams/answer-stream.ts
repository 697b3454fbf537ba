import { digestOf, isSwellError, messageOf } from '../../base/index.ts'
import type { Asking } from '../admission.ts'
import type { PredictionId } from '../prediction.ts'
import { servingErrors } from '../errors.ts'
import type { StreamAdapter, StreamAnswer, StreamMessage } from './stream-adapter.ts'

export interface StreamCounts {
  readonly answered: number
  readonly problems: number
}

type Row = Readonly<Record<string, unknown>>

/** What is needed of an open service. */
export interface AskedService {
  readonly service: { readonly name: string }
  predict(
    rows: readonly Row[],
    asking: Asking,
  ): Promise<{ readonly predictions: readonly unknown[] }>
}

/**
 * Answers every message of a stream, in order, at least once: what was answered and not let go of before the process
 * ended is answered again, by a prediction of the same id. What can't be answered is answered by its problem.
 */
export async function answerStream(
  open: AskedService,
  adapter: StreamAdapter,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress?: (counts: StreamCounts) => void },
): Promise<StreamCounts> {
  let counts: StreamCounts = { answered: 0, problems: 0 }
  for await (const messages of adapter.read(signal)) {
    if (messages.length === 0) continue
    const told = await answerAll(open, adapter.name, messages)
    await adapter.answer(told.map(({ answer }) => answer))
    const problems = told.filter(({ isProblem }) => isProblem).length
    counts = {
      answered: counts.answered + told.length - problems,
      problems: counts.problems + problems,
    }
    onProgress?.(counts)
  }
  return counts
}

interface Told {
  readonly answer: StreamAnswer
  readonly isProblem: boolean
}

/** All at once; where one can't be answered, one by one. */
async function answerAll(
  open: AskedService,
  stream: string,
  messages: readonly StreamMessage[],
): Promise<readonly Told[]> {
  try {
    const rows = messages.map(({ text }) => parseRow(text))
    const ids = messages.map(({ id }) => predictionIdOf(open.service.name, stream, id))
    const { predictions } = await open.predict(rows, { ids })
    return messages.map(({ id }, at) => ({
      answer: { id, text: JSON.stringify(predictions[at]) },
      isProblem: false,
    }))
  } catch (error) {
    // Only what is wrong with a row is its own; all else ends the stream, and it comes again.
    if (!isSwellError(error) || error.kind !== 'wrong-use') throw error
    const [message] = messages
    if (message !== undefined && messages.length === 1) {
      const problem = { code: error.code, detail: messageOf(error) }
      return [{ answer: { id: message.id, text: JSON.stringify({ problem }) }, isProblem: true }]
    }
    const told: Told[] = []
    for (const one of messages) told.push(...(await answerAll(open, stream, [one])))
    return told
  }
}

function parseRow(text: string): Row {
  try {
    const row: unknown = JSON.parse(text)
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row
  } catch {
    // Told below.
  }
  throw servingErrors.messageNotARow({ text: text.slice(0, 80) })
}

function predictionIdOf(service: string, stream: string, message: string): PredictionId {
  return `prd_${digestOf(JSON.stringify([service, stream, message])).slice(0, 24)}` as PredictionId
}
