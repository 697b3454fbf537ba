import { countThreads, openCrew, type Crew, type CrewWork } from '../threads/crew.ts'
import {
  doublesAt,
  openHeap,
  reserveDoubles,
  reserveWords,
  wholeLines,
  wordsAt,
  type Heap,
  type Piece,
} from '../wasm/heap.ts'
import { webAssembly } from '../wasm/web-assembly.ts'
import { rowsFetched } from './kernels/count-bins.ts'
import { cutBytes, ruleBytes, sumBytes } from './kernels/scan-bins.ts'
import {
  firstFreeByte,
  taskKinds,
  tasksPlace,
  treeKernels,
  wordsOfTask,
  type TaskKind,
} from './kernels/tree-kernels.ts'

/** Memory that trees use one after the other, and the threads that work in it. */
export interface Workshop {
  readonly heap: Heap
  readonly crew: Crew
  readonly threads: number
  readonly tasks: Uint32Array
  /** The rows of the tree that grows, and room to part them. */
  readonly rows: Piece<Uint32Array>
  readonly aside: Piece<Uint32Array>
  /** What rows count: a number each, or a pair. */
  readonly packed: Piece<Float64Array>
  readonly isPair: boolean
  /** The same once more of the rows of a leaf, in their order: all its features read it. */
  readonly ordered: Piece<Float64Array>
  /** Where slopes stand that are written anew for each use: a tree grows in the very memory of `aside` and `ordered`. */
  readonly slopesAt?: number
  /** What tasks tell: a few numbers each. */
  readonly told: Piece<Float64Array>
  readonly rules: Piece<Float64Array>
  /** Of both sides of a split: sums, and the best cut of each feature. */
  readonly sums: readonly [Piece<Float64Array>, Piece<Float64Array>]
  readonly cuts: readonly [Piece<Float64Array>, Piece<Float64Array>]
  /** Of each two features room for words of rows. */
  readonly fetched: Piece<Uint32Array>
  /** For each bin 4 where it goes left: as many bytes as a row takes. */
  readonly sides: Piece<Uint8Array>
  /** Histograms that no leaf needs any more. */
  readonly histograms: Piece<Float64Array>[]
}

export interface WorkshopSize {
  readonly rowCount: number
  /** Whether trees see all rows: then half of them are put in order at most, those of the smaller side of a split. */
  readonly seesAll: boolean
  /** Whether slopes give way to the tree that grows. */
  readonly isCompact: boolean
  readonly featureCount: number
  readonly maxLeaves: number
  readonly isPair: boolean
  readonly threads: number | undefined
}

/** Tasks are of so many rows, whatever the number of threads, so that sums are always the same. */
export const rowsOfTask = 16_384

/** So many values are learned from as fast by one thread. */
const fewValues = 500_000

export function openWorkshop(size: WorkshopSize): Workshop {
  const { rowCount, featureCount, isPair } = size
  const heap = openHeap(firstFreeByte)
  const threads = countThreads(size.threads, rowCount * featureCount > fewValues)
  // Both sides of each part of the rows are put in their places.
  const partTasks = 2 * Math.ceil(rowCount / rowsOfTask)
  const mostTasks = 1 + Math.max(partTasks, featureCount, size.maxLeaves)
  const tasks = reserveWords(heap, mostTasks * wordsOfTask)
  new Uint32Array(heap.memory.buffer)[tasksPlace / 4] = tasks.address
  const { exports } = new webAssembly.Instance(treeKernels(), { env: { memory: heap.memory } })
  const both = <Values>(open: () => Piece<Values>) => [open(), open()] as const
  const packedBytes = isPair ? 16 : 8
  return {
    heap,
    crew: openCrew(treeKernels(), heap, exports as CrewWork, threads),
    threads,
    tasks: tasks.values,
    rows: reserveWords(heap, rowCount),
    packed: reserveDoubles(heap, (rowCount * packedBytes) / 8),
    isPair,
    ...reserveAside(heap, size, packedBytes),
    told: reserveDoubles(heap, mostTasks * wordsTold),
    rules: reserveDoubles(heap, ruleBytes / 8),
    sums: both(() => reserveDoubles(heap, sumBytes / 8)),
    cuts: both(() => reserveDoubles(heap, (featureCount * cutBytes) / 8)),
    fetched: reserveWords(heap, (Math.ceil(featureCount / 4) * 4 * rowsFetched) / 2),
    sides: reserveSides(heap),
    histograms: [],
  }
}

/** Numbers that a task tells. */
export const wordsTold = 4

/** Room to part rows and to put them in order, which slopes of as many bytes as packed rows may share. */
function reserveAside(
  heap: Heap,
  { rowCount, seesAll, isCompact }: WorkshopSize,
  packedBytes: number,
): Pick<Workshop, 'aside' | 'ordered' | 'slopesAt'> {
  const orderedBytes = (seesAll ? Math.ceil(rowCount / 2) : rowCount) * packedBytes
  const asideBytes = wholeLines(rowCount * 4)
  const slopeBytes = isCompact ? (packedBytes / 8) * wholeLines(rowCount * 8) : 0
  const address = heap.reserve(Math.max(asideBytes + orderedBytes, slopeBytes))
  return {
    aside: wordsAt(heap, address, rowCount),
    ordered: doublesAt(heap, address + asideBytes, orderedBytes / 8),
    ...(isCompact ? { slopesAt: address } : {}),
  }
}

function reserveSides(heap: Heap): Piece<Uint8Array> {
  const address = heap.reserve(256)
  return { address, values: new Uint8Array(heap.memory.buffer, address, 256) }
}

/** Does tasks, each of which is told its words; small ones are not worth the call of other threads. */
export function runTasks(
  { tasks, crew }: Workshop,
  kind: TaskKind,
  told: readonly (readonly number[])[],
  isSmall = false,
): void {
  for (const [place, words] of told.entries()) tasks.set(words, place * wordsOfTask)
  const number = taskKinds.indexOf(kind)
  if (isSmall || told.length < 2) crew.workAlone(number, told.length)
  else crew.work(number, told.length)
}

/** The words of a task for each part of so many rows: where they start and end, then what is left to say. */
export function tasksOfRows(
  { rows, told }: Workshop,
  count: number,
  rest: readonly number[],
): readonly (readonly number[])[] {
  const tasks: number[][] = []
  for (let start = 0; start < count; start += rowsOfTask) {
    const end = Math.min(count, start + rowsOfTask)
    const answer = told.address + tasks.length * wordsTold * 8
    tasks.push([rows.address + 4 * start, rows.address + 4 * end, ...rest, answer])
  }
  return tasks
}

/** The sum of what tasks told at a place, in their order. */
export function sumTold({ told }: Workshop, count: number, place: number): number {
  let sum = 0
  for (let task = 0; task < count; task += 1) sum += told.values[task * wordsTold + place] ?? 0
  return sum
}
