import type { Breather } from '../breather.ts'
import type { BinMatrix } from './bin-matrix.ts'
import type { SplitRules } from './find-split.ts'
import type { Packed } from './pack-gradients.ts'
import type { Workshop } from './workshop.ts'

/** What a tree grows from, and by which rules. */
export interface Growth {
  readonly matrix: BinMatrix
  /** Numbers of the features that the tree sees. */
  readonly chosen: readonly number[]
  /** Of features that a path may ask together; any if absent. */
  readonly together: readonly ReadonlySet<number>[] | undefined
  /** The rows that the tree sees stand in the workshop. Growing puts them in the order of the leaves. */
  readonly packed: Packed
  readonly rules: SplitRules
  readonly maxLeaves: number
  readonly maxDepth: number
  /** Whether all leaves of a depth are split before deeper ones. */
  readonly isDepthWise: boolean
  readonly workshop: Workshop
  readonly breather: Breather
}
