import type { BoostingLoss } from './boosting/boosted-trees.ts'
import type { Learner } from './learner.ts'

/** Whether a category may be learned from by its place among the others, as trees do. */
export function readsPlaces(learner: Learner): boolean {
  if ('members' in learner) return learner.members.every(readsPlaces)
  if (hasMember(learner)) return readsPlaces(learner.of)
  return !weighingKinds.includes(learner.kind)
}

function hasMember(learner: Learner): learner is Extract<Learner, { readonly of: Learner }> {
  return ['calibrated', 'decided', 'conformal'].includes(learner.kind)
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
  if ('members' in learner) return learner.members.every(learnsAmount)
  if (learner.kind === 'conformal') return learnsAmount(learner.of)
  return ![
    'logisticRegression',
    'poissonRegression',
    'multinomialRegression',
    'isolationForest',
    'kMeans',
    'calibrated',
    'decided',
  ].includes(learner.kind)
}

/** Whether the target is which of several classes, so that means of it say nothing. */
export function learnsClasses(learner: Learner): boolean {
  if ('loss' in learner) return learner.loss === 'classes'
  if ('task' in learner) return learner.task === 'classes'
  if ('members' in learner) return learner.members.some(learnsClasses)
  return hasMember(learner) && learnsClasses(learner.of)
}

/** Whether rows alone are learned from, without a target. */
export function ignoresTarget({ kind }: Learner): boolean {
  return kind === 'isolationForest' || kind === 'kMeans'
}

/** The columns that are read of those that there are, where not all are. */
export function columnsReadBy(learner: Learner, names: readonly string[]): readonly string[] {
  switch (learner.kind) {
    case 'constantBaseline':
    case 'meanBaseline':
    case 'medianBaseline':
    case 'mostFrequentBaseline':
      // Of no column nobody knows how many rows there are.
      return names.slice(0, 1)
    case 'lastValueBaseline':
    case 'seasonalNaiveBaseline':
      return names.filter((name) => name === learner.of)
    default:
      return names
  }
}
