import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '../base/index.ts'
import { fitModel, predictColumns, type FitModelOptions, type InputColumn } from '../learn/index.ts'

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
}

export type FitReply =
  | { readonly id: number; readonly predicted: Float64Array }
  | { readonly id: number; readonly problem: string }

parentPort?.on('message', (request: FitRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply))
})

async function answer({ id, options, train, test }: FitRequest): Promise<FitReply> {
  const { columns, target } = workerData as FitWorkerData
  try {
    const fitted = await fitModel({
      ...options,
      columns: columns.map((column) => takeRows(column, train)),
      target: Float64Array.from(train, (row) => target[row] ?? Number.NaN),
    })
    const asked = columns.map((column) => takeRows(column, test))
    return { id, predicted: predictColumns(fitted, asked) }
  } catch (error) {
    return { id, problem: messageOf(error) }
  }
}

function takeRows(column: InputColumn, rows: Uint32Array): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: Array.from(rows, (row) => column.values[row]) }
}
