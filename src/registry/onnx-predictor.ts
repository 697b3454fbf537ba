import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { InputColumn } from '../learn/index.ts'
import { registryErrors } from './errors.ts'
import type { OnnxReply, OnnxRequest, OnnxWorkerData } from './onnx-worker.ts'

export interface OnnxInput {
  readonly name: string
  readonly kind: InputColumn['kind']
}

/** An ONNX graph that answers from a thread of its own, as its `run` blocks. */
export interface OnnxPredictor {
  /**
   * One prediction for each row. Columns that the graph doesn't read are left alone. Throws
   * `onnxDoesNotFit` for a missing column and `onnxFailed` for a graph that can't be run.
   */
  predict(columns: readonly InputColumn[]): Promise<Float64Array>

  /** Ends the thread; predictions under way fail. */
  close(): Promise<void>
}

/** Opens a model file. Throws `onnxUnreadable`, or `onnxDoesNotFit` where it has other names. */
export async function openOnnxPredictor(
  bytes: Uint8Array,
  inputs: readonly OnnxInput[],
  output: string,
): Promise<OnnxPredictor> {
  const worker = new Worker(onnxWorkerFile, { workerData: { bytes } satisfies OnnxWorkerData })
  const first = await new Promise<OnnxReply>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  try {
    assertNames(first, inputs, output)
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return toPredictor(worker, inputs, output)
}

/** Whether a graph could be read, and has the names. Throws `onnxUnreadable` or `onnxDoesNotFit`. */
export function assertNames(first: OnnxReply, inputs: readonly OnnxInput[], output: string): void {
  if (first.kind !== 'ready') {
    const problem = first.kind === 'unreadable' ? first.problem : first.kind
    throw registryErrors.onnxUnreadable({ problem })
  }
  const fault = findFault(first, inputs, output)
  if (fault !== undefined) throw registryErrors.onnxDoesNotFit({ problem: fault })
}

interface GraphNames {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** The worker's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
export const onnxWorkerFile = new URL(`./onnx-worker${extname(import.meta.url)}`, import.meta.url)

function findFault(
  names: GraphNames,
  inputs: readonly OnnxInput[],
  output: string,
): string | undefined {
  const own = inputs.map(({ name }) => name)
  const unfed = names.inputs.find((name) => !own.includes(name))
  if (unfed !== undefined) return `its input "${unfed}" is not among ${own.join(', ')}`
  const unread = own.find((name) => !names.inputs.includes(name))
  if (unread !== undefined) return `it has no input "${unread}", but ${names.inputs.join(', ')}`
  if (names.outputs.includes(output)) return undefined
  return `it has no output "${output}", but ${names.outputs.join(', ')}`
}

interface Waiting {
  readonly resolve: (values: Float64Array) => void
  readonly reject: (error: Error) => void
}

function toPredictor(worker: Worker, inputs: readonly OnnxInput[], output: string): OnnxPredictor {
  const waiting = new Map<number, Waiting>()
  let requestCount = 0
  let isClosed = false

  function failAll(problem: string): void {
    isClosed = true
    for (const { reject } of waiting.values()) reject(registryErrors.onnxFailed({ problem }))
    waiting.clear()
  }

  worker.on('message', (reply: OnnxReply) => {
    if (reply.kind !== 'predicted' && reply.kind !== 'failed') return
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    // A thread that has nothing to do must not keep the process alive.
    if (waiting.size === 0) worker.unref()
    if (reply.kind === 'predicted') asked?.resolve(reply.values)
    else asked?.reject(registryErrors.onnxFailed({ problem: reply.problem }))
  })
  worker.on('error', (error: Error) => failAll(error.message))
  worker.on('exit', () => failAll('its thread has ended'))
  worker.unref()

  return {
    async predict(columns) {
      if (isClosed) throw registryErrors.onnxFailed({ problem: 'it was closed' })
      const request: OnnxRequest = {
        id: (requestCount += 1),
        columns: inputs.map((input) => columnOf(columns, input)),
        output,
      }
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject })
        worker.ref()
        worker.postMessage(request)
      })
    },

    async close() {
      isClosed = true
      await worker.terminate()
    },
  }
}

function columnOf(columns: readonly InputColumn[], { name, kind }: OnnxInput): InputColumn {
  const found = columns.find((column) => column.name === name)
  if (found?.kind === kind) return found
  const problem =
    found === undefined
      ? `the column "${name}" is missing`
      : `the column "${name}" is a ${found.kind}, not a ${kind}`
  throw registryErrors.onnxDoesNotFit({ problem })
}
