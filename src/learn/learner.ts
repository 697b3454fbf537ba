import { answerBoostedTrees } from './boosting/answer-boosted-trees.ts'
import type { BoostedTrees, FittedBoostedTrees } from './boosting/boosted-trees.ts'
import { fitBoostedTrees } from './boosting/fit-boosted-trees.ts'
import { answerBayes } from './bayes/answer-bayes.ts'
import { fitBayes } from './bayes/fit-bayes.ts'
import type { FittedBayes, NaiveBayes } from './bayes/naive-bayes.ts'
import { answerCalibration, answerDecision } from './calibration/answer-calibration.ts'
import type {
  Calibrated,
  Decided,
  FittedCalibration,
  FittedDecision,
} from './calibration/calibrated.ts'
import { fitCalibration, fitDecision } from './calibration/fit-calibration.ts'
import { answerClusters } from './clusters/answer-clusters.ts'
import { fitClusters } from './clusters/fit-clusters.ts'
import type { FittedClusters, KMeans } from './clusters/k-means.ts'
import {
  answerConstant,
  fitConstant,
  type ConstantBaseline,
  type FittedConstant,
  type MeanBaseline,
  type MedianBaseline,
  type MostFrequentBaseline,
} from './constant.ts'
import { answerConformal } from './conformal/answer-conformal.ts'
import type { Conformal, FittedConformal } from './conformal/conformal.ts'
import { fitConformal } from './conformal/fit-conformal.ts'
import { answerStacking, answerVoting } from './ensembles/answer-ensemble.ts'
import { fitStacking, fitVoting } from './ensembles/fit-ensemble.ts'
import type { FittedStacking, FittedVoting, Stacking, Voting } from './ensembles/voting.ts'
import type { FittedAnswers } from './fitted-answers.ts'
import { answerForest } from './forest/answer-forest.ts'
import { fitForest } from './forest/fit-forest.ts'
import type { FittedForest, Forest } from './forest/forest.ts'
import { answerIsolation } from './isolation/answer-isolation.ts'
import { fitIsolation } from './isolation/fit-isolation.ts'
import type { FittedIsolation, IsolationForest } from './isolation/isolation-forest.ts'
import { answerLinear, answerLinearClasses } from './linear/answer-linear.ts'
import { fitLinear } from './linear/fit-linear.ts'
import type { FittedLinear, FittedLinearClasses, Linear } from './linear/linear.ts'
import type { LearningData, LearningOptions } from './learning-data.ts'
import {
  answerColumn,
  fitColumn,
  type FittedColumn,
  type LastValueBaseline,
  type SeasonalNaiveBaseline,
} from './named-column.ts'
import { answerNeighbours } from './neighbours/answer-neighbours.ts'
import { fitNeighbours } from './neighbours/fit-neighbours.ts'
import type { FittedNeighbours, NearestNeighbours } from './neighbours/nearest-neighbours.ts'
import { answerNetwork } from './network/answer-network.ts'
import { fitNetwork } from './network/fit-network.ts'
import type { FittedNetwork, NeuralNetwork } from './network/neural-network.ts'

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
  | Voting<Learner>
  | Stacking<Learner>
  | Calibrated<Learner>
  | Decided<Learner>
  | Conformal<Learner>
  | LastValueBaseline
  | SeasonalNaiveBaseline
  | ConstantBaseline
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
  | FittedVoting<FittedLearner>
  | FittedStacking<FittedLearner>
  | FittedCalibration<FittedLearner>
  | FittedDecision<FittedLearner>
  | FittedConformal<FittedLearner>
  | FittedColumn
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
    case 'voting':
      return fitVoting(learner, data, options, tools)
    case 'stacking':
      return fitStacking(learner, data, options, tools)
    case 'calibrated':
      return fitCalibration(learner, data, options, tools)
    case 'decided':
      return fitDecision(learner, data, options, tools)
    case 'conformal':
      return fitConformal(learner, data, options, tools)
    case 'lastValueBaseline':
    case 'seasonalNaiveBaseline':
      return fitColumn(learner, data)
    case 'constantBaseline':
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      return fitConstant(learner, data)
  }
}

/** For learners of learners, which can't know of all. */
const tools = { fit: fitLearner, answersOf, quantileOf }

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
    case 'vote':
      return answerVoting(fitted, answersOf)
    case 'stack':
      return answerStacking(fitted, answersOf)
    case 'calibration':
      return answerCalibration(fitted, answersOf)
    case 'decision':
      return answerDecision(fitted, answersOf)
    case 'conformal':
      return answerConformal(fitted, answersOf)
    case 'column':
      return answerColumn(fitted)
    case 'constant':
      return answerConstant(fitted)
  }
}

/** The same learner, where it can learn what so large a share of the rows is below. */
function quantileOf(learner: Learner, quantile: number): Learner | undefined {
  switch (learner.kind) {
    case 'boostedTrees':
      return learner.loss === 'logistic' || learner.loss === 'classes'
        ? undefined
        : { ...learner, loss: 'quantile', quantile }
    case 'randomForest':
    case 'extraTrees':
      return learner.task === 'regression' ? { ...learner, quantile } : undefined
    default:
      return undefined
  }
}
