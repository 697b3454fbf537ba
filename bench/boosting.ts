import { boostedTrees, type BoostedTrees } from '../src/learn/index.ts'
import type { BenchOptions } from './benches.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'
import type { Turns } from './take-turns.ts'

/** Learning 100 trees of 31 leaves on one thread: how long it takes, and how well the rows are learned. */
export async function benchBoosting({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Boosted trees have only a peer in Python: add --peers.')
    return []
  }
  const few = { warmUpCount: 1, count: 5 }
  const many = { warmUpCount: 0, count: 2 }
  return [
    ...(await measure(100_000, 'squared', few)),
    ...(await measure(100_000, 'logistic', few)),
    ...(await measure(1_000_000, 'squared', many)),
    ...(await measure(1_000_000, 'logistic', many)),
  ]
}

function measure(rowCount: number, loss: BoostedTrees['loss'], turns: Turns) {
  const isYesOrNo = loss === 'logistic'
  const kind = isYesOrNo ? 'Classifier' : 'Regressor'
  return measureLearning({
    work: `boosted trees, ${loss}, ${rowCount / 1000}k × 20`,
    peer: "scikit-learn's histogram trees",
    learner: boostedTrees({ loss }),
    model: `ensemble.HistGradientBoosting${kind}(max_iter=100, early_stopping=False)`,
    rowCount,
    columnCount: 20,
    ...(isYesOrNo ? { above: 2 } : {}),
    turns,
    target: 1,
  })
}
