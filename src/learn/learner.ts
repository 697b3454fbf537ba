import { answerBoostedTrees } from './boosting/answer-boosted-trees.ts'
import {
  boostedTrees,
  type BoostedTrees,
  type BoostingLoss,
  type FittedBoostedTrees,
} from './boosting/boosted-trees.ts'
import { fitBoostedTrees } from './boosting/fit-boosted-trees.ts'
import {
  answerConstant,
  fitConstant,
  type FittedConstant,
  type MeanBaseline,
  type MedianBaseline,
  type MostFrequentBaseline,
} from './constant.ts'
import type { FittedAnswers } from './fitted-answers.ts'
import { answerForest } from './forest/answer-forest.ts'
import { fitForest } from './forest/fit-forest.ts'
import {
  decisionTree,
  extraTrees,
  randomForest,
  type FittedForest,
  type Forest,
} from './forest/forest.ts'
import { answerLinear, answerLinearClasses } from './linear/answer-linear.ts'
import { fitLinear } from './linear/fit-linear.ts'
import {
  elasticNet,
  lasso,
  leastSquares,
  logisticRegression,
  multinomialRegression,
  poissonRegression,
  ridge,
  type FittedLinear,
  type FittedLinearClasses,
  type Linear,
} from './linear/linear.ts'
import type { LearningData, LearningOptions } from './learning-data.ts'

/** What is to be learned, as plain data. */
export type Learner =
  BoostedTrees | Forest | Linear | MeanBaseline | MedianBaseline | MostFrequentBaseline

/** What was learned, as plain JSON. */
export type FittedLearner =
  FittedBoostedTrees | FittedForest | FittedLinear | FittedLinearClasses | FittedConstant

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
    case 'randomForest':
    case 'extraTrees':
    case 'decisionTree':
      return fitForest(learner, data, options)
    case 'leastSquares':
    case 'ridge':
    case 'lasso':
    case 'elasticNet':
    case 'logisticRegression':
    case 'poissonRegression':
    case 'multinomialRegression':
      return fitLinear(learner, data, options)
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      return fitConstant(learner, data)
  }
}

/** The same learner with nothing set. */
export function usualSettings(learner: Learner): Learner {
  switch (learner.kind) {
    case 'boostedTrees':
      return boostedTrees()
    case 'randomForest':
      return randomForest({ task: learner.task })
    case 'extraTrees':
      return extraTrees({ task: learner.task })
    case 'decisionTree':
      return decisionTree()
    case 'leastSquares':
      return leastSquares()
    case 'ridge':
      return ridge()
    case 'lasso':
      return lasso()
    case 'elasticNet':
      return elasticNet()
    case 'logisticRegression':
      return logisticRegression()
    case 'poissonRegression':
      return poissonRegression()
    case 'multinomialRegression':
      return multinomialRegression()
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      return learner
  }
}

/** Whether a category may be learned from by its place among the others, as trees do. */
export function readsPlaces({ kind }: Learner): boolean {
  return !linearKinds.includes(kind)
}

const linearKinds: readonly string[] = [
  'leastSquares',
  'ridge',
  'lasso',
  'elasticNet',
  'logisticRegression',
  'poissonRegression',
  'multinomialRegression',
]

const amountLosses: readonly BoostingLoss[] = ['squared', 'absolute', 'huber', 'quantile']

/** Whether the target is an amount of any unit, and not a class or a count. */
export function learnsAmount(learner: Learner): boolean {
  if ('loss' in learner) return amountLosses.includes(learner.loss)
  if ('task' in learner) return learner.task === 'regression'
  return !['logisticRegression', 'poissonRegression', 'multinomialRegression'].includes(
    learner.kind,
  )
}

export function answersOf(fitted: FittedLearner): FittedAnswers {
  switch (fitted.kind) {
    case 'boostedTrees':
      return answerBoostedTrees(fitted)
    case 'forest':
      return answerForest(fitted)
    case 'linear':
      return answerLinear(fitted)
    case 'linearClasses':
      return answerLinearClasses(fitted)
    case 'constant':
      return answerConstant(fitted)
  }
}
