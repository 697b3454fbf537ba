import { parametersOf, partsOf } from '../learner-parameters.ts'
import type { Learner } from '../learner.ts'
import {
  among,
  between,
  wholeBetween,
  type SearchSpace,
  type SearchSpaceOf,
} from './search-space.ts'

/**
 * Where it is usually worth looking; of a learner of others, where it is of those. Nothing for a learner without
 * parameters.
 */
export function usualSearch(learner: Learner): SearchSpace {
  const own = spaces[learner.kind]
  if (own !== undefined) return own
  const inner = partsOf(learner).flatMap(({ prefix, part }) =>
    Object.entries(usualSearch(part)).map(([name, range]) => [prefix + name, range] as const),
  )
  const known = parametersOf(learner)
  return Object.fromEntries(inner.filter(([name]) => name in known))
}

const log = { scale: 'log' } as const
const alpha = between(0.0001, 100, log)
const forest = {
  minLeafRows: wholeBetween(1, 32, log),
  maxDepth: wholeBetween(3, 30),
  columnShare: between(0.2, 1),
}

const spaces: {
  readonly [Kind in Learner['kind']]?: SearchSpaceOf<Extract<Learner, { readonly kind: Kind }>>
} = {
  boostedTrees: {
    learningRate: between(0.01, 0.3, log),
    maxLeaves: wholeBetween(4, 128, log),
    minLeafRows: wholeBetween(2, 128, log),
    l2: between(0.001, 10, log),
    rowShare: between(0.5, 1),
    columnShare: between(0.4, 1),
  },
  randomForest: forest,
  extraTrees: forest,
  decisionTree: { maxDepth: wholeBetween(2, 30), minLeafRows: wholeBetween(1, 128, log) },
  nearestNeighbours: {
    neighbours: wholeBetween(1, 100, log),
    weigh: among('alike', 'byDistance'),
  },
  gaussianBayes: { smoothing: between(1e-12, 0.1, log) },
  multinomialBayes: { alpha: between(0.001, 10, log) },
  bernoulliBayes: { alpha: between(0.001, 10, log) },
  categoricalBayes: { alpha: between(0.001, 10, log) },
  neuralNetwork: {
    learningRate: between(0.0001, 0.03, log),
    l2: between(1e-6, 0.1, log),
    dropout: between(0, 0.5),
    batchRows: wholeBetween(16, 512, log),
  },
  isolationForest: { trees: wholeBetween(50, 400, log), sampleRows: wholeBetween(32, 2048, log) },
  kMeans: { clusters: wholeBetween(2, 32, log), scaled: among(true, false) },
  ridge: { alpha },
  lasso: { alpha },
  elasticNet: { alpha, l1Share: between(0, 1) },
  logisticRegression: { alpha },
  poissonRegression: { alpha },
  multinomialRegression: { alpha },
}
