import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { seededRandom } from '../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  predictColumns,
  rmse,
  type InputColumn,
} from '../src/learn/index.ts'
import type { BenchOptions } from './benches.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns, type Turns } from './take-turns.ts'

const columnCount = 20
const peerName = "scikit-learn's histogram trees"

/** Learning 100 trees of 31 leaves on one thread: how long it takes, and how well the rows are learned. */
export async function benchBoosting({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Boosted trees have only a peer in Python: add --peers.')
    return []
  }
  return [
    ...(await measure(100_000, { warmUpCount: 1, count: 5 })),
    ...(await measure(1_000_000, { warmUpCount: 0, count: 2 })),
  ]
}

interface Rows {
  readonly columns: readonly Float64Array[]
  readonly target: Float64Array
}

/** How long learning took, and the root of the mean squared error on the rows learned from. */
interface Fit {
  readonly seconds: number
  readonly loss: number
}

async function measure(rowCount: number, turns: Turns): Promise<readonly Row[]> {
  const rows = generate(rowCount)
  const peer = await startPeer(rows)
  const losses = { ours: Number.NaN, peer: Number.NaN }
  const seconds = (who: 'ours' | 'peer', { seconds, loss }: Fit) => {
    losses[who] = loss
    return seconds
  }
  try {
    const measured = await takeTurns(
      async () => seconds('ours', await fitOurs(rows)),
      async () => seconds('peer', await peer.fit()),
      turns,
    )
    const work = `boosted trees, ${rowCount / 1000}k × ${columnCount}`
    return [
      toRow({
        work,
        unit: 's',
        ours: measured.ours,
        peer: peerName,
        peerValue: measured.peer,
        target: 1,
        better: 'lower',
      }),
      toRow({
        work: `${work}, loss`,
        unit: 'rmse',
        ours: losses.ours,
        peer: peerName,
        peerValue: losses.peer,
        target: 1.01,
        better: 'lower',
      }),
    ]
  } finally {
    await peer.close()
  }
}

function generate(rowCount: number): Rows {
  const random = seededRandom('boosting')
  const make = () => Float64Array.from({ length: rowCount }, () => random.normal())
  const columns = Array.from({ length: columnCount }, make)
  const target = make().map((noise, row) => {
    const [a = 0, b = 0, c = 0, d = 0] = columns.slice(0, 4).map((values) => values[row])
    return 3 * Math.sin(2 * a) + (1 + b) * (1 + c) + d ** 2 + 0.5 * noise
  })
  return { columns, target }
}

async function fitOurs({ columns: raw, target }: Rows): Promise<Fit> {
  const columns = raw.map((values, index): InputColumn => ({
    name: `x${index}`,
    kind: 'number',
    values,
  }))
  const start = performance.now()
  const fitted = await fitModel({ learner: boostedTrees(), columns, target, seed: 1 })
  const seconds = (performance.now() - start) / 1000
  return { seconds, loss: rmse().of(target, predictColumns(fitted, columns)) }
}

/** Starts a Python that has read the rows and learns them each time it is asked. */
async function startPeer(rows: Rows) {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) {
    throw new Error(
      'Set GROUNDSWELL_PYTHON to the python of an environment with test/interop/requirements.txt.',
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  for (const [index, values] of [...rows.columns, rows.target].entries()) {
    await writeFile(join(folder, `x${index}`), values)
  }
  const child = spawn(python, ['-u', '-c', peerScript, folder], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async fit(): Promise<Fit> {
      child.stdin.write('fit\n')
      const answer = await answers.next()
      if (answer.done === true) throw new Error('The peer ended before it answered.')
      return JSON.parse(answer.value) as Fit
    },
    async close(): Promise<void> {
      child.stdin.end()
      await rm(folder, { recursive: true })
    },
  }
}

const peerScript = `
import json, sys, time, numpy
from sklearn.ensemble import HistGradientBoostingRegressor
columns = [numpy.fromfile(f"{sys.argv[1]}/x{i}") for i in range(${columnCount} + 1)]
x, y = numpy.stack(columns[:-1], axis=1), columns[-1]
for line in sys.stdin:
    start = time.perf_counter()
    model = HistGradientBoostingRegressor(max_iter=100, early_stopping=False).fit(x, y)
    seconds = time.perf_counter() - start
    loss = float(numpy.sqrt(numpy.mean((model.predict(x) - y) ** 2)))
    print(json.dumps({"seconds": seconds, "loss": loss}))
`
