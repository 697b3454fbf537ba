import { boostedTrees, type BoostedTrees } from '../src/learn/index.ts'
import type { BenchOptions } from './bench.ts'
import { measureLearning } from './learning-peer.ts'
import type { Row } from './row.ts'
import type { Turns } from './take-turns.ts'

/** Learning 100 trees of 31 leaves: how long it takes, and how well the rows are learned. */
export async function benchBoosting({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Boosted trees have only a peer in Python: add --peers.')
    return []
  }
  const few = { warmUpCount: 1, count: 5 }
  const many = { warmUpCount: 0, count: 2 }
  const isWhole = Number(process.env['GROUNDSWELL_BENCH_SCALE'] ?? 1) === 1
  const cases = [1, 2].flatMap((threads) =>
    (['squared', 'logistic'] as const).flatMap((loss) =>
      peers.map((peer) => ({ threads, loss, peer })),
    ),
  )
  const rows: Row[] = []
  for (const own of cases) {
    rows.push(...(await measure({ ...own, rowCount: 100_000, turns: few })))
    if (isWhole) rows.push(...(await measure({ ...own, rowCount: 1_000_000, turns: many })))
  }
  return rows
}

interface Peer {
  readonly name: string
  model(loss: BoostedTrees['loss'], threads: number): string
}

const peers: readonly Peer[] = [
  {
    name: "scikit-learn's histogram trees",
    model: (loss) =>
      `ensemble.HistGradientBoosting${kindOf(loss)}(max_iter=100, early_stopping=False)`,
  },
  {
    name: "XGBoost's histogram trees",
    model: (loss, threads) =>
      `xgboost.XGB${kindOf(loss)}(n_estimators=100, max_leaves=31, max_depth=0, max_bin=255, ` +
      `learning_rate=0.1, grow_policy="lossguide", tree_method="hist", n_jobs=${threads})`,
  },
]

function kindOf(loss: BoostedTrees['loss']): string {
  return loss === 'logistic' ? 'Classifier' : 'Regressor'
}

interface Case {
  readonly rowCount: number
  readonly loss: BoostedTrees['loss']
  readonly threads: number
  readonly peer: Peer
  readonly turns: Turns
}

function measure({ rowCount, loss, threads, peer, turns }: Case) {
  return measureLearning({
    work: `boosted trees, ${loss}, ${rowCount / 1000}k × 20, threads: ${threads}`,
    peer: peer.name,
    learner: boostedTrees({ loss, threads }),
    model: peer.model(loss, threads),
    rowCount,
    columnCount: 20,
    threads,
    ...(loss === 'logistic' ? { above: 2 } : {}),
    turns,
    target: 1,
  })
}
