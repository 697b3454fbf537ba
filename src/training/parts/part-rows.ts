import {
  readPartBatches,
  readTrainingPart,
  type TrainingPart,
  type TrainingSet,
} from '../../features/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'
import type { Model } from '../model.ts'
import { joinParts, pickRows, spreadRows } from './take-rows.ts'

/** The rows of a part: at once where they are few, else some at a time. */
export interface PartRows {
  readonly rowCount: number
  /** Set where all rows are held. */
  readonly whole?: TrainingPart
  /** The names of its features. */
  readonly names: readonly string[]
  /** Each time the same in the same order; one batch is held at a time, of these features at least. */
  read(names?: readonly string[]): AsyncIterable<TrainingPart>
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
  deps: { readonly blobs: BlobStore; readonly engine: TableEngine },
  { view, learner }: Pick<Model, 'view' | 'learner'>,
  set: TrainingSet,
  part: 'train' | 'test',
  { mostValuesHeld: most = mostValuesHeld }: HoldOptions = {},
): Promise<PartRows> {
  const rowCount = part === 'train' ? set.split.trainCount : set.split.testCount
  const names = Object.keys(view.features)
  const isRanking = learner.kind === 'boostedTrees' && learner.loss === 'ranking'
  if (rowCount * names.length <= most || isRanking) {
    return wholeRows(await readTrainingPart(deps, view, set, part))
  }
  const rows = Math.max(1000, Math.ceil(Math.min(valuesAtOnce, most) / names.length))
  return {
    rowCount,
    names,
    read: (wanted = names) => readPartBatches(deps, view, set, { part, rows, names: wanted }),
  }
}

export function wholeRows(whole: TrainingPart): PartRows {
  const names = whole.features.map(({ name }) => name)
  return { rowCount: whole.rowCount, whole, names, read: () => inOne(whole) }
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
    names: parts[0]?.names ?? [],
    async *read(names) {
      for (const part of parts) yield* part.read(names)
    },
  }
}

/** All rows with their keys and the columns of these names, of each batch; of a part that is held all columns. */
export async function keepColumns(rows: PartRows, names: readonly string[]): Promise<TrainingPart> {
  if (rows.whole !== undefined) return rows.whole
  const kept: TrainingPart[] = []
  const wanted = rows.names.filter((name) => names.includes(name))
  for await (const part of rows.read(wanted)) kept.push(part)
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

/** The rows of these places, which are in their order. */
export function onlyRows({ whole, rowCount, names, read }: PartRows, rows: Uint32Array): PartRows {
  if (whole !== undefined) return wholeRows(pickRows(whole, rows))
  const isWanted = new Uint8Array(rowCount)
  for (const row of rows) isWanted[row] = 1
  return {
    rowCount: rows.length,
    names,
    async *read(wanted) {
      let start = 0
      for await (const part of read(wanted)) {
        const own: number[] = []
        for (let row = 0; row < part.rowCount; row += 1) {
          if (isWanted[start + row] === 1) own.push(row)
        }
        start += part.rowCount
        if (own.length > 0) yield pickRows(part, own)
      }
    },
  }
}
