import { openTreeSummer, type SummerSize, type TreeSummer } from '../sum-by-kernel.ts'
import type { Tree } from '../tree.ts'
import { openLaneSummer, type LaneSummer } from './open-lane-summer.ts'
import { missingCategory } from './threshold-places.ts'

/** Sixteen rows at once where that can be, else by a walk: to the bit the same. `rowCount` is a multiple of 16. */
export function openBlockSummer(
  base: number,
  trees: readonly Tree[],
  size: SummerSize,
): TreeSummer {
  const lanes = openLaneSummer(base, trees, size)
  if (lanes === undefined) return openTreeSummer(base, trees, size)
  const { block, sum } = lanes
  let walker: TreeSummer | undefined

  function walk(rowCount: number): Float64Array {
    walker ??= openTreeSummer(base, trees, size)
    walker.block.set(block)
    return walker.sum(rowCount, true)
  }

  return {
    block,
    sum(rowCount, isMissing) {
      const canLanes = !isMissing || markMissing(lanes, size.width, rowCount)
      return canLanes ? sum(rowCount) : walk(rowCount)
    },
  }
}

/** Marks missing categories in the block; false, and nothing is marked, where other values are missing too. */
function markMissing({ block, parted }: LaneSummer, width: number, rowCount: number): boolean {
  if (parted.size === 0) return false
  const end = rowCount * width
  for (let at = 0; at < end; at += 1) {
    if (Number.isNaN(block[at]) && !parted.has(at % width)) return false
  }
  for (const feature of parted) {
    for (let at = feature; at < end; at += width) {
      if (Number.isNaN(block[at])) block[at] = missingCategory
    }
  }
  return true
}
