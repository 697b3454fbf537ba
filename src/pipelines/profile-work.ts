import type { Profiler } from 'node:inspector'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

/** Where a piece of work has spent its time, and how much memory the process had meanwhile. */
export interface WorkProfile {
  readonly wallMs: number
  /** Of all threads of the process. */
  readonly cpuMs: number
  readonly memory: readonly MemorySample[]
  /** As Chrome's developer tools read it. */
  readonly cpu: Profiler.Profile
}

export interface MemorySample {
  readonly atMs: number
  /** Of the whole process, in bytes. */
  readonly rssBytes: number
}

/** Does a piece of work under the profiler of V8; `keep` is given what was seen, also where it fails. */
export async function profileWork<Result>(
  work: () => Promise<Result>,
  keep: (profile: WorkProfile) => Promise<void>,
): Promise<Result> {
  const { Session } = await import('node:inspector/promises')
  const session = new Session()
  session.connect()
  const memory = watchProcessMemory()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
    const [startMs, cpuBefore] = [performance.now(), process.cpuUsage()]
    try {
      return await work()
    } finally {
      const wallMs = performance.now() - startMs
      const { user, system } = process.cpuUsage(cpuBefore)
      const { profile: cpu } = await session.post('Profiler.stop')
      await keep({ wallMs, cpuMs: (user + system) / 1000, memory: await memory.stop(), cpu })
    }
  } finally {
    session.disconnect()
  }
}

/** Looks from a thread of its own: work that keeps the main one busy would not let a timer through. */
const watcher = `
const { parentPort } = require('node:worker_threads')
const samples = []
let every = 20
const look = () => {
  samples.push([Date.now(), process.memoryUsage.rss()])
  // A long work is looked at less often: a thousand samples are enough to draw.
  if (samples.length === 1000) {
    for (let at = 0; at < 500; at += 1) samples[at] = samples[2 * at]
    samples.length = 500
    every *= 2
  }
  timer = setTimeout(look, every)
}
let timer
look()
parentPort.once('message', () => {
  clearTimeout(timer)
  parentPort.postMessage(samples)
  parentPort.close()
})`

const patienceMs = 2000

function watchProcessMemory() {
  const startMs = Date.now()
  const first = { atMs: 0, rssBytes: process.memoryUsage.rss() }
  const worker = new Worker(watcher, { eval: true })
  worker.unref()
  return {
    async stop(): Promise<readonly MemorySample[]> {
      const samples = Promise.withResolvers<readonly (readonly [number, number])[]>()
      worker.once('message', samples.resolve)
      worker.once('error', () => samples.resolve([]))
      worker.postMessage('stop')
      const last = { atMs: Date.now() - startMs, rssBytes: process.memoryUsage.rss() }
      const none = pause(patienceMs, [], { ref: false })
      const seen = await Promise.race([samples.promise, none])
      await worker.terminate()
      const between = seen.map(([atMs, rssBytes]) => ({ atMs: atMs - startMs, rssBytes }))
      return [first, ...between.filter(({ atMs }) => atMs > 0 && atMs < last.atMs), last]
    },
  }
}
