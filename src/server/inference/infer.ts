import { isSwellError } from '../../base/index.ts'
import type { Answer, AnswerBytes, Asking, OpenService } from '../../serving/index.ts'
import { rowsOfText } from '../read-rows.ts'
import { answerNumbers } from './answer-numbers.ts'
import type { InferenceContext } from './inference-context.ts'
import type { Served } from './inference-statistics.ts'

export type InferDeps = Pick<InferenceContext, 'statistics' | 'metrics' | 'now'>

/** How a face reads its requests and writes its replies; both count as the time of a request. */
export interface InferFace<Written> {
  readonly asking: Asking
  read(): readonly Readonly<Record<string, unknown>>[]
  write(answer: Answer): Written
}

/** Answers one request by a service, whatever the face. Throws what the face, the tensors or the service throw. */
export async function infer<Written>(
  deps: InferDeps,
  open: OpenService,
  face: InferFace<Written>,
): Promise<Written> {
  const count = inferenceCounter(deps, open)
  try {
    const rows = face.read()
    count.asked()
    const quick = answerNumbers(open, rows, face.asking)
    const answer = await (quick ?? open.predict(rows, face.asking))
    count.answered()
    const written = face.write(answer)
    count.succeeded(answer.version, rows.length)
    return written
  } catch (error) {
    count.failed(error)
    throw error
  }
}

/** The same of rows as JSON, answered as JSON. */
export async function inferText(
  deps: InferDeps,
  open: OpenService,
  text: string,
  asking: Asking,
): Promise<string> {
  const count = inferenceCounter(deps, open)
  try {
    const rows = rowsOfText(text)
    count.asked()
    const answer = await open.predictText({ text, rows }, asking)
    count.answered()
    count.succeeded(answer.version, rows.length)
    return answer.text
  } catch (error) {
    count.failed(error)
    throw error
  }
}

/** The same of a request that is plain, from bytes to bytes; undefined for any other, of which nothing was done. */
export function inferBytes(
  deps: InferDeps,
  open: OpenService,
  body: Uint8Array,
  asking: Asking,
): AnswerBytes | undefined {
  const count = inferenceCounter(deps, open)
  const answer = open.predictBytes(body, asking)
  if (answer === undefined) return undefined
  count.answered()
  const { version, rowCount, kept } = answer
  const end = () => count.succeeded(version, rowCount)
  if (kept === undefined) {
    end()
    return answer
  }
  return {
    ...answer,
    kept: kept.then(end, (error: unknown) => {
      count.failed(error)
      throw error
    }),
  }
}

/** Counts one request with the times of its parts, in nanoseconds. */
function inferenceCounter({ statistics, metrics, now }: InferDeps, open: OpenService) {
  const { service } = open
  const startedAt = performance.now()
  let askedAt = startedAt
  let answeredAt = startedAt
  return {
    asked: () => (askedAt = performance.now()),
    answered: () => (answeredAt = performance.now()),

    succeeded(number: number, rowCount: number) {
      const endedAt = performance.now()
      const version = String(number)
      const times = {
        input: nanoseconds(askedAt - startedAt),
        infer: nanoseconds(answeredAt - askedAt),
        output: nanoseconds(endedAt - answeredAt),
      }
      statistics.succeeded({ name: service.name, version }, rowCount, times, now())
      metrics.countAnswer({ service, version, rowCount, seconds: (endedAt - startedAt) / 1000 })
    },

    failed(error: unknown) {
      const failed = servedVersion(open)
      statistics.failed(failed, nanoseconds(performance.now() - startedAt))
      const isWrongUse = isSwellError(error) && ['wrong-use', 'not-found'].includes(error.kind)
      metrics.countFailure(service, failed.version, isWrongUse)
    },
  }
}

function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6)
}

export function servedVersion(open: OpenService): Served {
  return { name: open.service.name, version: String(open.state().version ?? '') }
}
