import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../../base/index.ts'
import {
  pipelinesErrors,
  type ProcessCall,
  type ProcessReturn,
  type StepProcesses,
} from '../../pipelines/index.ts'
import { projectErrors } from '../errors.ts'
import { readLines } from './read-lines.ts'
import { describeEnd, spawnGroup, type ProcessGroup } from './spawn-group.ts'
import { fromTextError } from './text-error.ts'
import { watchMemory } from './watch-memory.ts'
import type { WorkerMessage, WorkerTask } from './worker-messages.ts'

export interface WorkerPoolOptions {
  readonly root: string
  /** The folder of the project's state, where workers may write. */
  readonly state: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: Clock
  /** Whether the project's files are still what this process has read. */
  readonly isCurrent: () => Promise<boolean>
}

export interface WorkerPool extends StepProcesses {
  /** Ends all workers. */
  readonly close: () => Promise<void>
}

/** A worker that nobody uses for so long ends. */
const idleMs = 60_000

/** What tells one kind of worker from another. */
type WorkerKind = Pick<ProcessCall, 'memoryBytes' | 'writes'>

interface Worker {
  readonly group: ProcessGroup
  readonly kind: WorkerKind
  readonly ready: Promise<void>
  /** Where what it prints and says goes now. */
  listener: WorkerListener | undefined
  /** The last line that it has printed. */
  lastLine: string
}

interface WorkerListener {
  readonly onLine: (text: string, isError: boolean) => void
  readonly onMessage: (message: WorkerMessage) => void
}

/** Keeps processes that have read the project, and lets steps run in them. */
export function workerPool(options: WorkerPoolOptions): WorkerPool {
  const all = new Set<Worker>()
  const idle = new Map<Worker, NodeJS.Timeout>()

  function take(kind: WorkerKind): Worker {
    for (const [worker, timer] of idle) {
      if (!isSameKind(worker.kind, kind)) continue
      clearTimeout(timer)
      idle.delete(worker)
      return worker
    }
    return start(kind)
  }

  function start(kind: WorkerKind): Worker {
    const worker = startWorker(options, kind)
    all.add(worker)
    const forget = () => {
      all.delete(worker)
      clearTimeout(idle.get(worker))
      idle.delete(worker)
    }
    void worker.group.ended.then(forget, forget)
    return worker
  }

  function giveBack(worker: Worker): void {
    if (!all.has(worker)) return
    const timer = setTimeout(() => worker.group.kill(), idleMs)
    timer.unref()
    idle.set(worker, timer)
  }

  return {
    async call(call) {
      call.signal.throwIfAborted()
      const worker = take(call)
      const result = await callWorker(options, worker, call)
      giveBack(worker)
      return result
    },
    prepare({ settings, ...kind }) {
      if ([...idle.keys()].some((worker) => isSameKind(worker.kind, kind))) return
      const worker = start(kind)
      const nowMs = options.now().getTime()
      // What it can't do ahead it does, or tells what is wrong, when it is called.
      worker.ready
        .then(() => tell(worker, { type: 'open', settings, nowMs }))
        .catch(() => undefined)
      giveBack(worker)
    },
    async close() {
      for (const { group } of all) group.kill()
      await Promise.allSettled([...all].map(({ group }) => group.ended))
    },
  }
}

function isSameKind(one: WorkerKind, other: WorkerKind): boolean {
  return one.memoryBytes === other.memoryBytes && one.writes.join() === other.writes.join()
}

function startWorker(
  { root, state, environment }: WorkerPoolOptions,
  { memoryBytes, writes }: WorkerKind,
): Worker {
  const temporary = environment['TMPDIR'] ?? tmpdir()
  const places = [state, temporary, ...writes.map((place) => resolve(root, place))]
  const group = spawnGroup({
    command: [
      process.execPath,
      ...flagsFor(memoryBytes),
      ...permissionFlags(places),
      workerFile(),
      root,
    ],
    folder: root,
    environment,
    messages: true,
  })
  const ready = Promise.withResolvers<void>()
  const worker: Worker = {
    group,
    kind: { memoryBytes, writes },
    ready: ready.promise,
    listener: undefined,
    lastLine: 'nothing',
  }
  const onLine = (isError: boolean) => (text: string) => {
    if (text.trim() !== '') worker.lastLine = text
    worker.listener?.onLine(text, isError)
  }
  readLines(group.stdout, onLine(false))
  readLines(group.stderr, onLine(true))
  group.child.on('message', (message: WorkerMessage) => {
    if (message.type === 'ready') ready.resolve()
    else worker.listener?.onMessage(message)
  })
  // Whoever calls it hears of its end.
  const end = () => ready.resolve()
  void group.ended.then(end, end)
  return worker
}

