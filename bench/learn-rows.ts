import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  fitModel,
  predictColumns,
  rmse,
  type InputColumn,
  type Learner,
} from '../src/learn/index.ts'

/** How long the processor and the clock learned, the error on the rows learned from, and what the process took at most. */
export interface Fit {
  readonly seconds: number
  readonly clock: number
  /** The root of the mean squared error. */
  readonly loss: number
  readonly peakMb: number
}

/** What is learned, of the files `x0`, `x1`, … of a folder; the last one is the target. */
export interface LearnRows {
  readonly folder: string
  readonly columnCount: number
  readonly learner: Learner
  readonly withPredictions: boolean
}

async function learn(
  { learner, withPredictions }: LearnRows,
  columns: readonly InputColumn[],
  target: Float64Array,
): Promise<Fit> {
  // What the predictions of the turn before have left is not of this one.
  globalThis.gc?.()
  const startedAt = performance.now()
  const start = process.cpuUsage()
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const learned = process.cpuUsage(start)
  const clock = (performance.now() - startedAt) / 1000
  const peakMb = process.resourceUsage().maxRSS / 1024
  const predicted = predictColumns(fitted, columns)
  const { user, system } = withPredictions ? process.cpuUsage(start) : learned
  return { seconds: (user + system) / 1e6, clock, loss: rmse().of(target, predicted), peakMb }
}

// Run as a program: what to learn as JSON, which is learned for each line that comes in.
if (import.meta.main) {
  const work = JSON.parse(process.argv[2] ?? '{}') as LearnRows
  const read = (at: number) =>
    new Float64Array(new Uint8Array(readFileSync(join(work.folder, `x${at}`))).buffer)
  const columns = Array.from({ length: work.columnCount }, (_, at): InputColumn => ({
    name: `x${at}`,
    kind: 'number',
    values: read(at),
  }))
  const target = read(work.columnCount)
  for await (const _asked of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await learn(work, columns, target))}\n`)
  }
}
