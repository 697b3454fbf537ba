import {
  bernoulliBayes,
  categoricalBayes,
  gaussianBayes,
  multinomialBayes,
} from './bayes/naive-bayes.ts'
import { boostedTrees } from './boosting/boosted-trees.ts'
import { calibrated, decided, type Decided } from './calibration/calibrated.ts'
import { kMeans } from './clusters/k-means.ts'
import { conformal } from './conformal/conformal.ts'
import {
  constantBaseline,
  meanBaseline,
  medianBaseline,
  mostFrequentBaseline,
  type ConstantBaseline,
} from './constant.ts'
import { stacking, voting, type Stacking, type Voting } from './ensembles/voting.ts'
import { decisionTree, extraTrees, randomForest } from './forest/forest.ts'
import { isolationForest } from './isolation/isolation-forest.ts'
import type { Learner } from './learner.ts'
import {
  elasticNet,
  lasso,
  leastSquares,
  logisticRegression,
  multinomialRegression,
  poissonRegression,
  ridge,
} from './linear/linear.ts'
import { lastValueBaseline, seasonalNaiveBaseline, type LastValueBaseline } from './named-column.ts'
import { nearestNeighbours } from './neighbours/nearest-neighbours.ts'
import { neuralNetwork } from './network/neural-network.ts'

/** The same learner with nothing set but what it can't do without. */
export function usualSettings(learner: Learner): Learner {
  const own = Object.entries(learner).filter(([name]) => needed.has(name))
  return declareLearner(learner.kind, Object.fromEntries(own))
}

const needed = new Set(['task', 'of', 'members', 'final', 'costs', 'value'])

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
    case 'voting': {
      const { members, ...own } = options as Voting<Learner>
      return voting(members, own)
    }
    case 'stacking': {
      const { members, ...own } = options as Stacking<Learner>
      return stacking(members, own)
    }
    case 'calibrated': {
      const { of, ...own } = options as Nested
      return calibrated(of, own)
    }
    case 'decided': {
      const { of, ...own } = options as Decided<Learner>
      return decided(of, own)
    }
    case 'conformal': {
      const { of, ...own } = options as Nested
      return conformal(of, own)
    }
    case 'constantBaseline':
      return constantBaseline(options as ConstantBaseline)
    case 'lastValueBaseline':
      return lastValueBaseline(options as LastValueBaseline)
    case 'seasonalNaiveBaseline':
      return seasonalNaiveBaseline(options as LastValueBaseline)
    case 'meanBaseline':
      return meanBaseline()
    case 'medianBaseline':
      return medianBaseline()
    case 'mostFrequentBaseline':
      return mostFrequentBaseline()
  }
}

interface Nested {
  readonly of: Learner
}
