import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { InputColumn, RawRow } from '../learn/index.ts'
import { registryErrors } from './errors.ts'
import { assertNames, onnxWorkerFile, type OnnxInput } from './onnx-predictor.ts'
import type { OnnxReply, OnnxRequest, OnnxWorkerData } from './onnx-worker.ts'

/** An ONNX graph that answers one row, and is waited for: as a compiled function, but slower. */
export interface OnnxRowPredictor {
  /** Throws `onnxFailed`. */
  predict(row: RawRow): number
  close(): Promise<void>
}

/** Threads of predictors that nobody can reach any more. */
const unreached = new FinalizationRegistry<Worker>((worker) => void worker.terminate())

/** A graph that takes longer is broken. */
const patienceMs = 10_000

/** Opens a model file. Throws `onnxUnreadable`, or `onnxDoesNotFit` where it has other names. */
export async function openOnnxRowPredictor(
  bytes: Uint8Array,
  inputs: readonly OnnxInput[],
  output: string,
): Promise<OnnxRowPredictor> {
  const { port1, port2 } = new MessageChannel()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const data: OnnxWorkerData = { bytes, waited: { port: port2, flag } }
  const worker = new Worker(onnxWorkerFile, { workerData: data, transferList: [port2] })
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
  worker.unref()
  port1.unref()
  let count = 0
  const ask = (request: OnnxRequest): OnnxReply | undefined => {
    Atomics.store(flag, 0, 0)
    port1.postMessage(request)
    Atomics.wait(flag, 0, 0, patienceMs)
    return receiveMessageOnPort(port1)?.message as OnnxReply | undefined
  }
  const predictor: OnnxRowPredictor = {
    predict(row) {
      const reply = ask({
        id: (count += 1),
        columns: inputs.map((input) => toColumn(input, row)),
        output,
      })
      if (reply?.kind === 'predicted') return reply.values[0] ?? Number.NaN
      const problem = reply?.kind === 'failed' ? reply.problem : 'it did not answer in 10 s'
      throw registryErrors.onnxFailed({ problem })
    },
    close: async () => {
      await worker.terminate()
    },
  }
  unreached.register(predictor, worker)
  return predictor
}

function toColumn({ name, kind }: OnnxInput, row: RawRow): InputColumn {
  const value = row[name] ?? undefined
  return kind === 'number'
    ? { name, kind, values: Float64Array.of(Number(value ?? Number.NaN)) }
    : { name, kind, values: [value === undefined ? undefined : String(value)] }
}
