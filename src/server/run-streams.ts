import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'
import { maskHidden } from '../base/index.ts'
import type { OpenedProject } from '../project/index.ts'
import { getRun, type RunId } from '../tracking/index.ts'
import { followRun } from './follow-run.ts'
import { secureHeaders } from './page-headers.ts'
import type { ServerContext } from './server-context.ts'

/** Runs of other processes are looked for so often; those of this one are told of at once. */
const lookEveryMs = 1000
/** However much happens, nobody is told more often. */
const restMs = 200
/** Of runs that programs log, the newest so many that go on. */
const mostFollowed = 200

/**
 * What happens to runs, as it happens, as server-sent events. Pages follow these instead of asking again
 * and again; whoever doesn't listen costs nothing.
 */
export function addRunStreams(app: FastifyInstance, context: ServerContext): void {
  const { project, news } = context

  app.get('/api/v1/stream', async (request, reply) => {
    let told = await signatureOf(project)
    const stream = openStream(request, reply, context.ending)
    stream.send('hello', {})
    while (!stream.signal.aborted) {
      await news.wait(lookEveryMs, stream.signal)
      const found = await signatureOf(project)
      if (found === told) continue
      told = found
      stream.send('runs', {})
      await rest(stream.signal)
    }
    return reply
  })

  app.get<{ Params: { id: string } }>('/api/v1/runs/:id/stream', async (request, reply) => {
    const { id } = await getRun(project, request.params.id as RunId)
    const look = followRun(project, news, id)
    const stream = openStream(request, reply, context.ending)
    let progress = ''
    while (!stream.signal.aborted) {
      const changes = await look()
      const { runs, lines, isOver, cancelRequestedAt } = changes
      if (runs.length > 0) stream.send('runs', { runs, cancelRequestedAt })
      if (lines.length > 0) stream.send('lines', { lines })
      const now = JSON.stringify(changes.progress)
      if (now !== progress) stream.send('progress', { progress: changes.progress })
      progress = now
      if (isOver) stream.send('over', {})
      if (isOver) break
      await rest(stream.signal)
      await news.wait(lookEveryMs, stream.signal)
    }
    stream.end()
    return reply
  })
}

/** Changes when a run starts or ends, and when a program logs to one. */
async function signatureOf({ database }: OpenedProject): Promise<string> {
  const { queries } = database
  const logged = queries
    .selectFrom('logged_runs as r')
    .leftJoin('latest_metrics as m', 'm.run_id', 'r.run_id')
    .select(({ fn }) => [
      fn.count<number>('r.run_id').distinct().as('runs'),
      fn.sum<number | null>('m.step').as('steps'),
      fn.max('m.at_ms').as('at'),
    ])
    .where('r.run_id', 'in', (inner) =>
      inner
        .selectFrom('logged_runs')
        .select('run_id')
        .where('status', '=', 'RUNNING')
        .orderBy('start_ms', 'desc')
        .limit(mostFollowed),
    )
  const newest = queries.selectFrom('runs').select('run_id').orderBy('run_id', 'desc').limit(1)
  const open = queries
    .selectFrom('runs')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', '=', 'open')
  const [last, { count }, told] = await Promise.all([
    newest.executeTakeFirst(),
    open.executeTakeFirstOrThrow(),
    logged.executeTakeFirstOrThrow(),
  ])
  return `${last?.run_id ?? ''} ${count} ${told.runs} ${told.steps} ${told.at}`
}

async function rest(signal: AbortSignal): Promise<void> {
  await pause(restMs, undefined, { signal }).catch(() => undefined)
}

interface Stream {
  /** Aborted when the listener has gone, or the server ends. */
  readonly signal: AbortSignal
  send(event: string, data: unknown): void
  end(): void
}

function openStream(request: FastifyRequest, reply: FastifyReply, ending: AbortSignal): Stream {
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, ending])
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...secureHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  })
  raw.flushHeaders()
  request.raw.on('close', () => gone.abort())
  signal.addEventListener('abort', () => raw.end(), { once: true })
  if (signal.aborted) raw.end()
  return {
    signal,
    send: (event, data) => {
      if (signal.aborted) return
      raw.write(`event: ${event}\ndata: ${maskHidden(JSON.stringify(data))}\n\n`)
    },
    end: () => raw.end(),
  }
}
