import {
  readPartBatches,
  readTrainingPart,
  type TrainingPart,
  type TrainingSet,
} from '../../features/index.ts'
import type { TrainDeps } from '../train-model.ts'
import type { Model } from '../model.ts'
import { joinParts, pickRows, spreadRows } from './take-rows.ts'

/** The rows of a part: at once where they are few, else some at a time. */
export interface PartRows {
  readonly rowCount: number
  /** Set where all rows are held. */
  readonly whole?: TrainingPart
  /** Each time the same in the same order; one batch is held at a time. */
  read(): AsyncIterable<TrainingPart>
}

/** A part of more values is read some rows at a time: as numbers they would take 160 MB. */
const mostValuesHeld = 20_000_000

/** As many values as a batch has, or somewhat more; of fewer rows than a thousand most of the time is spent between them. */
const valuesAtOnce = 1_000_000

export interface HoldOptions {
  /** Of how many values a part is held at once; 20 million when left out. */
  readonly mostValuesHeld?: number
}

export async function openPart(
  deps: Pick<TrainDeps, 'engine' | 'blobs'>,
  { view, learner }: Pick<Model, 'view' | 'learner'>,
  set: TrainingSet,
  part: 'train' | 'test',
  { mostValuesHeld: most = mostValuesHeld }: HoldOptions = {},
): Promise<PartRows> {
  const rowCount = part === 'train' ? set.split.trainCount : set.split.testCount
  const width = Object.keys(view.features).length
  const isRanking = learner.kind === 'boostedTrees' && learner.loss === 'ranking'
  if (rowCount * width <= most || isRanking) {
    return wholeRows(await readTrainingPart(deps, view, set, part))
  }
  const rows = Math.max(1000, Math.ceil(Math.min(valuesAtOnce, most) / width))
  return { rowCount, read: () => readPartBatches(deps, view, set, { part, rows }) }
}

export function wholeRows(whole: TrainingPart): PartRows {
  return { rowCount: whole.rowCount, whole, read: () => inOne(whole) }
}

async function* inOne(part: TrainingPart): AsyncGenerator<TrainingPart> {
  yield await Promise.resolve(part)
}

/** The rows of one part after those of the other. */
export function chainParts(parts: readonly PartRows[]): PartRows {
  const held = parts.flatMap(({ whole }) => whole ?? [])
  if (held.length === parts.length) return wholeRows(joinParts(held))
  return {
    rowCount: parts.reduce((sum, { rowCount }) => sum + rowCount, 0),
    async *read() {
      for (const part of parts) yield* part.read()
    },
  }
}

/** All rows with their keys and the columns of these names, of each batch; of a part that is held all columns. */
export async function keepColumns(rows: PartRows, names: readonly string[]): Promise<TrainingPart> {
  if (rows.whole !== undefined) return rows.whole
  const kept: TrainingPart[] = []
  for await (const part of rows.read()) kept.push(narrow(part, names))
  return joinParts(kept)
}

export function narrow(part: TrainingPart, names: readonly string[]): TrainingPart {
  return { ...part, features: part.features.filter(({ name }) => names.includes(name)) }
}

/** So many rows with all columns, evenly spread; of a part that is held all rows. */
export async function keepSome(
  { whole, rowCount, read }: PartRows,
  most: number,
): Promise<TrainingPart> {
  if (whole !== undefined) return whole
  const wanted = spreadRows(rowCount, most)
  const kept: TrainingPart[] = []
  let start = 0
  let next = 0
  for await (const part of read()) {
    const end = start + part.rowCount
    const first = next
    while ((wanted[next] ?? end) < end) next += 1
    const from = start
    kept.push(
      pickRows(
        part,
        wanted.slice(first, next).map((row) => row - from),
      ),
    )
    start = end
  }
  return joinParts(kept)
}
