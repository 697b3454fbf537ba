import { parentPort, workerData } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { InputColumn } from '../learn/index.ts'

/** What the worker is started with. */
export interface OnnxWorkerData {
  readonly bytes: Uint8Array
  /** How many threads the session takes; as many as it wants if it is absent. */
  readonly sessionThreads?: number
}

export interface OnnxRequest {
  readonly id: number
  readonly columns: readonly InputColumn[]
  readonly output: string
  /** A second output that is wanted too. */
  readonly beside?: string
}

/** `ready` tells the names that the graph knows, or why the file can't be used. */
export type OnnxReply =
  | {
      readonly kind: 'ready'
      readonly inputs: readonly string[]
      readonly outputs: readonly string[]
    }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | {
      readonly kind: 'predicted'
      readonly id: number
      readonly values: Float64Array<ArrayBuffer>
      readonly beside?: Float64Array<ArrayBuffer>
    }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }

await serve()

async function serve(): Promise<void> {
  const session = await openSession()
  if (session === undefined) return
  reply({ kind: 'ready', inputs: session.inputNames, outputs: session.outputNames })
  parentPort?.on('message', (request: OnnxRequest) => {
    void answer(session, request).then(reply)
  })
}

async function openSession(): Promise<InferenceSession | undefined> {
  const { bytes, sessionThreads } = workerData as OnnxWorkerData
  const threads = sessionThreads === undefined ? {} : { intraOpNumThreads: sessionThreads }
  try {
    return await InferenceSession.create(bytes, { logSeverityLevel: 4, ...threads })
  } catch (error) {
    reply({ kind: 'unreadable', problem: describe(error) })
    return undefined
  }
}

async function answer(
  session: InferenceSession,
  { id, columns, output, beside }: OnnxRequest,
): Promise<OnnxReply> {
  try {
    const feeds = Object.fromEntries(columns.map((column) => [column.name, toTensor(column)]))
    const found = await session.run(feeds, beside === undefined ? [output] : [output, beside])
    const values = numbersOf(found[output]?.data)
    if (values === undefined) {
      return { kind: 'failed', id, problem: `Output "${output}" holds no numbers.` }
    }
    if (beside === undefined) return { kind: 'predicted', id, values }
    const more = numbersOf(found[beside]?.data)
    return { kind: 'predicted', id, values, ...(more === undefined ? {} : { beside: more }) }
  } catch (error) {
    return { kind: 'failed', id, problem: describe(error) }
  }
}

function numbersOf(data: unknown): Float64Array<ArrayBuffer> | undefined {
  const isFraction = data instanceof Float32Array || data instanceof Float64Array
  return isFraction ? Float64Array.from(data) : undefined
}

/** One column of shape [rows, 1]; a missing number is NaN, a missing text the empty one. */
function toTensor(column: InputColumn): Tensor {
  const shape = [column.values.length, 1]
  return column.kind === 'number'
    ? new Tensor('float32', Float32Array.from(column.values), shape)
    : new Tensor(
        'string',
        column.values.map((value) => value ?? ''),
        shape,
      )
}

function reply(message: OnnxReply): void {
  parentPort?.postMessage(message, message.kind === 'predicted' ? [message.values.buffer] : [])
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
