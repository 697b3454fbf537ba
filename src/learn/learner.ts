import { answerBoostedTrees } from './boosting/answer-boosted-trees.ts'
import {
  boostedTrees,
  type BoostedTrees,
  type BoostingLoss,
  type FittedBoostedTrees,
} from './boosting/boosted-trees.ts'
import { fitBoostedTrees } from './boosting/fit-boosted-trees.ts'
import { answerBayes } from './bayes/answer-bayes.ts'
import { fitBayes } from './bayes/fit-bayes.ts'
import {
  bernoulliBayes,
  categoricalBayes,
  gaussianBayes,
  multinomialBayes,
  type FittedBayes,
  type NaiveBayes,
} from './bayes/naive-bayes.ts'
import { answerClusters } from './clusters/answer-clusters.ts'
import { fitClusters } from './clusters/fit-clusters.ts'
import { kMeans, type FittedClusters, type KMeans } from './clusters/k-means.ts'
import {
  answerConstant,
  fitConstant,
  meanBaseline,
  medianBaseline,
  mostFrequentBaseline,
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
import { answerIsolation } from './isolation/answer-isolation.ts'
import { fitIsolation } from './isolation/fit-isolation.ts'
import {
  isolationForest,
  type FittedIsolation,
  type IsolationForest,
} from './isolation/isolation-forest.ts'
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
import { answerNeighbours } from './neighbours/answer-neighbours.ts'
import { fitNeighbours } from './neighbours/fit-neighbours.ts'
import {
  nearestNeighbours,
  type FittedNeighbours,
  type NearestNeighbours,
} from './neighbours/nearest-neighbours.ts'
import { answerNetwork } from './network/answer-network.ts'
import { fitNetwork } from './network/fit-network.ts'
import { neuralNetwork, type FittedNetwork, type NeuralNetwork } from './network/neural-network.ts'

/** What is to be learned, as plain data. */
export type Learner =
  | BoostedTrees
  | Forest
  | Linear
  | NearestNeighbours
  | NaiveBayes
  | NeuralNetwork
  | IsolationForest
  | KMeans
  | MeanBaseline
  | MedianBaseline
  | MostFrequentBaseline

/** What was learned, as plain JSON. */
export type FittedLearner =
  | FittedBoostedTrees
  | FittedForest
  | FittedLinear
  | FittedLinearClasses
  | FittedNeighbours
  | FittedBayes
  | FittedNetwork
  | FittedIsolation
  | FittedClusters
  | FittedConstant

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
    case 'nearestNeighbours':
      return fitNeighbours(learner, data)
    case 'gaussianBayes':
    case 'multinomialBayes':
    case 'bernoulliBayes':
    case 'categoricalBayes':
      return fitBayes(learner, data)
    case 'neuralNetwork':
      return fitNetwork(learner, data, options)
    case 'isolationForest':
      return fitIsolation(learner, data, options)
    case 'kMeans':
      return fitClusters(learner, data, options)
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      return fitConstant(learner, data)
  }
}

/** The same learner with nothing set. */
export function usualSettings(learner: Learner): Learner {
  return declareLearner(learner.kind, 'task' in learner ? { task: learner.task } : {})
}

/** Declares a learner of a kind, as its own function does. Throws `learn.wrongSetting`. */
export function declareLearner(kind: Learner['kind'], options: object): Learner {
  switch (kind) {
    case 'boostedTrees':
      return boostedTrees(options)
    case 'randomForest':
      return randomForest(options)
    case 'extraTrees':
      return extraTrees(options)
    case 'decisionTree':
      return decisionTree(options)
    case 'leastSquares':
      return leastSquares()
    case 'ridge':
      return ridge(options)
    case 'lasso':
      return lasso(options)
    case 'elasticNet':
      return elasticNet(options)
    case 'logisticRegression':
      return logisticRegression(options)
    case 'poissonRegression':
      return poissonRegression(options)
    case 'multinomialRegression':
      return multinomialRegression(options)
    case 'nearestNeighbours':
      return nearestNeighbours(options)
    case 'gaussianBayes':
      return gaussianBayes(options)
    case 'multinomialBayes':
      return multinomialBayes(options)
    case 'bernoulliBayes':
      return bernoulliBayes(options)
    case 'categoricalBayes':
      return categoricalBayes(options)
    case 'neuralNetwork':
      return neuralNetwork(options)
    case 'isolationForest':
      return isolationForest(options)
    case 'kMeans':
      return kMeans(options)
    case 'meanBaseline':
      return meanBaseline()
    case 'medianBaseline':
      return medianBaseline()
    case 'mostFrequentBaseline':
      return mostFrequentBaseline()
  }
}

/** Whether a category may be learned from by its place among the others, as trees do. */
export function readsPlaces({ kind }: Learner): boolean {
  return !weighingKinds.includes(kind)
}

/** Those that weigh features, or measure how far they are apart. */
const weighingKinds: readonly string[] = [
  'nearestNeighbours',
  'gaussianBayes',
  'multinomialBayes',
  'bernoulliBayes',
  'neuralNetwork',
  'kMeans',
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
  return ![
    'logisticRegression',
    'poissonRegression',
    'multinomialRegression',
    'isolationForest',
    'kMeans',
  ].includes(learner.kind)
}

/** Whether rows alone are learned from, without a target. */
export function ignoresTarget({ kind }: Learner): boolean {
  return kind === 'isolationForest' || kind === 'kMeans'
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
    case 'neighbours':
      return answerNeighbours(fitted)
    case 'naiveBayes':
      return answerBayes(fitted)
    case 'network':
      return answerNetwork(fitted)
    case 'isolation':
      return answerIsolation(fitted)
    case 'clusters':
      return answerClusters(fitted)
    case 'constant':
      return answerConstant(fitted)
  }
}
