import { Worker } from 'node:worker_threads'
import type { InputColumn } from '../learn/index.ts'
import { registryErrors } from './errors.ts'
import { assertNames, onnxWorkerFile, type OnnxInput } from './onnx-predictor.ts'
import type { OnnxReply, OnnxRequest, OnnxWorkerData } from './onnx-worker.ts'

/** A thread with a session: one batch at a time. */
export interface OnnxThread {
  /** What else the graph tells. */
  readonly outputs: readonly string[]
  /** Throws `onnxFailed`; a thread that does not answer in time is ended. */
  run(columns: readonly InputColumn[], beside?: string): Promise<GraphSaid>
  isBusy(): boolean
  hasEnded(): boolean
  /** Whether it was given up in the midst of a batch, and has not come back from it: it still takes a processor. */
  isStuck(): boolean
  end(): void
}

export interface OnnxThreadOptions {
  readonly inputs: readonly OnnxInput[]
  readonly output: string
  readonly sessionThreads: number
  readonly patienceMs: number
  /** Called when a thread that was given up has come back. */
  readonly onBack: () => void
}

/** The values of a graph's output, and of a second one where that was wanted. */
export interface GraphSaid {
  readonly values: Float64Array
  readonly beside: Float64Array | undefined
}

interface Running {
  readonly id: number
  readonly resolve: (said: GraphSaid) => void
  readonly reject: (error: Error) => void
}

/** Throws `onnxUnreadable` or `onnxDoesNotFit`. */
export async function openOnnxThread(
  bytes: Uint8Array,
  { inputs, output, sessionThreads, patienceMs, onBack }: OnnxThreadOptions,
): Promise<OnnxThread> {
  const data: OnnxWorkerData = { bytes, sessionThreads }
  const worker = new Worker(onnxWorkerFile, { workerData: data })
  const outputs = await ready(worker, inputs, output)
  worker.unref()
  let running: Running | undefined
  let isEnded = false
  let isStuck = false
  let count = 0

  function settle(): Running | undefined {
    const settled = running
    running = undefined
    worker.unref()
    return settled
  }

  function fail(problem: string): void {
    isEnded = true
    const asked = settle()
    asked?.reject(registryErrors.onnxFailed({ problem }))
    // A thread that is ended in the midst of a graph takes the process along: it ends when it has answered.
    if (asked === undefined) void worker.terminate()
    else {
      isStuck = true
      worker.ref()
    }
  }

  function comeBack(): void {
    if (!isStuck) return
    isStuck = false
    onBack()
  }

  worker.on('message', (reply: OnnxReply) => {
    if (isEnded) {
      comeBack()
      void worker.terminate()
      return
    }
    if (running === undefined || !('id' in reply) || reply.id !== running.id) return
    if (reply.kind === 'predicted')
      settle()?.resolve({ values: reply.values, beside: reply.beside })
    else settle()?.reject(registryErrors.onnxFailed({ problem: reply.problem }))
  })
  worker.on('error', (error: Error) => fail(error.message))
  worker.on('exit', () => {
    fail('its thread has ended')
    comeBack()
  })

  function run(columns: readonly InputColumn[], beside?: string): Promise<GraphSaid> {
    const id = (count += 1)
    return new Promise<GraphSaid>((resolve, reject) => {
      const timer = setTimeout(() => fail(tooSlow(patienceMs)), patienceMs)
      const finish = <Value>(settled: (value: Value) => void) => {
        return (value: Value) => {
          clearTimeout(timer)
          settled(value)
        }
      }
      running = { id, resolve: finish(resolve), reject: finish(reject) }
      worker.ref()
      const wanted = beside === undefined ? { output } : { output, beside }
      worker.postMessage({ id, columns, ...wanted } satisfies OnnxRequest)
    })
  }

  return {
    outputs,
    run,
    isBusy: () => running !== undefined,
    hasEnded: () => isEnded,
    isStuck: () => isStuck,
    end: () => fail('it was let go'),
  }
}

/** The names of the graph's outputs. */
async function ready(
  worker: Worker,
  inputs: readonly OnnxInput[],
  output: string,
): Promise<readonly string[]> {
  const first = await new Promise<OnnxReply>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  try {
    assertNames(first, inputs, output)
    return first.kind === 'ready' ? first.outputs : []
  } catch (error) {
    await worker.terminate()
    throw error
  }
}

function tooSlow(patienceMs: number): string {
  return `it did not answer in ${patienceMs / 1000} s`
}