/** What V8 keeps is the most of what a step uses; all of it together is looked at besides. */
function flagsFor(memoryBytes: number | undefined): string[] {
  const heap =
    memoryBytes === undefined
      ? []
      : [`--max-old-space-size=${Math.max(32, Math.floor(memoryBytes / 2 ** 20))}`]
  if (extname(import.meta.url) === '.js') return heap
  const register = new URL('../../../scripts/register-source.mjs', import.meta.url)
  return [...heap, '--import', register.href]
}

/** It may do all but write elsewhere: what nobody knows of, a step that is skipped would not bring back. */
function permissionFlags(places: readonly string[]): string[] {
  const allowed = ['addons', 'child-process', 'inspector', 'wasi', 'worker', 'fs-read=*']
  const real = [...new Set(places.flatMap((place) => [place, realPlace(place)]))]
  // Of a folder that isn't there yet, Node has to be told that what is in it is meant as well.
  const writable = real.flatMap((place) => [place, join(place, '*')])
  return [
    '--permission',
    // Node warns of what is allowed here on purpose.
    ...['PERM0001', 'PERM0002', 'PERM0004', 'PERM0005', 'PERM0006'].map(
      (code) => `--disable-warning=${code}`,
    ),
    ...allowed.map((thing) => `--allow-${thing}`),
    ...writable.map((place) => `--allow-fs-write=${place}`),
  ]
}

/** Where a place really is: of a folder that is a link, Node asks for the other end. */
function realPlace(place: string): string {
  try {
    return realpathSync(place)
  } catch {
    // It will be made.
    return place
  }
}

function workerFile(): string {
  return fileURLToPath(new URL(`./step-worker${extname(import.meta.url)}`, import.meta.url))
}

async function callWorker(
  { now, isCurrent }: WorkerPoolOptions,
  worker: Worker,
  call: ProcessCall,
): Promise<ProcessReturn> {
  const { step, path, runId, inputs, settings, seed, signal, memoryBytes } = call
  const { group } = worker
  const result = Promise.withResolvers<ProcessReturn>()
  // It may end while nobody waits for it any more.
  result.promise.catch(() => undefined)
  let usedBytes: number | undefined
  worker.listener = listenerFor(call, result)
  const memory =
    memoryBytes === undefined || group.child.pid === undefined
      ? undefined
      : watchMemory(group.child.pid, memoryBytes, (used) => {
          usedBytes = used
          group.kill()
        })
  signal.addEventListener('abort', group.stop, { once: true })
  const onEnd = (ended: string) => {
    const isFull = usedBytes !== undefined || /heap out of memory/.test(worker.lastLine)
    const error =
      isFull && memoryBytes !== undefined
        ? pipelinesErrors.outOfMemory({
            step,
            usedBytes: usedBytes ?? memoryBytes,
            limitBytes: memoryBytes,
          })
        : pipelinesErrors.processEnded({ step, ended, last: worker.lastLine })
    result.reject(error)
  }
  void group.ended.then(
    (end) => onEnd(describeEnd(end) ?? 'well'),
    (error: unknown) => result.reject(error),
  )
  try {
    await worker.ready
    // A worker that was started later may have read later code than what is recorded as run.
    if (!(await isCurrent())) throw projectErrors.codeHasChanged({ step })
    const { repeats } = call
    tell(worker, {
      type: 'call',
      isProfiled: call.onProfile !== undefined,
      path,
      runId,
      inputs,
      settings,
      seed,
      nowMs: now().getTime(),
      repeats:
        repeats === undefined
          ? undefined
          : { id: repeats.id, startedAtMs: repeats.startedAt.getTime() },
    })
    return await result.promise
  } finally {
    signal.removeEventListener('abort', group.stop)
    memory?.close()
    worker.listener = undefined
  }
}

function tell({ group }: Worker, task: WorkerTask): void {
  if (group.child.connected) group.child.send(task)
}

function listenerFor(
  { log, progress, recordMetric, onProfile }: ProcessCall,
  result: PromiseWithResolvers<ProcessReturn>,
): WorkerListener {
  let kept: Promise<void> | undefined
  return {
    onLine: (text, isError) => log[isError ? 'warn' : 'info'](text),
    onMessage: (message) => {
      switch (message.type) {
        case 'ready':
          return undefined
        case 'line':
          return log[message.level](message.text)
        case 'progress':
          return progress(message.update)
        case 'metric':
          return recordMetric(message.name, message.value, message.step)
        case 'profiled':
          kept = onProfile?.(message.profile)
          kept?.catch(result.reject)
          return undefined
        case 'gave': {
          const { output, read } = message
          const value = output === undefined ? undefined : (JSON.parse(output) as unknown)
          const given = () => result.resolve({ output: value, read })
          return kept === undefined ? given() : void kept.then(given, given)
        }
        case 'threw':
          return result.reject(fromTextError(message.error))
      }
    },
  }
}
