import {
  openHeap,
  reserveBytes,
  reserveDoubles,
  reserveSingles,
  type Heap,
} from '../../wasm/heap.ts'
import { webAssembly } from '../../wasm/web-assembly.ts'
import type { Tree } from '../tree.ts'
import {
  laneCount,
  laneKernels,
  partedBytes,
  type FeatureLayout,
  type LaneKernels,
} from './lane-kernels.ts'
import { leftPlaces, thresholdPlaces, type ThresholdPlaces } from './threshold-places.ts'

/** Trees that sixteen rows go down at once. */
export interface LaneSummer {
  /**
   * Where the values of rows are to be, those of a row beside each other; none may be missing, but for categories that
   * are parted: there `missingCategory` stands for it.
   */
  readonly block: Float32Array
  /** The sums of the first rows of the block; they are written over by the next call. */
  sum(rowCount: number): Float64Array
  /** Features that nodes part into sets. */
  readonly parted: ReadonlySet<number>
}

/** A leaf's number is a byte. */
const mostLeaves = 256
/** For more, kernels of their own would take too long to make. */
const mostNodes = 20_000

/**
 * Writes kernels for these trees, which takes some milliseconds and pays for models that answer again and again.
 * Undefined where trees are too large for it. `rowCount` is the most that come at once, a multiple of 16.
 */
export function openLaneSummer(
  base: number,
  trees: readonly Tree[],
  { width, rowCount }: { readonly width: number; readonly rowCount: number },
): LaneSummer | undefined {
  const nodeCount = trees.reduce((total, { feature }) => total + feature.length, 0)
  if (nodeCount > mostNodes) return undefined
  const known = thresholdPlaces(trees)
  const answersOf = trees.map((tree) => leafAnswers(tree, 0))
  const leafRoom = Math.max(...answersOf.map((answers) => answers.length))
  if (known === undefined || leafRoom > mostLeaves) return undefined
  const heap = openHeap(64)
  const constants = reserveBytes(heap, 256 * laneCount)
  for (let at = 0; at < constants.values.length; at += 1) {
    constants.values[at] = Math.floor(at / laneCount)
  }
  const answers = reserveDoubles(heap, leafRoom * trees.length)
  for (const [at, own] of answersOf.entries()) answers.values.set(own, at * leafRoom)
  const features = new Map(known.map((own) => [own.feature, placeFeature(heap, own)]))
  // What is read beyond the last row's numbers is of no use, but has to be there.
  const rows = reserveSingles(heap, rowCount * width + 4)
  const sums = reserveDoubles(heap, rowCount)
  const parted = new Map(
    known.flatMap(({ feature, isParted }): [number, number][] =>
      isParted ? [[feature, heap.reserve(partedBytes)]] : [],
    ),
  )
  const module = laneKernels(trees, {
    rows: rows.address,
    width,
    places: heap.reserve(rowCount * width),
    leaves: heap.reserve(trees.length * laneCount),
    constants: constants.address,
    answers: answers.address,
    leafRoom,
    sums: sums.address,
    features,
    parted,
    sets: (tree, node) => placeBits(heap, features, tree, node),
  })
  const { exports } = new webAssembly.Instance(module, { env: { memory: heap.memory } })
  const kernels = exports as LaneKernels
  const block = rows.values.subarray(0, rowCount * width)
  return {
    block,
    parted: new Set(parted.keys()),
    sum(count) {
      sums.values.fill(base)
      kernels.addTrees(Math.ceil(count / laneCount))
      return sums.values.subarray(0, count)
    },
  }
}

/** Where the bits of what goes left from a node are. */
function placeBits(
  heap: Heap,
  features: ReadonlyMap<number, FeatureLayout>,
  tree: Tree,
  node: number,
): number {
  const own = features.get(tree.feature[node] ?? -1)
  if (own === undefined) return 0
  const left = leftPlaces(own.known, tree, node)
  const { address, values } = reserveBytes(heap, left.length)
  values.set(left)
  return address
}

/** From the left. */
function leafAnswers(tree: Tree, node: number): readonly number[] {
  if ((tree.feature[node] ?? -1) < 0) return [tree.value[node] ?? 0]
  return [...leafAnswers(tree, tree.left[node] ?? 0), ...leafAnswers(tree, tree.right[node] ?? 0)]
}

function placeFeature(heap: Heap, known: ThresholdPlaces): FeatureLayout {
  const thresholds = reserveSingles(heap, known.thresholds.length)
  thresholds.values.set(known.thresholds)
  const starts = heap.reserve(known.starts.byteLength)
  new Uint16Array(heap.memory.buffer, starts, known.starts.length).set(known.starts)
  return { thresholds: thresholds.address, starts, known }
}
