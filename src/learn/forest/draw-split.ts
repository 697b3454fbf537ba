import type { Random } from '../../base/index.ts'
import { aboveAll } from '../trees/tree-nodes.ts'
import type { DeepSplit } from './find-deep-split.ts'
import { keyOf, missingKey, valueOf, type ForestColumn } from './forest-columns.ts'
import type { NodeRows } from './group-rows.ts'

/**
 * Draws a place between the least and the most value of the node's rows, and puts the split there into
 * `best`, if it is better. False where the column has but one value here.
 */
export function drawSplit(
  { keys }: ForestColumn,
  index: number,
  node: NodeRows,
  minLeafRows: number,
  random: Random,
  best: DeepSplit,
): boolean {
  const drawn = drawThreshold(keys, node.rows, random)
  if (drawn === undefined) return false
  const { threshold, hasMissing } = drawn
  const sides = sumSides(keys, node, keyOf(threshold))
  for (const missingLeft of hasMissing ? [false, true] : [sides.leftRows >= sides.rightRows]) {
    const withMissing = missingLeft && hasMissing
    const leftRows = sides.leftRows + (withMissing ? sides.missingRows : 0)
    if (leftRows < minLeafRows || node.rows.length - leftRows < minLeafRows) continue
    const weight = sides.weight + (withMissing ? sides.missingWeight : 0)
    const sum = sides.sum + (withMissing ? sides.missingSum : 0)
    const rest = node.sum - sum
    const score = (sum * sum) / weight + (rest * rest) / (node.weight - weight)
    if (score > best.score) {
      Object.assign(best, { column: index, threshold, bins: undefined, missingLeft, score })
    }
  }
  return true
}

/** Undefined where the column has but one value in these rows. */
export function drawThreshold(keys: Uint32Array, rows: Uint32Array, random: Random) {
  const { low, high, hasMissing } = findRange(keys, rows)
  if (low === high && !hasMissing) return undefined
  if (low === missingKey) return undefined
  const threshold = low === high ? aboveAll : drawBetween(valueOf(low), valueOf(high), random)
  return { threshold, hasMissing }
}

function findRange(keys: Uint32Array, rows: Uint32Array) {
  let low = missingKey
  let high = 0
  let hasMissing = false
  for (let place = 0; place < rows.length; place += 1) {
    const key = keys[rows[place] ?? 0] ?? 0
    if (key === missingKey) hasMissing = true
    else {
      if (key < low) low = key
      if (key > high) high = key
    }
  }
  return { low, high, hasMissing }
}

function drawBetween(low: number, high: number, random: Random): number {
  const drawn = Math.fround(low + random.next() * (high - low))
  return drawn >= high ? low : drawn
}

function sumSides(keys: Uint32Array, node: NodeRows, threshold: number) {
  const { rows, weights, products } = node
  let [leftRows, weight, sum] = [0, 0, 0]
  let [missingRows, missingWeight, missingSum] = [0, 0, 0]
  for (let place = 0; place < rows.length; place += 1) {
    const key = keys[rows[place] ?? 0] ?? 0
    if (key <= threshold) {
      leftRows += 1
      weight += weights[place] ?? 0
      sum += products[place] ?? 0
    } else if (key === missingKey) {
      missingRows += 1
      missingWeight += weights[place] ?? 0
      missingSum += products[place] ?? 0
    }
  }
  const rightRows = rows.length - leftRows - missingRows
  return { leftRows, rightRows, weight, sum, missingRows, missingWeight, missingSum }
}
