import { nearestNeighbours } from '../src/learn/index.ts'
import type { BenchOptions } from './bench.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'

/** Keeping rows and finding the five nearest of each, on one thread. */
export async function benchKnn({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Nearest neighbours have only a peer in Python: add --peers.')
    return []
  }
  const same = {
    peer: "scikit-learn's KNeighborsRegressor",
    learner: nearestNeighbours(),
    model:
      'pipeline.make_pipeline(preprocessing.StandardScaler(), neighbors.KNeighborsRegressor())',
    withPredictions: true,
    turns: { warmUpCount: 1, count: 3 },
    target: 1.5,
  }
  return [
    ...(await measureLearning({
      ...same,
      work: 'five nearest of 50k × 4',
      rowCount: 50_000,
      columnCount: 4,
    })),
    ...(await measureLearning({
      ...same,
      work: 'five nearest of 20k × 8',
      rowCount: 20_000,
      columnCount: 8,
    })),
  ]
}
