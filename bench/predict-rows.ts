import { createInterface } from 'node:readline'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { seededRandom } from '../src/base/index.ts'
import {
  boostedTrees,
  compilePredictor,
  fitModel,
  predictColumns,
  toOnnx,
  type FittedModel,
} from '../src/learn/index.ts'
import { timeTurn } from './measured-rows.ts'

const columnCount = 20

/** The ways to predict rows that a program can be asked for. */
export const predictionWays = {
  columns: (fitted, columns) => async () =>
    void (await Promise.resolve(predictColumns(fitted, columns))),
  'compiled function, row by row': (fitted, columns) => {
    const predict = compilePredictor(fitted)
    const rowCount = columns[0]?.values.length ?? 0
    return () => {
      const row: Record<string, number> = {}
      for (let at = 0; at < rowCount; at += 1) {
        for (const { name, values } of columns) row[name] = values[at] ?? Number.NaN
        predict(row)
      }
    }
  },
  'ONNX Runtime': async (fitted, columns) => {
    const graph = toOnnx(fitted, { modelName: 'bench', outputName: 'value' })
    const session = await InferenceSession.create(graph, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    })
    const feeds = columns.map(({ name, values }) => {
      const tensor = new Tensor('float32', Float32Array.from(values), [values.length, 1])
      return [name, tensor] as const
    })
    return async () => void (await session.run(Object.fromEntries(feeds)))
  },
} as const satisfies Readonly<Record<string, Way>>

export type PredictionWay = keyof typeof predictionWays

type Way = (
  fitted: FittedModel,
  columns: readonly Column[],
) => (() => Promise<void> | void) | Promise<() => Promise<void> | void>

interface Column {
  readonly name: string
  readonly kind: 'number'
  readonly values: Float64Array
}

function draw(rowCount: number): readonly Column[] {
  const random = seededRandom('predict')
  return Array.from({ length: columnCount }, (_, place) => ({
    name: `x${place}`,
    kind: 'number',
    values: Float64Array.from({ length: rowCount }, () => random.normal()),
  }))
}

function targetOf(columns: readonly Column[]): Float64Array {
  const [a, b, c] = columns.map(({ values }) => values)
  return Float64Array.from(a ?? [], (value, row) => {
    return 3 * Math.sin(2 * value) + (b?.[row] ?? 0) * (c?.[row] ?? 0)
  })
}

// Run as a program: a way and how many rows, which are predicted for each line that comes in.
if (import.meta.main) {
  const [way = 'columns', rowCount = '0'] = process.argv.slice(2)
  const columns = draw(Number(rowCount))
  const few = columns.map((column) => ({ ...column, values: column.values.slice(0, 100_000) }))
  const learned = { learner: boostedTrees(), columns: few, target: targetOf(few), seed: 1 }
  const predict = await predictionWays[way as PredictionWay](await fitModel(learned), columns)
  for await (const _asked of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await timeTurn(predict))}\n`)
  }
}
