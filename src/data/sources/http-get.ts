import type { Clock } from '../../base/index.ts'
import type { HttpAnswer } from '../../storage/index.ts'
import { sourceErrors } from './errors.ts'
import { followRedirects } from './follow-redirects.ts'
import { gatherBody, type GatheredBody } from './gathered-body.ts'
import type { HttpRequest } from './http-request.ts'
import { afterMs } from './retry-after.ts'
import type { FoundContent } from './source-reader.ts'
import { unpackedAnswer } from './unpacked-answer.ts'

/** What time is made of; a test gives its own. */
export interface HttpDeps {
  /** Waits before a file is asked for again. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface HttpTools extends Required<HttpDeps> {
  readonly now: Clock
}

/** No server is waited for longer than this, whatever it asks for. */
const longestWaitMs = 120_000

/**
 * Brings a file over HTTP: asks again after answers that promise to pass, goes on where an answer broke
 * off if the server can (`Range`, `If-Range`), brings nothing if nothing has changed (`ETag`,
 * `Last-Modified`). Throws `sourceAnsweredBadly`, `sourceNotReadable`, `sourceTooLarge` and
 * `sourceChecksumWrong`.
 */
export async function httpGet(
  deps: HttpTools,
  request: HttpRequest,
): Promise<FoundContent | undefined> {
  const gathered = gatherBody(request)
  try {
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(deps, request, gathered)
      if (outcome === 'unchanged') return undefined
      if (outcome === 'whole') break
      if (tried >= request.tries) throw outcome.error
      const backOffMs = request.waitMs * 2 ** (tried - 1)
      await deps.wait(Math.min(outcome.afterMs ?? backOffMs, longestWaitMs), request.signal)
    }
    return await gathered.finish()
  } finally {
    await gathered.close()
  }
}

type Outcome = 'unchanged' | 'whole' | Failure

/** What may go well the next time. */
interface Failure {
  readonly error: Error
  readonly afterMs?: number | undefined
}

async function attempt(
  deps: HttpTools,
  request: HttpRequest,
  gathered: GatheredBody,
): Promise<Outcome> {
  let answer: HttpAnswer
  try {
    answer = await followRedirects(request, gathered.headers())
  } catch (error) {
    return toFailure(request, 'no answer', error)
  }
  if (answer.status >= 200 && answer.status < 300) return takeBody(request, gathered, answer)
  answer.leave()
  return answer.status === 304 ? 'unchanged' : toRefusal(deps, request, gathered, answer)
}

async function takeBody(
  request: HttpRequest,
  gathered: GatheredBody,
  answer: HttpAnswer,
): Promise<Outcome> {
  const unpacked = unpackedAnswer(answer, request.url)
  try {
    await gathered.begin(answer, unpacked !== undefined)
    const pieces = (unpacked ?? answer.chunks)[Symbol.asyncIterator]()
    for (;;) {
      const next = await pieces
        .next()
        .catch((error: unknown) => toFailure(request, brokeOff, error))
      if ('error' in next) return next
      if (next.done === true) break
      await gathered.add(next.value)
    }
    return gathered.isWhole() ? 'whole' : toFailure(request, brokeOff, undefined)
  } finally {
    answer.leave()
  }
}

const brokeOff = 'the answer broke off'

function toFailure(request: HttpRequest, problem: string, error: unknown): Failure {
  const { source, place, signal } = request
  signal.throwIfAborted()
  const said = error instanceof Error && error.name === 'SilenceError' ? error.message : problem
  return { error: sourceErrors.sourceNotReadable({ source, place, problem: said }, error) }
}

function toRefusal(
  deps: HttpTools,
  { place, statuses }: HttpRequest,
  gathered: GatheredBody,
  { status, head }: HttpAnswer,
): Failure {
  const error = sourceErrors.sourceAnsweredBadly({ url: place, status })
  // What was gathered is of no use to a server that knows no such range.
  if (status === 416 && gathered.restart()) return { error, afterMs: 0 }
  if (!statuses.includes(status)) throw error
  return { error, afterMs: afterMs(head('retry-after'), deps.now().getTime()) }
}
