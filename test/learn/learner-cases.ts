import {
  asCategory,
  bernoulliBayes,
  binned,
  boostedTrees,
  calibrated,
  categoricalBayes,
  conformal,
  constantBaseline,
  decided,
  decisionTree,
  elasticNet,
  extraTrees,
  gaussianBayes,
  isolationForest,
  kMeans,
  lasso,
  lastValueBaseline,
  leastSquares,
  logisticRegression,
  meanBaseline,
  medianBaseline,
  mostFrequentBaseline,
  multinomialBayes,
  multinomialRegression,
  nearestNeighbours,
  neuralNetwork,
  poissonRegression,
  randomForest,
  ridge,
  seasonalNaiveBaseline,
  stacking,
  voting,
  type Encoder,
  type Learner,
} from '../../src/learn/index.ts'

/** A learner that is held to what holds for all. */
export interface LearnerCase {
  readonly name: string
  readonly learner: Learner
  /** By column, instead of the usual ones of the suite. */
  readonly encoders?: Readonly<Record<string, Encoder>>
  readonly task: 'number' | 'count' | 'amount' | 'yes or no' | 'classes' | 'nothing'
}

const small = { trees: 12, minLeafRows: 3 }
const bins = { height: binned(), period: binned(), direction: binned() }
const hits = binned({ oneHot: true })
const counts = { height: hits, period: hits, direction: hits }
const quick = {
  hidden: [16],
  epochs: 8,
  batchRows: 32,
  learningRate: 0.01,
  earlyStopping: { share: 0.1, patience: 5 },
}
const quickTrees = boostedTrees({ trees: 20, loss: 'logistic' })
const quickClasses = boostedTrees({ trees: 4, loss: 'classes' })
const yesOrNo = { task: 'classification' } as const
const quickForest = randomForest({ trees: 12, minLeafRows: 3, task: 'classification' })

