import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Heap } from '../wasm/heap.ts'
import type { WasmModule } from '../wasm/web-assembly.ts'
import { crewPlaces } from './crew-code.ts'

/** Threads that do the tasks of a module together: see `addCrew`. */
export interface Crew {
  /** Does tasks 0 … count − 1 of a kind, and returns when all are done. */
  work(kind: number, count: number): void
  /** The same without the others. */
  workAlone(kind: number, count: number): void
  /** Lets the threads go. */
  close(): void
}

/** What the module itself does. */
export type CrewWork = Pick<Crew, 'work' | 'workAlone'>

/**
 * As many threads as are wanted, this one among them; without a wish all that the machine has but one: threads wait for
 * each other, and one that must wait for its turn on a busy machine holds all up.
 */
export function countThreads(wanted: number | undefined, isLarge: boolean): number {
  return wanted ?? (isLarge ? Math.max(1, availableParallelism() - 1) : 1)
}

/** A thread that comes late does nothing but less. */
export function openCrew(module: WasmModule, heap: Heap, own: CrewWork, threads: number): Crew {
  const { work, workAlone } = own
  if (threads === 1) return { work: workAlone, workAlone, close() {} }
  const workers = Array.from({ length: threads - 1 }, () => idle.pop() ?? startWorker())
  for (const worker of workers) worker.postMessage({ module, memory: heap.memory })
  return {
    work,
    workAlone,
    close() {
      const words = new Int32Array(heap.memory.buffer)
      Atomics.store(words, crewPlaces.isOver / 4, 1)
      Atomics.add(words, crewPlaces.call / 4, 1)
      Atomics.notify(words, crewPlaces.call / 4)
      idle.push(...workers)
    },
  }
}

/** Starting a thread takes as long as learning from a few thousand rows. */
const idle: Worker[] = []

function startWorker(): Worker {
  const worker = new Worker(serveEach, { eval: true, execArgv: [], name: 'learning' })
  // A process doesn't wait for threads that have nothing to do.
  worker.unref()
  return worker
}

const serveEach = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ module, memory }) => {
  new WebAssembly.Instance(module, { env: { memory } }).exports.serve()
})`
