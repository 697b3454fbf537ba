import { leastSquares, logisticRegression } from '../src/learn/index.ts'
import type { BenchOptions } from './bench.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'

/** Finding the weights of 20 columns on one thread. */
export async function benchLinear({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Linear learners have only a peer in Python: add --peers.')
    return []
  }
  const same = {
    rowCount: 300_000,
    columnCount: 20,
    turns: { warmUpCount: 4, count: 9 },
    target: 1.5,
  }
  return [
    ...(await measureLearning({
      ...same,
      work: 'least squares, 300k × 20',
      peer: "scikit-learn's LinearRegression",
      learner: leastSquares(),
      model: 'linear_model.LinearRegression()',
    })),
    ...(await measureLearning({
      ...same,
      work: 'logistic regression, 300k × 20, to a slope of 1e-4',
      peer: "scikit-learn's LogisticRegression",
      learner: logisticRegression({ tolerance: 1e-4 }),
      model: 'linear_model.LogisticRegression()',
      above: 2,
    })),
    ...(await measureLearning({
      ...same,
      work: 'logistic regression, 300k × 20, to the last digits',
      peer: "scikit-learn's by newton-cholesky",
      learner: logisticRegression(),
      model: 'linear_model.LogisticRegression(solver="newton-cholesky", tol=1e-8)',
      above: 2,
    })),
  ]
}
