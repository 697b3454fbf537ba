import type { FittedBoostedTrees } from './boosting/boosted-trees.ts'
import type { Feature, FeatureMatrix } from './feature-matrix.ts'
import type { ForestSoFar } from './forest/forest.ts'
import type { NetworkSoFar } from './network/neural-network.ts'
import type { FeatureBins } from './trees/bin-features.ts'

/** What a learner learns from, checked: one finite target and one weight above zero for each row. */
export interface LearningData {
  readonly matrix: FeatureMatrix
  readonly target: Float64Array
  readonly weights?: Float64Array
  /** Where rows come in batches: then the features of `matrix` have no values. */
  readonly binned?: BinnedBatches
  /** The rows of each query, where rows are learned to rank. */
  readonly queries?: readonly Uint32Array[]
}

/** Features that are read some rows at a time, with how they are cut into bins. */
export interface BinnedBatches {
  readonly cuts: readonly FeatureBins[]
  /** As many rows as there are targets. */
  read(): AsyncIterable<readonly Feature[]>
}

export interface LearningOptions {
  readonly seed: number | string
  readonly signal?: AbortSignal
  /** Boosted trees that were learned before, on the same features: learning goes on from there. */
  readonly from?: FittedBoostedTrees
  /** What this very learning had learned when it was broken off: it gives what it would have given. */
  readonly goOn?: LearnedSoFar
  readonly onProgress?: (progress: LearningProgress) => void
}

/** What learning goes on from: plain JSON. */
export type LearnedSoFar = FittedBoostedTrees | ForestSoFar | NetworkSoFar

/** How far a learner is: after each tree. */
export interface LearningProgress {
  readonly done: number
  readonly total: number
  /** Mean loss over the rows that are learned from, where the learner looks at it. */
  readonly trainingLoss?: number
  /** Mean loss over rows that are not learned from: held back by early stopping, or out of bag. */
  readonly heldBackLoss?: number
  /** What was learned so far, where learning can go on from it. */
  readonly soFar?: () => LearnedSoFar
}
