import { join } from 'node:path'
import { startAsked } from './asked-process.ts'
import type { BenchOptions } from './bench.ts'
import { askBoth, measuredRows, type Turn } from './measured-rows.ts'
import { predictionWays } from './predict-rows.ts'
import { startPython } from './python-peer.ts'
import type { Row } from './row.ts'

/** Predicting a million rows by 100 trees of 31 leaves on one thread, in three ways: each in a process of its own. */
export async function benchPredict({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('Predictions have only a peer in Python: add --peers.')
    return []
  }
  const rowCount = 1_000_000 * Number(process.env['GROUNDSWELL_BENCH_SCALE'] ?? 1)
  const program = join(import.meta.dirname, 'predict-rows.ts')
  const rows: Row[] = []
  for (const way of Object.keys(predictionWays)) {
    const flags = [...process.execArgv, '--expose-gc']
    const ours = startAsked<Turn>(process.execPath, [...flags, program, way, String(rowCount)])
    const peer = startPython<Turn>(peerScript, [String(rowCount)], 1)
    try {
      const turns = await askBoth(ours, peer, { warmUpCount: 1, count: 3 })
      const work = {
        work: `${rowCount / 1000}k rows by 100 trees: ${way}`,
        peer: "XGBoost's own prediction",
        rowCount,
        target: 3,
      }
      rows.push(...measuredRows(work, turns.ours, turns.theirs))
    } finally {
      ours.close()
      peer.close()
    }
  }
  return rows
}

const peerScript = `
import json, resource, sys, time, numpy, xgboost
random = numpy.random.default_rng(1)
x = random.standard_normal((int(sys.argv[1]), 20))
few = x[:100_000]
y = 3 * numpy.sin(2 * few[:, 0]) + few[:, 1] * few[:, 2]
model = xgboost.XGBRegressor(
    n_estimators=100, max_leaves=31, max_depth=0, learning_rate=0.1, grow_policy="lossguide", n_jobs=1
).fit(few, y)
for line in sys.stdin:
    start = time.process_time()
    model.predict(x)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peakMb": peak}))
`
