import { seededRandom, type Random } from '../../base/index.ts'
import { createBreather } from '../breather.ts'
import type { Feature } from '../feature-matrix.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import type { Tree } from '../trees/tree.ts'
import { usualPath, type FittedIsolation, type IsolationForest } from './isolation-forest.ts'

export async function fitIsolation(
  { trees, sampleRows }: IsolationForest,
  { matrix, weights }: LearningData,
  { seed, signal, onProgress }: LearningOptions,
): Promise<FittedIsolation> {
  const rows = Array.from({ length: matrix.rowCount }, (_, row) => row).filter(
    (row) => (weights?.[row] ?? 1) > 0,
  )
  const count = Math.min(sampleRows, rows.length)
  const maxDepth = Math.ceil(Math.log2(Math.max(2, count)))
  const breather = createBreather(signal)
  const grown: Tree[] = []
  for (let place = 0; place < trees; place += 1) {
    signal?.throwIfAborted()
    const random = seededRandom(seed).fork(`isolation ${place}`)
    grown.push(growTree(matrix.features, drawRows(rows, count, random), maxDepth, random))
    onProgress?.({ done: place + 1, total: trees })
    if (breather.isDue(count * maxDepth * 50)) await breather.breathe()
  }
  return { kind: 'isolation', trees: grown, usual: usualPath(count) }
}

/** Each at most once. */
function drawRows(rows: readonly number[], count: number, random: Random): number[] {
  const left = [...rows]
  for (let place = 0; place < count; place += 1) {
    const other = place + random.below(left.length - place)
    const row = left[place] ?? 0
    left[place] = left[other] ?? 0
    left[other] = row
  }
  return left.slice(0, count)
}

type Columns = { -readonly [Column in Exclude<keyof Tree, 'sets'>]: number[] }

function growTree(
  features: readonly Feature[],
  rows: readonly number[],
  maxDepth: number,
  random: Random,
): Tree {
  const tree: Columns = {
    feature: [],
    threshold: [],
    missingLeft: [],
    left: [],
    right: [],
    value: [],
    gain: [],
  }
  const add = (own: readonly number[], depth: number): number => {
    const place = tree.feature.length
    const split = depth < maxDepth && own.length > 1 ? drawSplit(features, own, random) : undefined
    push(tree, split, split === undefined ? depth + usualPath(own.length) : 0)
    if (split === undefined) return place
    const values = features[split.feature]?.values ?? new Float32Array(0)
    const isLeft = (row: number) => {
      const value = values[row] ?? Number.NaN
      return Number.isNaN(value) ? split.missingLeft === 1 : value <= split.threshold
    }
    tree.left[place] = add(own.filter(isLeft), depth + 1)
    tree.right[place] = add(
      own.filter((row) => !isLeft(row)),
      depth + 1,
    )
    return place
  }
  add(rows, 0)
  return tree
}

interface DrawnSplit {
  readonly feature: number
  readonly threshold: number
  readonly missingLeft: number
}

function push(tree: Columns, split: DrawnSplit | undefined, value: number): void {
  tree.feature.push(split?.feature ?? -1)
  tree.threshold.push(split?.threshold ?? 0)
  tree.missingLeft.push(split?.missingLeft ?? 0)
  tree.left.push(-1)
  tree.right.push(-1)
  tree.value.push(value)
  tree.gain.push(0)
}

/** Any feature that varies, at any place between its least and its most. */
function drawSplit(
  features: readonly Feature[],
  rows: readonly number[],
  random: Random,
): DrawnSplit | undefined {
  const left = [...features.keys()]
  while (left.length > 0) {
    const [feature = 0] = left.splice(random.below(left.length), 1)
    const { low, high } = rangeOf(features[feature], rows)
    if (low < high) {
      const drawn = Math.fround(low + random.next() * (high - low))
      return {
        feature,
        threshold: drawn < high ? drawn : low,
        missingLeft: Number(random.next() < 0.5),
      }
    }
  }
  return undefined
}

function rangeOf(feature: Feature | undefined, rows: readonly number[]) {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    const value = feature?.values[row] ?? Number.NaN
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}
