import { randomForest } from '../src/learn/index.ts'
import type { BenchOptions } from './benches.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'

/** Learning 30 trees without limits on one thread. */
export async function benchForest({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Forests have only a peer in Python: add --peers.')
    return []
  }
  const same = {
    peer: "scikit-learn's forest",
    rowCount: 20_000,
    columnCount: 10,
    turns: { warmUpCount: 1, count: 3 },
    target: 1.5,
  }
  return [
    ...(await measureLearning({
      ...same,
      work: 'random forest, regression, 20k × 10',
      learner: randomForest({ trees: 30 }),
      model: 'ensemble.RandomForestRegressor(n_estimators=30, oob_score=True)',
    })),
    ...(await measureLearning({
      ...same,
      work: 'random forest, a yes or no, 20k × 10',
      learner: randomForest({ trees: 30, task: 'classification' }),
      model: 'ensemble.RandomForestClassifier(n_estimators=30, oob_score=True)',
      above: 2,
    })),
  ]
}
