import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import { durationOf, levelAt, type LoadPlan } from './load-plan.ts'
import { loadTally, type LoadResult, type LoadTally } from './load-result.ts'

export interface LoadTarget {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body of each request in turn. */
  readonly bodies: readonly Buffer[]
  readonly timeoutMs: number
}

export interface LoadWatch {
  readonly signal: AbortSignal
  /** Called a few times a second. */
  readonly onProgress: (tookMs: number) => void
}

/** So many open requests: what is due beyond them isn't sent, and counts as failed. */
const mostOpen = 10_000
const tickMs = 5
const progressMs = 250

/**
 * Posts to an address as the plan says. With an open load a latency begins when the request was due, not when
 * it could be sent: a server that stalls is seen by all that would have come meanwhile.
 */
export async function sendLoad(
  plan: LoadPlan,
  target: LoadTarget,
  watch: LoadWatch,
): Promise<LoadResult> {
  const sender = postings(target)
  const tally = loadTally()
  const start = performance.now()
  let toldMs = 0
  const elapsed = (): number => {
    const tookMs = performance.now() - start
    if (tookMs - toldMs >= progressMs) {
      toldMs = tookMs
      watch.onProgress(tookMs)
    }
    return tookMs
  }
  try {
    const run = plan.kind === 'open' ? runOpen : runClosed
    await run(plan, { sender, tally, elapsed, signal: watch.signal })
    return tally.finish(Math.min(performance.now() - start, durationOf(plan)))
  } finally {
    sender.end()
  }
}

interface Running {
  readonly sender: Postings
  readonly tally: LoadTally
  readonly elapsed: () => number
  readonly signal: AbortSignal
}

async function runOpen(plan: LoadPlan, { sender, tally, elapsed, signal }: Running): Promise<void> {
  const open = new Set<Promise<void>>()
  const endMs = durationOf(plan)
  let dueMs = 0
  while (dueMs < endMs && !signal.aborted) {
    const untilMs = Math.min(elapsed(), endMs)
    while (dueMs <= untilMs && dueMs < endMs) {
      const level = levelAt(plan, dueMs)
      if (level > 0) send(dueMs)
      dueMs += level > 0 ? 1000 / level : tickMs
    }
    await pause(Math.max(0, Math.min(tickMs, dueMs - elapsed())))
  }
  await Promise.all(open)

  function send(at: number): void {
    if (open.size >= mostOpen) {
      tally.add({ dueMs: at, latencyMs: Number.NaN, outcome: 'not sent', ok: false })
      return
    }
    const sent = sender.post().then(({ outcome, ok }) => {
      tally.add({ dueMs: at, latencyMs: elapsed() - at, outcome, ok })
      open.delete(sent)
    })
    open.add(sent)
  }
}

async function runClosed(
  plan: LoadPlan,
  { sender, tally, elapsed, signal }: Running,
): Promise<void> {
  const endMs = durationOf(plan)
  const clientCount = Math.max(...plan.stages.map(({ level }) => Math.ceil(level)))

  async function runClient(number: number): Promise<void> {
    while (elapsed() < endMs && !signal.aborted) {
      const dueMs = elapsed()
      if (levelAt(plan, dueMs) <= number) {
        await pause(tickMs)
        continue
      }
      const { outcome, ok } = await sender.post()
      tally.add({ dueMs, latencyMs: elapsed() - dueMs, outcome, ok })
    }
  }
  await Promise.all(Array.from({ length: clientCount }, (_, number) => runClient(number)))
}

interface Postings {
  /** Never throws: a failure is an outcome. */
  post(): Promise<{ readonly outcome: string; readonly ok: boolean }>
  end(): void
}

function postings({ url, headers, bodies, timeoutMs }: LoadTarget): Postings {
  const isHttps = url.startsWith('https:')
  const agent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  const request = isHttps ? httpsRequest : httpRequest
  let next = 0
  return {
    post() {
      const body = bodies[next % bodies.length] ?? Buffer.alloc(0)
      next += 1
      const sent = { ...headers, 'content-length': String(body.length) }
      return new Promise((resolve) => {
        const asked = request(url, { method: 'POST', agent, headers: sent, timeout: timeoutMs })
        asked.on('response', (response: IncomingMessage) => {
          const { statusCode = 0 } = response
          response.resume()
          response.on('end', () => resolve({ outcome: String(statusCode), ok: statusCode === 200 }))
        })
        asked.on('timeout', () => asked.destroy(new Error('timed out')))
        asked.on('error', (error: NodeJS.ErrnoException) =>
          resolve({ outcome: error.code ?? error.message, ok: false }),
        )
        asked.end(body)
      })
    },
    end: () => agent.destroy(),
  }
}
