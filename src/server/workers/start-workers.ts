import { fork, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../base/index.ts'
import { mergeMetrics } from './merge-metrics.ts'
import type { CountedMetrics, FromWorker, ToWorker } from './worker-messages.ts'

export interface WorkersOptions {
  /** Beside this process. */
  readonly count: number
  /** Where this process listens. */
  readonly port: number
  readonly signal: AbortSignal
  readonly log: Log
  /** What this process has counted. */
  readonly countOwn: () => Promise<CountedMetrics>
}

/** Processes that answer at the same port. */
export interface Workers {
  /** The metrics of all processes, this one included. */
  writeMetrics(): Promise<string>
  /** Resolves when all have answered what had come in, after the signal. */
  readonly ended: Promise<void>
}

/** By it a process knows that it is to answer beside another, and at which port. */
export const workerPortVariable = 'SWELL_WORKER_PORT'

/** One that has died is started again after so long. */
const restMs = 200
/** A process that does not tell what it has counted in so long is left out. */
const patienceMs = 1000

/** Starts this very command again, so many times; resolves when all of them answer. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { count, port, signal, log, countOwn } = options
  const running = new Set<ChildProcess>()
  const asked = new Map<number, (metrics: CountedMetrics) => void>()
  let askedCount = 0

  function ask(child: ChildProcess): Promise<CountedMetrics> {
    const id = (askedCount += 1)
    return new Promise((resolve) => {
      const settle = (metrics: CountedMetrics) => {
        clearTimeout(timer)
        asked.delete(id)
        resolve(metrics)
      }
      const timer = setTimeout(() => settle([]), patienceMs)
      asked.set(id, settle)
      tell(child, { kind: 'count', id })
    })
  }

  async function writeMetrics(): Promise<string> {
    return mergeMetrics(await Promise.all([countOwn(), ...[...running].map(ask)]))
  }

  function hear(child: ChildProcess, message: FromWorker): void {
    if (message.kind === 'counted') asked.get(message.id)?.(message.metrics)
    if (message.kind === 'asks-all') {
      void writeMetrics().then((text) => tell(child, { kind: 'all', id: message.id, text }))
    }
  }

  /** Keeps one going until the signal; `onListening` is called once. */
  async function keepOne(onListening: () => void): Promise<void> {
    while (!signal.aborted) {
      const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
        env: { ...process.env, [workerPortVariable]: String(port) },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      })
      running.add(child)
      child.on('message', (message: FromWorker) => {
        if (message.kind === 'listening') onListening()
        hear(child, message)
      })
      const end = () => child.connected && child.disconnect()
      signal.addEventListener('abort', end, { once: true })
      const ended = Promise.withResolvers<string>()
      child.on('error', (error) => ended.resolve(error.message))
      child.on('exit', (code, by) => ended.resolve(by ?? `code ${code}`))
      const how = await ended.promise
      signal.removeEventListener('abort', end)
      running.delete(child)
      if (signal.aborted) return
      log.error(`worker ${child.pid} has ended by ${how}; another takes its place`)
      await pause(restMs, undefined, { signal }).catch(() => undefined)
    }
  }

  const ready = Array.from({ length: count }, () => Promise.withResolvers<void>())
  const ended = Promise.all(ready.map(({ resolve }) => keepOne(resolve).finally(resolve))).then(
    () => undefined,
  )
  await Promise.all(ready.map(({ promise }) => promise))
  return { writeMetrics, ended }
}

function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message)
}
