import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { Clock } from '../../base/index.ts'
import { sourceErrors } from './errors.ts'
import { afterMs } from './retry-after.ts'
import type { FoundContent } from './source-reader.ts'

/** What the network and time are made of; a test gives its own. */
export interface HttpDeps {
  readonly fetch?: typeof fetch
  /** Waits before a file is asked for again. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface HttpTools extends Required<HttpDeps> {
  readonly now: Clock
}

export interface HttpRequest {
  readonly source: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** The address as it may be shown. */
  readonly place: string
  /** Of what was read before: if it is that still, nothing is brought. */
  readonly stamp: string | undefined
  readonly sha256: string | undefined
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly tries: number
  readonly statuses: readonly number[]
  readonly waitMs: number
  readonly signal: AbortSignal
  /** Where a file is written that is too large for memory. */
  readonly path: () => Promise<string>
}

/** No server is waited for longer than this, whatever it asks for. */
const longestWaitMs = 120_000
const mostRedirects = 5
const mostBytesInMemory = 8_000_000

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
  const gathered = gather(request)
  try {
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(deps, request, gathered)
      if (outcome.kind === 'unchanged') return undefined
      if (outcome.kind === 'whole') break
      if (tried >= request.tries) throw outcome.error
      const backOffMs = request.waitMs * 2 ** (tried - 1)
      await deps.wait(Math.min(outcome.afterMs ?? backOffMs, longestWaitMs), request.signal)
    }
    return await gathered.finish()
  } finally {
    await gathered.close()
  }
}

type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'again'; readonly error: Error; readonly afterMs?: number | undefined }

type Gathered = ReturnType<typeof gather>

async function attempt(
  deps: HttpTools,
  request: HttpRequest,
  gathered: Gathered,
): Promise<Outcome> {
  const { source, place } = request
  const idle = openIdleTimer(request)
  const again = (problem: string, error: unknown): Outcome => {
    request.signal.throwIfAborted()
    const said = idle.isOver() ? `nothing came for ${request.timeoutMs / 1000} s` : problem
    return {
      kind: 'again',
      error: sourceErrors.sourceNotReadable({ source, place, problem: said }, error),
    }
  }
  try {
    const response = await follow(deps, request, gathered.headers(), idle.signal).catch(
      (error: unknown) => again('no answer', error),
    )
    if (!(response instanceof Response)) return response
    const { status } = response
    if (status === 304) {
      await response.body?.cancel()
      return { kind: 'unchanged' }
    }
    if (!response.ok) {
      await response.body?.cancel()
      const error = sourceErrors.sourceAnsweredBadly({ url: place, status })
      // What was gathered is of no use to a server that knows no such range.
      if (status === 416 && gathered.restart()) return { kind: 'again', error, afterMs: 0 }
      if (!request.statuses.includes(status)) throw error
      return {
        kind: 'again',
        error,
        afterMs: afterMs(response.headers.get('retry-after'), deps.now().getTime()),
      }
    }
    await gathered.begin(response)
    try {
      for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        idle.restart()
        await gathered.add(piece)
      }
    } catch (error) {
      if (gathered.isTooLarge()) throw error
      return again('the answer broke off', error)
    }
    if (gathered.isWhole()) return { kind: 'whole' }
    return again('the answer broke off', undefined)
  } finally {
    idle.stop()
  }
}

/** Ends a request by which nothing has come for too long. */
function openIdleTimer({ timeoutMs, signal }: HttpRequest) {
  const timer = new AbortController()
  let isOver = false
  const start = () =>
    setTimeout(() => {
      isOver = true
      timer.abort()
    }, timeoutMs)
  let running = start()
  return {
    signal: AbortSignal.any([timer.signal, signal]),
    isOver: () => isOver,
    restart() {
      clearTimeout(running)
      running = start()
    },
    stop: () => clearTimeout(running),
  }
}

/** Follows redirects by hand: what is secret is for the server that it was meant for, and no other. */
async function follow(
  deps: HttpTools,
  request: HttpRequest,
  own: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  let { url } = request
  for (let count = 0; ; count += 1) {
    const isSame = url.origin === request.url.origin
    const headers = { ...(isSame ? request.headers : {}), ...own, 'accept-encoding': 'identity' }
    const response = await deps.fetch(url, { headers, signal, redirect: 'manual' })
    const to = response.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(response.status) || to === null) return response
    await response.body?.cancel()
    if (count === mostRedirects) throw new Error(`there are more than ${mostRedirects} redirects`)
    url = new URL(to, url)
  }
}

/** What has come so far, in memory or, when it is large, on disk. */
function gather(request: HttpRequest) {
  const { place, stamp, maxBytes, sha256 } = request
  let pieces: Uint8Array[] = []
  let byteCount = 0
  let hash = createHash('sha256')
  let wanted: number | undefined
  let validator: string | undefined
  let found: string | undefined
  let file: FileHandle | undefined
  let path: string | undefined
  let tooLarge = false

  async function reset(): Promise<void> {
    pieces = []
    byteCount = 0
    hash = createHash('sha256')
    await file?.truncate(0)
  }

  function refuse(): never {
    tooLarge = true
    throw sourceErrors.sourceTooLarge({ url: place, maxBytes })
  }

  return {
    isTooLarge: () => tooLarge,
    isWhole: () => wanted === undefined || byteCount === wanted,

    headers(): Record<string, string> {
      if (byteCount > 0 && validator !== undefined) {
        return { range: `bytes=${byteCount}-`, 'if-range': validator }
      }
      return conditionOf(stamp)
    },

    /** True if there was something to begin anew. */
    restart(): boolean {
      if (byteCount === 0) return false
      validator = undefined
      return true
    },

    async begin(response: Response): Promise<void> {
      const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')
      const goesOn = response.status === 206 && Number(range?.[1]) === byteCount
      if (!goesOn) await reset()
      const length = response.headers.get('content-length')
      wanted = length === null ? undefined : byteCount + Number(length)
      if (wanted !== undefined && wanted > maxBytes) refuse()
      const [etag, modified] = ['etag', 'last-modified'].map((name) => response.headers.get(name))
      // Only a strong tag promises the same bytes.
      validator = etag?.startsWith('W/') === true ? undefined : (etag ?? modified ?? undefined)
      found = etag ? `etag ${etag}` : modified ? `modified ${modified}` : undefined
    },

    async add(piece: Uint8Array): Promise<void> {
      if (byteCount + piece.byteLength > maxBytes) refuse()
      hash.update(piece)
      if (file === undefined && byteCount + piece.byteLength > mostBytesInMemory) {
        path = await request.path()
        file = await open(path, 'w')
        for (const one of pieces) await file.appendFile(one)
        pieces = []
      }
      if (file === undefined) pieces.push(piece)
      else await file.write(piece, 0, piece.byteLength, byteCount)
      byteCount += piece.byteLength
    },

    async finish(): Promise<FoundContent> {
      const digest = hash.digest('hex')
      if (sha256 !== undefined && digest !== sha256.toLowerCase()) {
        throw sourceErrors.sourceChecksumWrong({ url: place, wanted: sha256, found: digest })
      }
      const content =
        path === undefined ? new Uint8Array(Buffer.concat(pieces)) : { path, isOwn: true }
      return { content, stamp: found }
    },

    close: async () => file?.close(),
  }
}

/** Asks only for what has changed since. */
function conditionOf(stamp: string | undefined): Record<string, string> {
  if (stamp?.startsWith('etag ') === true) return { 'if-none-match': stamp.slice(5) }
  if (stamp?.startsWith('modified ') === true) return { 'if-modified-since': stamp.slice(9) }
  return {}
}
