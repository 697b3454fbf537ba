import { hash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { systemErrorCode, type Clock } from '../../base/index.ts'
import { storageErrors } from '../errors.ts'
import { exchange, type HttpAnswer } from '../exchange.ts'
import { xmlText } from './read-xml.ts'
import { describeS3Place, s3Address, type S3Place, type S3Query } from './s3-place.ts'
import { signRequest, type S3Credentials } from './sign-request.ts'

/** Sends requests about one bucket; those that fail for a moment are sent again. */
export interface S3Client {
  readonly place: S3Place
  /** An answer of success, or of 404 where that is `mayBeMissing`. Throws `s3…` errors. */
  send(request: S3Request): Promise<HttpAnswer>
  /** Waits before a piece of work is begun again for the nth time. */
  pause(turn: number, signal?: AbortSignal): Promise<void>
}

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Behind the place's prefix; the bucket itself, when left out. */
  readonly key?: string
  readonly query?: S3Query
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly mayBeMissing?: boolean
  /** The body is read by whoever asked; else it is here when the answer is. */
  readonly isStreamed?: boolean
  readonly signal?: AbortSignal
}

export interface S3ClientOptions {
  readonly place: S3Place
  readonly credentials: S3Credentials
  readonly now: Clock
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>
}

const turnsAtMost = 6
const firstWaitMs = 100
const longestWaitMs = 20_000

/** What a 404 may say; a `HEAD` says nothing. */
const missing = new Set(['', 'NoSuchKey', 'NoSuchUpload'])

/** What may go well the next time. */
const passing = new Set([
  'SlowDown',
  'InternalError',
  'ServiceUnavailable',
  'RequestTimeout',
  'XAmzContentSHA256Mismatch',
  'BadDigest',
])

export function openS3Client({
  place: given,
  credentials,
  now,
  wait = (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
}: S3ClientOptions): S3Client {
  let place = given
  /** How far the server's clock is ahead of ours. */
  let skewMs = 0

  /** The answer, or why there was none. */
  async function attempt(request: S3Request): Promise<HttpAnswer | Error> {
    const { method, key, query = {}, headers = {}, body = new Uint8Array(), signal } = request
    const url = s3Address(place, key, query)
    const toSign = { method, url, headers, bodyDigest: hash('sha256', body) }
    const at = new Date(now().getTime() + skewMs)
    const signed = signRequest(toSign, { credentials, region: place.region, at })
    const stop = signal === undefined ? {} : { signal }
    try {
      const answer = await exchange({ method, url, headers: signed, body, ...stop })
      return request.isStreamed === true ? answer : await readWhole(answer)
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof Error) return error
      throw error
    }
  }

  /** Takes the server's word for its time and the bucket's region; says whether that is news. */
  function learn(answer: Answer): boolean {
    if (answer.code === 'RequestTimeTooSkewed') {
      const theirs = Date.parse(answer.date)
      const isNews = skewMs === 0 && !Number.isNaN(theirs)
      if (isNews) skewMs = theirs - now().getTime()
      return isNews
    }
    const { region } = answer
    const isNews = region !== undefined && region !== place.region && place === given
    if (isNews) place = { ...place, region }
    return isNews
  }

  async function send(request: S3Request): Promise<HttpAnswer> {
    const { signal } = request
    for (let turn = 1; ; turn += 1) {
      const answer = await attempt(request)
      if (!(answer instanceof Error)) {
        if (answer.status < 300) return answer
        const found = await readAnswer(answer)
        const isMissing = found.status === 404 && missing.has(found.code)
        if (isMissing && request.mayBeMissing === true) return answer
        if (learn(found)) continue
        if (!isPassing(found) || turn === turnsAtMost) throw toError(place, found, request)
        await pause(turn, signal, found.waitMs)
      } else {
        if (turn === turnsAtMost) {
          const problem = describeFailure(answer)
          throw storageErrors.s3Unreachable({ place: describeS3Place(place), problem }, answer)
        }
        await pause(turn, signal)
      }
    }
  }

  async function pause(turn: number, signal?: AbortSignal, wantedMs?: number): Promise<void> {
    // From half to all of it: of many that were told to slow down, not all come back at once.
    const ms = firstWaitMs * 2 ** turn * (0.5 + Math.random() / 2)
    await wait(Math.min(wantedMs ?? ms, longestWaitMs), signal)
  }

  return { place: given, send, pause }
}

/** Read at once, so that one that breaks off is asked for again. */
async function readWhole(answer: HttpAnswer): Promise<HttpAnswer> {
  const bytes = await answer.bytes()
  const text = new TextDecoder().decode(bytes)
  return { ...answer, bytes: async () => bytes, text: async () => text }
}

/** What a server says that did not do it. */
interface Answer {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly region: string | undefined
  readonly date: string
  readonly waitMs?: number
}

async function readAnswer(answer: HttpAnswer): Promise<Answer> {
  const { status, head } = answer
  const xml = await answer.text().catch(() => '')
  const seconds = Number(head('retry-after') ?? Number.NaN)
  return {
    status,
    code: xmlText(xml, 'Code') ?? '',
    message: xmlText(xml, 'Message') ?? '',
    region: head('x-amz-bucket-region') ?? xmlText(xml, 'Region'),
    date: head('date') ?? '',
    ...(Number.isNaN(seconds) ? {} : { waitMs: seconds * 1000 }),
  }
}

function isPassing({ status, code }: Answer): boolean {
  return passing.has(code) || status === 429 || (status >= 500 && status !== 501)
}

function toError(place: S3Place, answer: Answer, { method, key }: S3Request): Error {
  const at = describeS3Place(place)
  const { status, code, message } = answer
  const told = [code, message.replace(/\.$/, '')].filter((text) => text !== '').join(': ')
  const said = told || `status ${status}`
  if (code === 'NoSuchBucket') return storageErrors.s3BucketNotFound({ place: at })
  if (code === 'RequestTimeTooSkewed') return storageErrors.s3ClockWrong({ place: at })
  const isMissing = status === 404 && missing.has(code)
  if (isMissing && key !== undefined) return storageErrors.s3ObjectNotFound({ place: at, key })
  // Some say with a 404 that they don't know whose key it is.
  if ([401, 403, 404].includes(status)) return storageErrors.s3Refused({ place: at, said })
  const problem = `it answered ${method}${key === undefined ? '' : ` ${key}`} with ${said}`
  return storageErrors.s3Unreachable({ place: at, problem })
}

/** An error that stands for several has no message. */
function describeFailure(error: Error): string {
  return error.message || (systemErrorCode(error) ?? 'no answer')
}
