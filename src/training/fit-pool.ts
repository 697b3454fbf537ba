import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TrainingPart } from '../features/index.ts'
import { asksShares, type InputColumn, type Metric, type Said } from '../learn/index.ts'
import { trainingErrors } from './errors.ts'
import type { FitReply, FitRequest, FitWorkerData } from './fit-worker.ts'

/** Of a metric threads are told only what it asks for: functions can't be sent. */
export interface FoldWork extends Omit<FitRequest, 'id' | 'metrics'> {
  readonly metrics: readonly Metric[]
}

/** Threads that learn from the same rows, several at once. */
export interface FitPool {
  readonly size: number
  /** What the model learned from `train` says of `test`. Throws `fitFailed`. */
  predict(work: FoldWork): Promise<Said>
  /** Ends the threads, whatever they do; what was asked of them fails. */
  close(): Promise<void>
}

/** The thread's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
const workerFile = new URL(`./fit-worker${extname(import.meta.url)}`, import.meta.url)

interface Waiting {
  readonly request: FitRequest
  readonly resolve: (said: Said) => void
  readonly reject: (error: Error) => void
}

/** Numbers are there once, in memory that the threads share. */
export function openFitPool(
  { features, label }: Pick<TrainingPart, 'features' | 'label'>,
  size: number,
): FitPool {
  const data: FitWorkerData = { columns: features.map(toShared), target: share(label) }
  const queue: Waiting[] = []
  const busy = new Map<Worker, Waiting>()
  const idle: Worker[] = []
  const workers: Worker[] = []
  let count = 0

  function next(): void {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (workers.length < size ? start() : undefined)
      const waiting = worker === undefined ? undefined : queue.shift()
      if (worker === undefined || waiting === undefined) return
      busy.set(worker, waiting)
      worker.postMessage(waiting.request)
    }
  }

  function start(): Worker {
    const worker = new Worker(workerFile, { workerData: data })
    workers.push(worker)
    const end = (): Waiting | undefined => {
      const waiting = busy.get(worker)
      busy.delete(worker)
      return waiting
    }
    worker.on('message', (reply: FitReply) => {
      const waiting = end()
      idle.push(worker)
      if ('said' in reply) waiting?.resolve(reply.said)
      else waiting?.reject(trainingErrors.fitFailed({ problem: reply.problem }))
      next()
    })
    const fail = (problem: string) => {
      if (workers.includes(worker)) workers.splice(workers.indexOf(worker), 1)
      end()?.reject(trainingErrors.fitFailed({ problem }))
      next()
    }
    worker.on('error', (error: Error) => fail(error.message))
    worker.on('exit', () => fail('Its thread has ended.'))
    return worker
  }

  return {
    size,
    predict: ({ metrics, ...work }) =>
      new Promise((resolve, reject) => {
        const asks = asksShares(metrics) ? [{ asksShares: true as const }] : []
        const request = { id: (count += 1), ...work, metrics: asks }
        queue.push({ request, resolve, reject })
        next()
      }),
    async close() {
      for (const { reject } of queue.splice(0)) {
        reject(trainingErrors.fitFailed({ problem: 'It was stopped.' }))
      }
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function toShared(column: InputColumn): InputColumn {
  return column.kind === 'number' ? { ...column, values: share(column.values) } : column
}

function share(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength))
  shared.set(values)
  return shared
}
