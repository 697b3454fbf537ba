// Learns 100 trees of 31 leaves on generated rows of 20 columns, beside scikit-learn's histogram trees on
// one thread: `node bench/boosting.ts [--rows 100000] [--json]`. The peer needs GROUNDSWELL_PYTHON, the
// python of an environment with test/interop/requirements.txt; without it, only ours is measured.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  predictColumns,
  rmse,
  type InputColumn,
} from '../src/learn/index.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    repeats: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: true },
  },
  allowPositionals: true,
})
const rowCount = Number(options.rows)
const repeats = Number(options.repeats)
const columnCount = 20

const peerScript = `
import json, sys, time, numpy
from sklearn.ensemble import HistGradientBoostingRegressor
folder, repeats = sys.argv[1], int(sys.argv[2])
x = numpy.stack([numpy.fromfile(f"{folder}/x{i}") for i in range(${columnCount})], axis=1)
y = numpy.fromfile(f"{folder}/y")
seconds = []
for repeat in range(repeats + 1):
    start = time.perf_counter()
    model = HistGradientBoostingRegressor(max_iter=100, early_stopping=False).fit(x, y)
    seconds.append(time.perf_counter() - start)
loss = float(numpy.sqrt(numpy.mean((model.predict(x) - y) ** 2)))
print(json.dumps({"seconds": seconds[1:], "loss": loss}))
`

interface Measured {
  readonly seconds: number
  readonly loss: number
}

const data = generate()
const python = options.peers ? process.env['GROUNDSWELL_PYTHON'] : undefined
const ours = await measureOurs()
const peer = python === undefined ? undefined : measurePeer(python)
report()

function generate() {
  const random = seededRandom('boosting')
  const make = () => Float64Array.from({ length: rowCount }, () => random.normal())
  const columns = Array.from({ length: columnCount }, make)
  const at = (column: number, row: number) => columns[column]?.[row] ?? 0
  const target = Float64Array.from(
    { length: rowCount },
    (_, row) =>
      3 * Math.sin(2 * at(0, row)) +
      (1 + at(1, row)) * (1 + at(2, row)) +
      at(3, row) ** 2 +
      0.5 * random.normal(),
  )
  return { columns, target }
}

async function measureOurs(): Promise<Measured> {
  const columns = data.columns.map((values, index): InputColumn => ({
    name: `x${index}`,
    kind: 'number',
    values,
  }))
  const seconds: number[] = []
  let loss = Number.NaN
  // The first time, the code is not yet compiled.
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    const start = performance.now()
    const fitted = await fitModel({
      learner: boostedTrees(),
      columns,
      target: data.target,
      seed: 1,
    })
    seconds.push((performance.now() - start) / 1000)
    loss = rmse().of(data.target, predictColumns(fitted, columns))
  }
  return { seconds: median(seconds.slice(1)), loss }
}

function measurePeer(path: string): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
  try {
    for (const [index, values] of data.columns.entries()) {
      writeFileSync(join(folder, `x${index}`), values)
    }
    writeFileSync(join(folder, 'y'), data.target)
    const text = execFileSync(path, ['-c', peerScript, folder, String(repeats)], {
      env: { ...process.env, OMP_NUM_THREADS: '1' },
      encoding: 'utf8',
    })
    const found = JSON.parse(text) as { seconds: number[]; loss: number }
    return { seconds: median(found.seconds), loss: found.loss }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report(): void {
  const row = {
    work: `boosted trees, ${rowCount} × ${columnCount}, 100 trees of 31 leaves, one thread`,
    unit: 's',
    ours: round(ours.seconds),
    peer: 'scikit-learn HistGradientBoostingRegressor',
    peerValue: peer === undefined ? null : round(peer.seconds),
    ratio: peer === undefined ? null : round(ours.seconds / peer.seconds),
    target: 1,
    better: 'lower',
  }
  if (options.json) {
    console.log(JSON.stringify([row]))
    return
  }
  console.table([row])
  console.log(`root of mean squared error on the same rows: ${round(ours.loss)}`)
  if (peer !== undefined) console.log(`the peer's: ${round(peer.loss)}`)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