export const learnerCases: readonly LearnerCase[] = [
  ofNumber('the mean', meanBaseline()),
  ofNumber('the median', medianBaseline()),
  ofNumber('the most frequent', mostFrequentBaseline()),
  ofNumber('boosted trees', boostedTrees({ trees: 60 })),
  {
    name: 'boosted trees that part categories',
    learner: boostedTrees({ trees: 30 }),
    encoders: { beach: asCategory() },
    task: 'number',
  },
  ofNumber('boosted trees of absolute loss', boostedTrees({ trees: 30, loss: 'absolute' })),
  ofNumber('boosted trees of Huber loss', boostedTrees({ trees: 30, loss: 'huber' })),
  ofNumber('a quantile', boostedTrees({ trees: 30, loss: 'quantile', quantile: 0.8 })),
  ofNumber('boosted trees, by depth', boostedTrees({ trees: 30, growth: 'depthWise', l1: 5 })),
  ofNumber(
    'boosted trees that must rise',
    boostedTrees({ trees: 30, monotone: { height: 1 }, interactions: [['height', 'beach']] }),
  ),
  ofCount('boosted trees of counts', boostedTrees({ trees: 30, loss: 'poisson' })),
  { name: 'gamma', learner: boostedTrees({ trees: 30, loss: 'gamma' }), task: 'amount' },
  ofCount('boosted trees of Tweedie loss', boostedTrees({ trees: 30, loss: 'tweedie' })),
  { name: 'classes', learner: boostedTrees({ trees: 30, loss: 'classes' }), task: 'classes' },
  ofNumber('one deep boosted tree', boostedTrees({ trees: 1, maxLeaves: 1024, minLeafRows: 1 })),
  // More nodes than are written as code.
  ofNumber('a large random forest', randomForest({ trees: 25 })),
  ofNumber('extra trees', extraTrees({ ...small, columnShare: 0.5 })),
  ofClasses('a random forest of classes', randomForest({ ...small, task: 'classes' })),
  ofClasses(
    'extra trees of classes',
    extraTrees({ ...small, task: 'classes', classWeights: 'balanced' }),
  ),
  ofClasses('a decision tree of classes', decisionTree({ task: 'classes', minLeafRows: 5 })),
  ofNumber('a quantile forest', randomForest({ ...small, quantile: 0.8 })),
  ofNumber('a decision tree', decisionTree({ maxDepth: 8 })),
  ofNumber('least squares', leastSquares()),
  ofNumber('ridge', ridge({ alpha: 10 })),
  ofNumber('lasso', lasso({ alpha: 0.02 })),
  ofNumber('elastic net', elasticNet({ alpha: 0.05, l1Share: 0.3 })),
  ofCount('Poisson regression', poissonRegression({ alpha: 0.1 })),
  { name: 'multinomial regression', learner: multinomialRegression(), task: 'classes' },
  ofNumber('nearest neighbours', nearestNeighbours()),
  ofNumber('nearest neighbours by distance', nearestNeighbours({ weigh: 'byDistance' })),
  ofYesOrNo('neighbours of a yes or no', nearestNeighbours({ task: 'classification' })),
  ofClasses('neighbours of classes', nearestNeighbours({ task: 'classes', neighbours: 7 })),
  ofYesOrNo('Gaussian Bayes', gaussianBayes()),
  ofClasses('Gaussian Bayes of classes', gaussianBayes({ task: 'classes' })),
  ofYesOrNo('Bernoulli Bayes', bernoulliBayes({ above: 3 })),
  {
    ...ofClasses('categorical Bayes of classes', categoricalBayes({ task: 'classes' })),
    encoders: bins,
  },
  { ...ofYesOrNo('multinomial Bayes', multinomialBayes()), encoders: counts },
  ofNumber('a neural network', neuralNetwork({ ...quick, hidden: [16, 8], dropout: 0.1 })),
  ofYesOrNo('a network of a yes or no', neuralNetwork({ ...quick, task: 'classification' })),
  ofClasses('a network of classes', neuralNetwork({ ...quick, task: 'classes' })),
  { name: 'an isolation forest', learner: isolationForest({ trees: 40 }), task: 'nothing' },
  { name: 'k-means', learner: kMeans({ clusters: 5 }), task: 'nothing' },
  ofNumber('what is always said', constantBaseline({ value: 1 })),
  { name: 'the last value', learner: lastValueBaseline({ of: 'height' }), task: 'nothing' },
  { name: 'a season ago', learner: seasonalNaiveBaseline({ of: 'period' }), task: 'nothing' },
  ofNumber('a vote', voting([boostedTrees({ trees: 20 }), ridge()], { weights: [2, 1] })),
  ofClasses('a vote on classes', voting([quickClasses, gaussianBayes({ task: 'classes' })])),
  ofNumber('a stack', stacking([boostedTrees({ trees: 20 }), ridge()], { final: leastSquares() })),
  ofClasses(
    'a stack of classes',
    stacking([quickClasses, gaussianBayes({ task: 'classes' })], {
      final: multinomialRegression(),
    }),
  ),
  ofYesOrNo('Platt’s calibration', calibrated(quickTrees)),
  ofYesOrNo('isotonic calibration', calibrated(quickTrees, { by: 'isotonic' })),
  ofYesOrNo('isotonic calibration of a forest', calibrated(quickForest, { by: 'isotonic' })),
  ofClasses('classes cooled down', calibrated(quickClasses, { by: 'temperature' })),
  ofYesOrNo('a chance cooled down', calibrated(logisticRegression(), { by: 'temperature' })),
  ofYesOrNo('decisions', decided(quickTrees, { costs: { falseYes: 1, falseNo: 2 } })),
  ofNumber('bounds', conformal(boostedTrees({ trees: 20 }))),
  ofNumber(
    'bounds by quantiles, of each beach',
    conformal(boostedTrees({ trees: 20 }), { widths: 'quantiles', by: 'beach', which: 'last' }),
  ),
  ofClasses('sets of classes', conformal(quickClasses, { share: 0.8 })),
  ofYesOrNo('logistic regression', logisticRegression()),
  ofYesOrNo('boosted trees of a yes or no', boostedTrees({ trees: 60, loss: 'logistic' })),
  ofYesOrNo('a random forest of a yes or no', randomForest({ ...small, ...yesOrNo })),
  ofYesOrNo(
    'extra trees of a yes or no',
    extraTrees({ ...small, ...yesOrNo, classWeights: 'balanced' }),
  ),
  ofYesOrNo('a decision tree of a yes or no', decisionTree({ ...yesOrNo, minLeafRows: 5 })),
]

function ofNumber(name: string, learner: Learner): LearnerCase {
  return { name, learner, task: 'number' }
}

function ofCount(name: string, learner: Learner): LearnerCase {
  return { name, learner, task: 'count' }
}

function ofClasses(name: string, learner: Learner): LearnerCase {
  return { name, learner, task: 'classes' }
}

function ofYesOrNo(name: string, learner: Learner): LearnerCase {
  return { name, learner, task: 'yes or no' }
}

/** What a case learns, made of the heights of waves. */
export function targetOf({ task }: LearnerCase, heights: Float64Array): Float64Array {
  if (task === 'amount') return heights.map((height) => Math.abs(height) + 0.1)
  if (task === 'classes')
    return heights.map((height) => Math.max(-1, Math.min(4, Math.floor(height))))
  if (task === 'count') return heights.map((height) => Math.max(0, Math.round(height)))
  if (task === 'number' || task === 'nothing') return heights
  return heights.map((height) => Number(height > 3))
}
