import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../src/base/index.ts'
import type { Learner } from '../src/learn/index.ts'
import { startAsked, type AskedProcess } from './asked-process.ts'
import type { Fit, LearnRows } from './learn-rows.ts'
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

/**
 * The time of the processor, not of the clock: other work on the machine doesn't count. Of several threads that of
 * the clock as well, which is of use on a quiet machine only. Each side learns in a process of its own.
 */
export async function measureLearning(work: LearningWork): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  const rows = generate(work)
  for (const [index, values] of [...rows.columns, rows.target].entries()) {
    await writeFile(join(folder, `x${index}`), values)
  }
  const [ours, peer] = [startOurs(folder, work), startPeer(folder, work)]
  const fits = { ours: [] as Fit[], peer: [] as Fit[] }
  const ask = async (who: 'ours' | 'peer', side: AskedProcess<Fit>) => {
    const fit = await side.ask()
    fits[who].push(fit)
    return fit.seconds
  }
  try {
    await takeTurns(
      () => ask('ours', ours),
      () => ask('peer', peer),
      work.turns,
    )
    const { warmUpCount } = work.turns
    return toRows(work, fits.ours.slice(warmUpCount), fits.peer.slice(warmUpCount))
  } finally {
    ours.close()
    peer.close()
    await rm(folder, { recursive: true })
  }
}

function toRows(work: LearningWork, ours: readonly Fit[], peer: readonly Fit[]): readonly Row[] {
  const row = (
    what: string,
    unit: string,
    of: (fit: Fit) => number,
    about: Pick<Row, 'better' | 'target'>,
  ): Row => {
    const [own, theirs] = [median(ours.map(of)), median(peer.map(of))]
    const name = what === '' ? work.work : `${work.work}, ${what}`
    return toRow({ work: name, peer: work.peer, unit, ours: own, peerValue: theirs, ...about })
  }
  const isThreaded = (work.threads ?? 1) > 1
  const time = (fit: Fit): number => (isThreaded ? fit.clock : fit.seconds)
  const soon = { better: 'lower', target: work.target } as const
  return [
    row('', 's', ({ seconds }) => seconds, soon),
    ...(isThreaded ? [row('by the clock', 's', ({ clock }) => clock, soon)] : []),
    row('rows', 'rows/s', (fit) => work.rowCount / time(fit), {
      better: 'higher',
      target: 1 / work.target,
    }),
    row('memory at most', 'MB', ({ peakMb }) => peakMb, { better: 'lower' }),
    row('loss', 'rmse', ({ loss }) => loss, { better: 'lower', target: 1.01 }),
  ]
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

function startOurs(folder: string, work: LearningWork): AskedProcess<Fit> {
  const { columnCount, learner, withPredictions = false } = work
  const asked: LearnRows = { folder, columnCount, learner, withPredictions }
  const program = join(import.meta.dirname, 'learn-rows.ts')
  const flags = [...process.execArgv, '--expose-gc']
  return startAsked(process.execPath, [...flags, program, JSON.stringify(asked)])
}

/** Starts a Python that has read the rows and learns them each time it is asked. */
function startPeer(folder: string, work: LearningWork): AskedProcess<Fit> {
  const { columnCount, model, withPredictions = false, threads = 1 } = work
  return startPython(
    peerScript,
    [folder, String(columnCount), model, String(withPredictions)],
    threads,
  )
}

const peerScript = `
import json, resource, sys, time, numpy, xgboost
from sklearn import ensemble, linear_model, neighbors, pipeline, preprocessing
columns = [numpy.fromfile(f"{sys.argv[1]}/x{i}") for i in range(int(sys.argv[2]) + 1)]
x, y = numpy.stack(columns[:-1], axis=1), columns[-1]
for line in sys.stdin:
    began, start = time.time(), time.process_time()
    model = eval(sys.argv[3]).fit(x, y)
    seconds, clock = time.process_time() - start, time.time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if sys.argv[4] == "true":
        model.predict(x)
        seconds = time.process_time() - start
    is_yes_or_no = hasattr(model, "predict_proba")
    predicted = model.predict_proba(x)[:, 1] if is_yes_or_no else model.predict(x)
    loss = float(numpy.sqrt(numpy.mean((predicted - y) ** 2)))
    print(json.dumps({"seconds": seconds, "clock": clock, "loss": loss, "peakMb": peak}))
`
