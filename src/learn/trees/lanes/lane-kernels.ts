import { f32, f32x4, f64, i32, i32x4, i8x16, type Step, type Value } from '../../wasm/code.ts'
import { openModuleText, type Callable, type ModuleText } from '../../wasm/module.ts'
import { count, loopWhile } from '../../wasm/steps.ts'
import { webAssembly, type WasmModule } from '../../wasm/web-assembly.ts'
import type { Tree } from '../tree.ts'
import { placeOf, wholeFrom, type ThresholdPlaces } from './threshold-places.ts'

/** So many rows go down a tree side by side, each by a byte. */
export const laneCount = 16

export interface LaneKernels {
  /** Adds to the sums of so many groups of rows what the trees say of them. */
  addTrees(groupCount: number): void
}

/** Where things are in the kernels' memory. */
export interface LaneLayout {
  /** Numbers of 32 bits, those of a row beside each other. */
  readonly rows: number
  readonly width: number
  /** Of each group and feature the places of its rows, a byte for each. */
  readonly places: number
  /** Of each tree at which leaf the rows of a group are. */
  readonly leaves: number
  /** Of each group and parted feature, by `partedPlaces`, how its rows' places are found among bits. */
  readonly parted: ReadonlyMap<number, number>
  /** Bits of what goes left, by tree and node. */
  readonly sets: (tree: Tree, node: number) => number
  /** Sixteen times each byte. */
  readonly constants: number
  /** What the leaves of each tree answer, with room for as many as the tree with most of them has. */
  readonly answers: number
  readonly leafRoom: number
  readonly sums: number
  /** Of each feature: its thresholds, its buckets' starts, and the three numbers that find a bucket, each four times. */
  readonly features: ReadonlyMap<number, FeatureLayout>
}

export interface FeatureLayout {
  readonly thresholds: number
  readonly starts: number
  readonly known: ThresholdPlaces
}

/**
 * Kernels written for these trees. A row's numbers become their places among the thresholds, so that sixteen rows
 * ask a node at once; each node is asked, and picks from what its children have picked: nothing has to be guessed.
 */
export function laneKernels(trees: readonly Tree[], layout: LaneLayout): WasmModule {
  const text = openModuleText()
  const place = addPlace(text, layout)
  const spread = addSpread(text, layout)
  const own = trees.map((tree, at) => addTree(text, layout, tree, at))
  const sum = addSum(text, layout, trees.length)
  const groupBytes = laneCount * layout.width
  text.add('addTrees', ['i32'], (scope, groupCount) => {
    const [group, row, places, sums] = [
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
    ]
    return [
      row.set(layout.rows),
      places.set(layout.places),
      sums.set(layout.sums),
      count(group, 0, groupCount, 1, [
        place(row, places),
        layout.parted.size === 0 ? [] : spread(places),
        own.map((find) => find(places)),
        sum(sums),
        row.set(i32.add(row, 4 * groupBytes)),
        places.set(i32.add(places, groupBytes)),
        sums.set(i32.add(sums, 8 * laneCount)),
      ]),
    ]
  })
  return new webAssembly.Module(text.toBytes())
}

/** Of a group of rows: the places of their numbers among the thresholds. */
function addPlace(text: ModuleText, { width, features }: LaneLayout): Callable<['i32', 'i32']> {
  return text.add('place', ['i32', 'i32'], (scope, firstRow, places) => {
    const [row, end, threshold] = [
      scope.variable('i32'),
      scope.variable('i32'),
      scope.variable('i32'),
    ]
    const buckets = scope.variable('v128')
    const quads = Array.from({ length: Math.ceil(width / 4) }, (_, quad) => 4 * quad)
    const placeFeature = (feature: number): Step => {
      const own = features.get(feature)
      if (own === undefined) return []
      const bucket = i32.and(i32x4.lane(buckets, feature % 4), wholeFrom - 1)
      const start = i32.loadShort(i32.shiftLeft(bucket, 1), own.starts)
      const value = i32.add(row, 4 * feature)
      const place = i32.sub(i32.shiftRight(threshold, 2), own.thresholds / 4 + 128)
      return [
        threshold.set(i32.add(i32.shiftLeft(start, 2), own.thresholds)),
        loopWhile(f32.isAbove(value, threshold), threshold.set(i32.add(threshold, 4))),
        i32.storeByte(places, place, laneCount * feature),
      ]
    }
    return [
      end.set(i32.add(firstRow, 4 * width * laneCount)),
      row.set(firstRow),
      loopWhile(i32.below(row, end), [
        quads.map((first) => [
          buckets.set(bucketsOf(features, first, f32x4.load(row, 4 * first))),
          [0, 1, 2, 3].map((lane) => placeFeature(first + lane)),
        ]),
        row.set(i32.add(row, 4 * width)),
        places.set(i32.add(places, 1)),
      ]),
    ]
  })
}

