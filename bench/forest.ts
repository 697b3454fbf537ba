import { randomForest } from '../src/learn/index.ts'
import type { BenchOptions } from './bench.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'

/** Learning 30 trees without limits, on one thread and on two. */
export async function benchForest({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Forests have only a peer in Python: add --peers.')
    return []
  }
  const rows: Row[] = []
  for (const threads of [1, 2]) {
    const same = {
      peer: "scikit-learn's forest",
      rowCount: 20_000,
      columnCount: 10,
      threads,
      turns: { warmUpCount: 1, count: 3 },
      target: 1.5,
    }
    const settings = `n_estimators=30, oob_score=True, n_jobs=${threads}`
    rows.push(
      ...(await measureLearning({
        ...same,
        work: `random forest, regression, 20k × 10, threads: ${threads}`,
        learner: randomForest({ trees: 30, threads }),
        model: `ensemble.RandomForestRegressor(${settings})`,
      })),
      ...(await measureLearning({
        ...same,
        work: `random forest, a yes or no, 20k × 10, threads: ${threads}`,
        learner: randomForest({ trees: 30, threads, task: 'classification' }),
        model: `ensemble.RandomForestClassifier(${settings})`,
        above: 2,
      })),
    )
  }
  return rows
}
