import type { BoostedTrees, FittedBoostedTrees } from './boosting/boosted-trees.ts'
import { fitBoostedTrees } from './boosting/fit-boosted-trees.ts'
import { logistic } from './boosting/loss.ts'
import { addTree } from './boosting/tree.ts'
import {
  fitConstant,
  type FittedConstant,
  type MeanBaseline,
  type MedianBaseline,
  type MostFrequentBaseline,
} from './constant.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import type { LearningData, LearningOptions } from './learning-data.ts'

/** What is to be learned, as plain data. */
export type Learner = BoostedTrees | MeanBaseline | MedianBaseline | MostFrequentBaseline

/** What was learned, as plain JSON. */
export type FittedLearner = FittedBoostedTrees | FittedConstant

/** Throws the signal's reason when it is aborted. */
export async function fitLearner(
  learner: Learner,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedLearner> {
  options.signal?.throwIfAborted()
  switch (learner.kind) {
    case 'boostedTrees':
      return fitBoostedTrees(learner, data, options)
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      return fitConstant(learner, data)
  }
}

export function predictFeatures(fitted: FittedLearner, matrix: FeatureMatrix): Float64Array {
  switch (fitted.kind) {
    case 'constant':
      return new Float64Array(matrix.rowCount).fill(fitted.value)
    case 'boostedTrees': {
      const sums = new Float64Array(matrix.rowCount).fill(fitted.base)
      for (const tree of fitted.trees) addTree(tree, matrix.features, sums)
      return fitted.link === 'logistic' ? sums.map(logistic) : sums
    }
  }
}
