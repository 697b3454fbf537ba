import type { BoostedTrees } from './boosted-trees.ts'

/** Remembers after how many rounds the rows held back were predicted best. */
export function watchLoss({ earlyStopping }: BoostedTrees) {
  let best = Number.POSITIVE_INFINITY
  let bestCount: number | undefined
  let isEnough = false
  return {
    /** Whether it has been enough already. */
    wasOver: (): boolean => isEnough,
    isOver(count: number, heldBackLoss: number | undefined): boolean {
      if (earlyStopping === undefined || heldBackLoss === undefined) return false
      if (heldBackLoss < best) {
        best = heldBackLoss
        bestCount = count
      }
      isEnough = count - (bestCount ?? 0) >= earlyStopping.patience
      return isEnough
    },
    /** How many of so many rounds are kept. */
    treeCount: (count: number): number => bestCount ?? count,
  }
}
