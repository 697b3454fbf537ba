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
import type { BenchOptions } from './benches.ts'
import { startPython } from './python-peer.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

const columnCount = 20
const turns = { warmUpCount: 1, count: 3 }

interface Column {
  readonly name: string
  readonly kind: 'number'
  readonly values: Float64Array
}

/** Predicting a million rows by 100 trees of 31 leaves on one thread, in three ways: time of the processor. */
export async function benchPredict({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Predictions have only a peer in Python: add --peers.')
    return []
  }
  const rowCount = 1_000_000 * Number(process.env['GROUNDSWELL_BENCH_SCALE'] ?? 1)
  const columns = draw(rowCount)
  const few = columns.map((column) => ({ ...column, values: column.values.slice(0, 100_000) }))
  const fitted = await fitModel({
    learner: boostedTrees(),
    columns: few,
    target: targetOf(few),
    seed: 1,
  })
  const peer = startPython<number>(peerScript, [String(rowCount)], 1)
  try {
    const rows: Row[] = []
    for (const [work, predict] of Object.entries(await waysOf(fitted, columns))) {
      const measured = await takeTurns(() => timeProcessor(predict), peer.ask, turns)
      rows.push(
        toRow({
          work: `${rowCount / 1000}k rows by 100 trees: ${work}`,
          unit: 's',
          ours: measured.ours,
          peer: "XGBoost's own prediction",
          peerValue: measured.peer,
          target: 3,
          better: 'lower',
        }),
      )
    }
    return rows
  } finally {
    peer.close()
  }
}

async function waysOf(fitted: FittedModel, columns: readonly Column[]) {
  const predict = compilePredictor(fitted)
  const rowCount = columns[0]?.values.length ?? 0
  const session = await InferenceSession.create(
    toOnnx(fitted, { modelName: 'bench', outputName: 'value' }),
    { intraOpNumThreads: 1, interOpNumThreads: 1 },
  )
  const feeds = Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      new Tensor('float32', Float32Array.from(values), [rowCount, 1]),
    ]),
  )
  return {
    columns: async () => void predictColumns(fitted, columns),
    'compiled function, row by row': async () => {
      const row: Record<string, number> = {}
      for (let at = 0; at < rowCount; at += 1) {
        for (const { name, values } of columns) row[name] = values[at] ?? Number.NaN
        predict(row)
      }
    },
    'ONNX Runtime': async () => void (await session.run(feeds)),
  }
}

async function timeProcessor(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
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

const peerScript = `
import json, sys, time, numpy, xgboost
random = numpy.random.default_rng(1)
x = random.standard_normal((int(sys.argv[1]), ${columnCount}))
few = x[:100_000]
y = 3 * numpy.sin(2 * few[:, 0]) + few[:, 1] * few[:, 2]
model = xgboost.XGBRegressor(
    n_estimators=100, max_leaves=31, max_depth=0, learning_rate=0.1, grow_policy="lossguide", n_jobs=1
).fit(few, y)
for line in sys.stdin:
    start = time.process_time()
    model.predict(x)
    print(json.dumps(time.process_time() - start))
`
