import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../src/base/index.ts'
import {
  fitModel,
  predictColumns,
  rmse,
  type InputColumn,
  type Learner,
} from '../src/learn/index.ts'
import { median } from './median.ts'
import { startPython } from './python-peer.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns, type Turns } from './take-turns.ts'

/** What is learned by ours and by a peer in Python. */
export interface LearningWork {
  readonly work: string
  readonly peer: string
  readonly learner: Learner
  /** On one thread each, unless it is said; then the learner has to know too. */
  readonly threads?: number
  /** Python that makes a model, of anything in scikit-learn, or of xgboost. */
  readonly model: string
  readonly rowCount: number
  readonly columnCount: number
  /** Of a yes or no: whether the target is above it. */
  readonly above?: number
  /** Whether predicting the rows is measured too: of learners that only keep rows. */
  readonly withPredictions?: boolean
  readonly turns: Turns
  /** At most so many times the peer's time. */
  readonly target: number
}

interface Rows {
  readonly columns: readonly Float64Array[]
  readonly target: Float64Array
}

/** How long the processor and the clock learned, and the root of the mean squared error on the rows learned from. */
interface Fit {
  readonly seconds: number
  readonly clock: number
  readonly loss: number
}

/**
 * The time of the processor, not of the clock: other work on the machine doesn't count. Of several threads that of
 * the clock as well, which is of use on a quiet machine only.
 */
export async function measureLearning(work: LearningWork): Promise<readonly Row[]> {
  const rows = generate(work)
  const { withPredictions = false, threads = 1 } = work
  const peer = await startPeer(rows, work.model, withPredictions, threads)
  const losses = { ours: Number.NaN, peer: Number.NaN }
  const clocks = { ours: [] as number[], peer: [] as number[] }
  const keep = (who: 'ours' | 'peer', { seconds, clock, loss }: Fit) => {
    losses[who] = loss
    clocks[who].push(clock)
    return seconds
  }
  try {
    const measured = await takeTurns(
      async () => keep('ours', await fitOurs(rows, work.learner, withPredictions)),
      async () => keep('peer', await peer.fit()),
      work.turns,
    )
    const one = { peer: work.peer, better: 'lower' } as const
    const afterWarmUp = (all: readonly number[]) => median(all.slice(work.turns.warmUpCount))
    const byClock = toRow({
      ...one,
      work: `${work.work}, by the clock`,
      unit: 's',
      ours: afterWarmUp(clocks.ours),
      peerValue: afterWarmUp(clocks.peer),
      target: work.target,
    })
    return [
      toRow({
        ...one,
        work: work.work,
        unit: 's',
        ours: measured.ours,
        peerValue: measured.peer,
        target: work.target,
      }),
      ...(threads > 1 ? [byClock] : []),
      toRow({
        ...one,
        work: `${work.work}, loss`,
        unit: 'rmse',
        ours: losses.ours,
        peerValue: losses.peer,
        target: 1.01,
      }),
    ]
  } finally {
    await peer.close()
  }
}

function generate({ rowCount, columnCount, above }: LearningWork): Rows {
  const random = seededRandom('boosting')
  const make = () => Float64Array.from({ length: rowCount }, () => random.normal())
  const columns = Array.from({ length: columnCount }, make)
  const target = make().map((noise, row) => {
    const [a = 0, b = 0, c = 0, d = 0] = columns.slice(0, 4).map((values) => values[row])
    const value = 3 * Math.sin(2 * a) + (1 + b) * (1 + c) + d ** 2 + 0.5 * noise
    return above === undefined ? value : Number(value > above)
  })
  return { columns, target }
}

async function fitOurs(
  { columns: raw, target }: Rows,
  learner: Learner,
  withPredictions: boolean,
): Promise<Fit> {
  const columns = raw.map((values, index): InputColumn => ({
    name: `x${index}`,
    kind: 'number',
    values,
  }))
  const startedAt = performance.now()
  const start = process.cpuUsage()
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const learned = process.cpuUsage(start)
  const clock = (performance.now() - startedAt) / 1000
  const predicted = predictColumns(fitted, columns)
  const { user, system } = withPredictions ? process.cpuUsage(start) : learned
  return { seconds: (user + system) / 1e6, clock, loss: rmse().of(target, predicted) }
}

/** Starts a Python that has read the rows and learns them each time it is asked. */
async function startPeer(rows: Rows, model: string, withPredictions: boolean, threads: number) {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  for (const [index, values] of [...rows.columns, rows.target].entries()) {
    await writeFile(join(folder, `x${index}`), values)
  }
  const count = String(rows.columns.length)
  const args = [folder, count, model, String(withPredictions)]
  const peer = startPython<Fit>(peerScript, args, threads)
  return {
    fit: peer.ask,
    async close(): Promise<void> {
      peer.close()
      await rm(folder, { recursive: true })
    },
  }
}

const peerScript = `
import json, sys, time, numpy, xgboost
from sklearn import ensemble, linear_model, neighbors, pipeline, preprocessing
columns = [numpy.fromfile(f"{sys.argv[1]}/x{i}") for i in range(int(sys.argv[2]) + 1)]
x, y = numpy.stack(columns[:-1], axis=1), columns[-1]
for line in sys.stdin:
    began, start = time.time(), time.process_time()
    model = eval(sys.argv[3]).fit(x, y)
    seconds, clock = time.process_time() - start, time.time() - began
    if sys.argv[4] == "true":
        model.predict(x)
        seconds = time.process_time() - start
    is_yes_or_no = hasattr(model, "predict_proba")
    predicted = model.predict_proba(x)[:, 1] if is_yes_or_no else model.predict(x)
    loss = float(numpy.sqrt(numpy.mean((predicted - y) ** 2)))
    print(json.dumps({"seconds": seconds, "clock": clock, "loss": loss}))
`
