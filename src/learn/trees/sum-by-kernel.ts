import type { Feature } from '../feature-matrix.ts'
import { openHeap, reserveDoubles, reserveWords, type Heap } from '../wasm/heap.ts'
import { webAssembly } from '../wasm/web-assembly.ts'
import type { Tree } from './tree.ts'
import { nodeBytes, nodePlaces, walkKernel, walkWords, type WalkKernel } from './walk-kernel.ts'

/** As by `addTree` of each: to the last digit the same sums, several times as fast for many rows. */
export function sumByKernel(
  base: number,
  trees: readonly Tree[],
  features: readonly Feature[],
  rowCount: number,
  open: typeof openTreeSummer = openTreeSummer,
): Float64Array {
  const nodeCount = trees.reduce((count, { feature }) => count + feature.length, 0)
  const size = nodeCount * nodeBytes > fewBytes ? manyRows : fewRows
  const summer = open(base, trees, { width: features.length, rowCount: size })
  const all = new Float64Array(rowCount)
  for (let start = 0; start < rowCount; start += size) {
    const count = Math.min(size, rowCount - start)
    const isMissing = layRows(summer.block, features, start, count)
    all.set(summer.sum(count, isMissing), start)
  }
  return all
}

/** Trees that are laid out for the kernel, once for many blocks of rows. */
export interface TreeSummer {
  /** Where the values of rows are to be, those of a row beside each other. */
  readonly block: Float32Array
  /** The sums of the first rows of the block; they are written over by the next call. */
  sum(rowCount: number, isMissing: boolean): Float64Array
}

export interface SummerSize {
  readonly width: number
  /** The most rows that come at once, a multiple of 4. */
  readonly rowCount: number
}

export function openTreeSummer(
  base: number,
  trees: readonly Tree[],
  { width, rowCount }: SummerSize,
): TreeSummer {
  const heap = openHeap(64)
  const placed = trees.map((tree) => placeTree(heap, tree))
  const rows = heap.reserve(rowCount * width * 4)
  const sums = reserveDoubles(heap, rowCount)
  const task = reserveWords(heap, walkWords.length)
  const { exports } = new webAssembly.Instance(walkKernel(), { env: { memory: heap.memory } })
  const kernel = exports as WalkKernel
  const rowBytes = width * 4
  return {
    block: new Float32Array(heap.memory.buffer, rows, rowCount * width),
    sum(count, isMissing) {
      const walk = isMissing ? kernel.walk : kernel.walkKnown
      sums.values.fill(base)
      const end = rows + count * rowBytes
      for (const { nodes, levels, hasSets } of placed) {
        task.values.set([nodes, sums.address, rows, end, rowBytes, levels])
        if (hasSets) kernel.walkSets(task.address)
        else walk(task.address)
      }
      return sums.values.subarray(0, count)
    },
  }
}

/** Trees of more bytes don't stay in the cache: each is walked by many rows then. */
const fewBytes = 2 ** 18
const fewRows = 256
const manyRows = 8192

/** The values of a row beside each other; tells whether any is missing. */
function layRows(
  block: Float32Array,
  features: readonly Feature[],
  start: number,
  count: number,
): boolean {
  const width = features.length
  let isMissing = false
  for (const [place, { values }] of features.entries()) {
    for (let row = 0; row < count; row += 1) {
      const value = values[start + row] ?? Number.NaN
      if (Number.isNaN(value)) isMissing = true
      block[row * width + place] = value
    }
  }
  return isMissing
}

interface PlacedTree {
  readonly nodes: number
  /** 0 where the tree is so deep that rows which are at their leaf had better stop. */
  readonly levels: number
  readonly hasSets: boolean
}

const mostLevels = 16

/** Numbers the nodes anew, so that a right child comes after its left one. */
function placeTree(heap: Heap, tree: Tree): PlacedTree {
  const sets = placeSets(heap, tree)
  const { address, values: words } = reserveWords(heap, (tree.feature.length * nodeBytes) / 4)
  const singles = new Float32Array(words.buffer, address, words.length)
  const doubles = new Float64Array(words.buffer, address, words.length / 2)
  const order = [0]
  const depths = [0]
  for (let place = 0; place < order.length; place += 1) {
    const node = order[place] ?? 0
    const feature = tree.feature[node] ?? -1
    const isLeaf = feature < 0
    const at = (place * nodeBytes) / 4
    words[at + nodePlaces.value / 4] = Math.max(0, feature) * 4
    const set = sets?.of.get(node)
    const isOpen = isLeaf || set !== undefined
    const threshold = isOpen ? Number.POSITIVE_INFINITY : (tree.threshold[node] ?? 0)
    singles[at + nodePlaces.threshold / 4] = threshold
    words[at + nodePlaces.set / 4] = set?.address ?? sets?.none ?? 0
    singles[at + nodePlaces.lastOfSet / 4] = set?.last ?? 0
    words[at + nodePlaces.left / 4] = address + (isLeaf ? place : order.length) * nodeBytes
    const goesRight = !isLeaf && tree.missingLeft[node] === 0
    words[at + nodePlaces.missingRight / 4] = goesRight ? nodeBytes : 0
    doubles[(at + nodePlaces.answer / 4) / 2] = tree.value[node] ?? 0
    if (isLeaf) continue
    order.push(tree.left[node] ?? 0, tree.right[node] ?? 0)
    depths.push((depths[place] ?? 0) + 1, (depths[place] ?? 0) + 1)
  }
  const depth = depths.at(-1) ?? 0
  return { nodes: address, levels: depth <= mostLevels ? depth : 0, hasSets: sets !== undefined }
}

interface PlacedSets {
  /** The address of bits that send nothing to the right. */
  readonly none: number
  readonly of: ReadonlyMap<number, { readonly address: number; readonly last: number }>
}

/** The sets of all nodes beside each other, as the bits of what goes right. */
function placeSets(heap: Heap, { sets }: Tree): PlacedSets | undefined {
  if (sets === undefined) return undefined
  const own = Object.entries(sets).map(([node, set]) => ({
    node: Number(node),
    set,
    last: (set.at(-1) ?? -1) + 2,
  }))
  const sizes = own.map(({ last }) => (last >> 5) + 1)
  const { address, values } = reserveWords(
    heap,
    sizes.reduce((sum, size) => sum + size, 1),
  )
  let start = 1
  const of = own.map(({ node, set, last }, place) => {
    const bits = values.subarray(start, start + (sizes[place] ?? 0)).fill(0xffff_ffff)
    const found = { address: address + 4 * start, last }
    for (const bit of [0, ...set.map((value) => value + 1)]) {
      bits[bit >> 5] = (bits[bit >> 5] ?? 0) & ~(1 << (bit & 31))
    }
    start += bits.length
    return [node, found] as const
  })
  return { none: address, of: new Map(of) }
}
