import type { Random } from '../../base/index.ts'
import { drawThreshold } from './draw-split.ts'
import type { DeepSplit } from './find-deep-split.ts'
import { keyOf, missingKey, type ForestColumn } from './forest-columns.ts'
import type { NodeRows } from './group-rows.ts'
import type { NodeClasses } from './node-classes.ts'

/** As `drawSplit`, where the target is a class. */
export function drawClassSplit(
  { keys }: ForestColumn,
  index: number,
  node: NodeRows,
  classes: NodeClasses,
  minLeafRows: number,
  random: Random,
  best: DeepSplit,
): boolean {
  const drawn = drawThreshold(keys, node.rows, random)
  if (drawn === undefined) return false
  const { threshold, hasMissing } = drawn
  const { leftRows, missingRows } = weighSides(keys, node, keyOf(threshold), classes)
  const rowCount = node.rows.length
  const isMore = leftRows >= rowCount - leftRows - missingRows
  for (const missingLeft of hasMissing ? [false, true] : [isMore]) {
    const own = leftRows + (missingLeft ? missingRows : 0)
    if (own < minLeafRows || rowCount - own < minLeafRows) continue
    const score = classScore(classes, node.weight, missingLeft)
    if (score > best.score) {
      Object.assign(best, { column: index, threshold, bins: undefined, missingLeft, score })
    }
  }
  return true
}

function weighSides(
  keys: Uint32Array,
  { rows, weights }: NodeRows,
  threshold: number,
  { places, left, missing }: NodeClasses,
) {
  left.fill(0)
  missing.fill(0)
  let [leftRows, missingRows] = [0, 0]
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const key = keys[row] ?? 0
    const own = places[row] ?? 0
    const weight = weights[place] ?? 0
    if (key <= threshold) {
      leftRows += 1
      left[own] = (left[own] ?? 0) + weight
    } else if (key === missingKey) {
      missingRows += 1
      missing[own] = (missing[own] ?? 0) + weight
    }
  }
  return { leftRows, missingRows }
}

export function classScore(
  { sums, left, missing }: NodeClasses,
  whole: number,
  missingLeft: boolean,
) {
  let [weight, leftSquares, rightSquares] = [0, 0, 0]
  for (let own = 0; own < sums.length; own += 1) {
    const here = (left[own] ?? 0) + (missingLeft ? (missing[own] ?? 0) : 0)
    weight += here
    leftSquares += here ** 2
    rightSquares += ((sums[own] ?? 0) - here) ** 2
  }
  return leftSquares / weight + rightSquares / (whole - weight)
}
