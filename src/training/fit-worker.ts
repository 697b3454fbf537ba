import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../base/index.ts'
import {
  askColumns,
  fitModel,
  type FitModelOptions,
  type InputColumn,
  type Metric,
  type Said,
} from '../learn/index.ts'

/** The rows, which all work shares. */
export interface FitWorkerData {
  readonly columns: readonly InputColumn[]
  readonly target: Float64Array
}

/** Learn from some rows and answer others. */
export interface FitRequest {
  readonly id: number
  readonly options: Omit<FitModelOptions, 'columns' | 'target' | 'signal' | 'onProgress'>
  readonly train: Uint32Array
  readonly test: Uint32Array
  /** What is to be measured by. */
  readonly metrics: readonly Pick<Metric, 'asksShares'>[]
}

export type FitReply =
  { readonly id: number; readonly said: Said } | { readonly id: number; readonly problem: string }

parentPort?.on('message', (request: FitRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function answer({ id, options, train, test, metrics }: FitRequest): Promise<FitReply> {
  const { columns, target } = workerData as FitWorkerData
  try {
    const fitted = await fitModel({
      ...options,
      columns: columns.map((column) => takeRows(column, train)),
      target: Float64Array.from(train, (row) => target[row] ?? Number.NaN),
    })
    const asked = columns.map((column) => takeRows(column, test))
    return { id, said: askColumns(fitted, asked, metrics) }
  } catch (error) {
    return { id, problem: messageOf(error) }
  }
}

function takeRows(column: InputColumn, rows: Uint32Array): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: Array.from(rows, (row) => column.values[row]) }
}