/** Of four features side by side: the buckets of their numbers, in the last digits. */
function bucketsOf(
  features: LaneLayout['features'],
  first: number,
  numbers: Value<'v128'>,
): Value<'v128'> {
  const known = [0, 1, 2, 3].map((lane) => features.get(first + lane)?.known)
  const each = (name: 'low' | 'scale' | 'last') =>
    f32x4.ofEach(known.map((own) => own?.[name] ?? 0))
  const scaled = f32x4.mul(f32x4.sub(numbers, each('low')), each('scale'))
  const bounded = f32x4.lower(each('last'), f32x4.higher(f32x4.of(0), scaled))
  return f32x4.add(bounded, f32x4.of(wholeFrom))
}

/** Of a group of rows: at which leaf of a tree each is, leaves counted from the left. */
function addTree(text: ModuleText, layout: LaneLayout, tree: Tree, at: number): Callable<['i32']> {
  const { features, leaves, constants } = layout
  return text.add(`tree${at}`, ['i32'], (_, places) => {
    let leafCount = 0
    const constant = (byte: number) => i8x16.load(constants, laneCount * (byte & 255))
    const pick = (node: number): Value<'v128'> => {
      const feature = tree.feature[node] ?? -1
      if (feature < 0) return constant(leafCount++)
      const known = features.get(feature)?.known
      const left = pick(tree.left[node] ?? 0)
      const right = pick(tree.right[node] ?? 0)
      if (known?.isParted === true)
        return i8x16.pick(left, right, isInSet(layout, known, tree, node))
      const place = known === undefined ? 0 : placeOf(known, tree.threshold[node] ?? 0)
      const value = i8x16.load(places, laneCount * feature)
      return i8x16.pick(right, left, i8x16.above(value, constant(place - 128)))
    }
    return i8x16.store(leaves, pick(0), laneCount * at)
  })
}

/** Of a place the byte among its node's bits, that among their second sixteen, and the bit within. */
const partedPlaces = { low: 0, high: laneCount, bit: 2 * laneCount } as const
export const partedBytes = 3 * laneCount

/** Of a group of rows: where the places of parted features are among bits. */
function addSpread(text: ModuleText, { parted }: LaneLayout): Callable<['i32']> {
  return text.add('spread', ['i32'], (scope, places) => {
    const [place, low] = [scope.variable('v128'), scope.variable('v128')]
    return [...parted].map(([feature, to]) => [
      place.set(i8x16.xor(i8x16.load(places, laneCount * feature), i8x16.of(128))),
      low.set(i8x16.shiftRight(place, 3)),
      i8x16.store(to, low, partedPlaces.low),
      i8x16.store(to, i8x16.sub(low, i8x16.of(16)), partedPlaces.high),
      i8x16.store(to, i8x16.at(i8x16.ofBits, i8x16.and(place, i8x16.of(7))), partedPlaces.bit),
    ])
  })
}

/** All ones where a row goes left. */
function isInSet(
  { parted, sets }: LaneLayout,
  { feature, thresholds }: ThresholdPlaces,
  tree: Tree,
  node: number,
): Value<'v128'> {
  const at = parted.get(feature) ?? 0
  const bits = sets(tree, node)
  const low = i8x16.at(i8x16.load(bits), i8x16.load(at, partedPlaces.low))
  const high = i8x16.at(i8x16.load(bits, laneCount), i8x16.load(at, partedPlaces.high))
  const found = thresholds.length > 8 * laneCount ? i8x16.or(low, high) : low
  const bit = i8x16.load(at, partedPlaces.bit)
  return i8x16.equal(i8x16.and(found, bit), bit)
}

/** Of a group of rows: adds to their sums the answers of their leaves, tree after tree. */
function addSum(
  text: ModuleText,
  { leaves, answers, leafRoom }: LaneLayout,
  treeCount: number,
): Callable<['i32']> {
  const rowsAtOnce = 4
  return text.add('sum', ['i32'], (scope, sums) => {
    const [first, leaf, own] = [scope.variable('i32'), scope.variable('i32'), scope.variable('i32')]
    const lanes = Array.from({ length: rowsAtOnce }, () => scope.variable('f64'))
    return count(first, 0, laneCount, rowsAtOnce, [
      lanes.map((sum, lane) => sum.set(f64.load(sums, 8 * lane))),
      leaf.set(i32.add(first, leaves)),
      own.set(answers),
      loopWhile(i32.below(leaf, leaves + laneCount * treeCount), [
        lanes.map((sum, lane) => {
          const answer = i32.add(own, i32.shiftLeft(i32.loadByte(leaf, lane), 3))
          return sum.set(f64.add(sum, f64.load(answer)))
        }),
        leaf.set(i32.add(leaf, laneCount)),
        own.set(i32.add(own, 8 * leafRoom)),
      ]),
      lanes.map((sum, lane) => f64.store(sums, sum, 8 * lane)),
      sums.set(i32.add(sums, 8 * rowsAtOnce)),
    ])
  })
}
