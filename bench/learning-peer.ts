import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { seededRandom } from '../src/base/index.ts'
import {
  fitModel,
  predictColumns,
  rmse,
  type InputColumn,
  type Learner,
} from '../src/learn/index.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns, type Turns } from './take-turns.ts'

/** What is learned by ours and by scikit-learn, on one thread each. */
export interface LearningWork {
  readonly work: string
  readonly peer: string
  readonly learner: Learner
  /** Python that makes `model`, of anything in scikit-learn. */
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

/** How long the processor learned, and the root of the mean squared error on the rows learned from. */
interface Fit {
  readonly seconds: number
  readonly loss: number
}

/** The time of the processor, not of the clock: other work on the machine doesn't count. */
export async function measureLearning(work: LearningWork): Promise<readonly Row[]> {
  const rows = generate(work)
  const { withPredictions = false } = work
  const peer = await startPeer(rows, work.model, withPredictions)
  const losses = { ours: Number.NaN, peer: Number.NaN }
  const keep = (who: 'ours' | 'peer', { seconds, loss }: Fit) => {
    losses[who] = loss
    return seconds
  }
  try {
    const measured = await takeTurns(
      async () => keep('ours', await fitOurs(rows, work.learner, withPredictions)),
      async () => keep('peer', await peer.fit()),
      work.turns,
    )
    const one = { peer: work.peer, better: 'lower' } as const
    return [
      toRow({
        ...one,
        work: work.work,
        unit: 's',
        ours: measured.ours,
        peerValue: measured.peer,
        target: work.target,
      }),
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
  const start = process.cpuUsage()
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const learned = process.cpuUsage(start)
  const predicted = predictColumns(fitted, columns)
  const { user, system } = withPredictions ? process.cpuUsage(start) : learned
  return { seconds: (user + system) / 1e6, loss: rmse().of(target, predicted) }
}

/** Starts a Python that has read the rows and learns them each time it is asked. */
async function startPeer(rows: Rows, model: string, withPredictions: boolean) {
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
  const count = String(rows.columns.length)
  const child = spawn(
    python,
    ['-u', '-c', peerScript, folder, count, model, String(withPredictions)],
    {
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
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
from sklearn import ensemble, linear_model, neighbors, pipeline, preprocessing
columns = [numpy.fromfile(f"{sys.argv[1]}/x{i}") for i in range(int(sys.argv[2]) + 1)]
x, y = numpy.stack(columns[:-1], axis=1), columns[-1]
for line in sys.stdin:
    start = time.process_time()
    model = eval(sys.argv[3]).fit(x, y)
    seconds = time.process_time() - start
    if sys.argv[4] == "true":
        model.predict(x)
        seconds = time.process_time() - start
    is_yes_or_no = hasattr(model, "predict_proba")
    predicted = model.predict_proba(x)[:, 1] if is_yes_or_no else model.predict(x)
    loss = float(numpy.sqrt(numpy.mean((predicted - y) ** 2)))
    print(json.dumps({"seconds": seconds, "loss": loss}))
`
