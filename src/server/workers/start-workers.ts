import { fork, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../base/index.ts'
import type { MonitorQuestion, MonitorReply } from '../../project/index.ts'
import type { ClientWaits } from '../../serving/index.ts'
import type { FromWorker, Knowledge, TellAll, TellOwn, ToWorker } from './worker-messages.ts'

export interface WorkersOptions {
  /** Beside this process. */
  readonly count: number
  /** Where this process listens. */
  readonly port: number
  readonly signal: AbortSignal
  readonly log: Log
  /** What this process knows. */
  readonly tellOwn: TellOwn
  /** Counts for all processes what clients ask. */
  readonly clientWaits: ClientWaits
  /** Who looks after monitors is known to this process alone. */
  readonly askMonitors: (question: MonitorQuestion) => Promise<MonitorReply>
}

/** Processes that answer at the same port. */
export interface Workers {
  /** What all processes know, this one included. */
  readonly tellAll: TellAll
  /** Resolves when all have answered what had come in, after the signal. */
  readonly ended: Promise<void>
}

/** By it a process knows that it is to answer beside another, and at which port. */
export const workerPortVariable = 'SWELL_WORKER_PORT'

/** One that has died is started again after so long. */
const restMs = 200
/** A process that does not tell what it knows in so long is left out. */
const patienceMs = 1000

/** Starts this very command again, so many times; resolves when all of them answer. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { count, port, signal, log, tellOwn, clientWaits, askMonitors } = options
  const running = new Set<ChildProcess>()
  const asked = new Map<number, (known: unknown) => void>()
  let askedCount = 0

  /** Undefined where it says nothing. */
  function ask(child: ChildProcess, about: keyof Knowledge): Promise<unknown> {
    const id = (askedCount += 1)
    return new Promise((resolve) => {
      const settle = (known: unknown) => {
        clearTimeout(timer)
        asked.delete(id)
        resolve(known)
      }
      const timer = setTimeout(() => settle(undefined), patienceMs)
      asked.set(id, settle)
      tell(child, { kind: 'tell', id, about })
    })
  }

  async function tellAll<About extends keyof Knowledge>(
    about: About,
  ): Promise<readonly Knowledge[About][]> {
    const others = await Promise.all([...running].map((child) => ask(child, about)))
    const said = others.filter((known) => known !== undefined) as Knowledge[About][]
    return [await tellOwn(about), ...said]
  }

  async function answer(message: Exclude<FromWorker, { kind: 'listening' | 'told' }>) {
    switch (message.kind) {
      case 'asks-all':
        return tellAll(message.about)
      case 'asks-wait':
        return clientWaits.of(message.service, message.client)
      case 'asks-monitors':
        return askMonitors(message.question)
    }
  }

  function hear(child: ChildProcess, message: FromWorker): void {
    if (message.kind === 'listening') return
    const { id } = message
    if (message.kind === 'told') asked.get(id)?.(message.known)
    else void answer(message).then((own) => tell(child, { kind: 'answer', id, answer: own }))
  }

  /** Keeps one going until the signal; `onListening` is called once. */
  async function keepOne(onListening: () => void): Promise<void> {
    while (!signal.aborted) {
      const child = fork(process.argv[1] ?? '', process.argv.slice(2), {
        env: { ...process.env, [workerPortVariable]: String(port) },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // Maps and arrays of numbers arrive as such.
        serialization: 'advanced',
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
  return { tellAll, ended }
}

function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message)
}
