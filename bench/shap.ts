import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boostedTrees, randomForest, type Learner } from '../src/learn/index.ts'
import { startAsked } from './asked-process.ts'
import type { BenchOptions } from './bench.ts'
import { askBoth, measuredRows } from './measured-rows.ts'
import { startPython } from './python-peer.ts'
import type { Row } from './row.ts'
import type { Explained, ExplainRows } from './shap-rows.ts'

interface Work {
  readonly work: string
  readonly learner: Learner
  readonly rows: number
}

const works: readonly Work[] = [
  {
    work: 'exact TreeSHAP, 100 boosted trees of 31 leaves',
    learner: boostedTrees({ trees: 100 }),
    rows: 10_000,
  },
  {
    work: 'exact TreeSHAP, 20 forest trees of leaves of 5 rows',
    learner: randomForest({ trees: 20, minLeafRows: 5 }),
    rows: 500,
  },
]

/** Explaining rows by the same trees, on one thread each, and how far apart the answers are. */
export async function benchShap({ withPeers }: BenchOptions): Promise<readonly Row[]> {
  if (!withPeers) {
    console.error('shap is a package of Python: add --peers.')
    return []
  }
  const rows: Row[] = []
  for (const one of works) rows.push(...(await measure(one)))
  return rows
}

async function measure({ work, learner, rows: rowCount }: Work): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  const asked: ExplainRows = { folder, learner, rows: rowCount }
  const program = join(import.meta.dirname, 'shap-rows.ts')
  const flags = [...process.execArgv, '--expose-gc']
  const ours = startAsked<Explained>(process.execPath, [...flags, program, JSON.stringify(asked)])
  try {
    // Then its trees are written.
    const { sum } = await ours.ask()
    const peer = startPython<Explained>(peerScript, [folder], 1)
    try {
      const { sum: peerSum } = await peer.ask()
      if (Math.abs(sum / peerSum - 1) > 1e-6)
        throw new Error(`${work}: ${sum}, and shap ${peerSum}`)
      const turns = await askBoth(ours, peer, { warmUpCount: 0, count: 3 })
      return measuredRows({ work, peer: 'shap', rowCount, target: 1.5 }, turns.ours, turns.theirs)
    } finally {
      peer.close()
    }
  } finally {
    ours.close()
    await rm(folder, { recursive: true })
  }
}

const peerScript = `
import json, resource, sys, time, numpy, shap
case = json.load(open(f"{sys.argv[1]}/case.json"))
def tree_of(tree, cover):
    leaf = numpy.array(tree["feature"]) < 0
    left, right = (numpy.where(leaf, -1, numpy.array(tree[side])).astype(numpy.int32) for side in ("left", "right"))
    value, weight = numpy.array(tree["value"], dtype=float) * case["weight"], numpy.array(cover, dtype=float)
    for node in reversed(range(len(value))):
        if not leaf[node]:
            below = [left[node], right[node]]
            value[node] = (value[below] * weight[below]).sum() / weight[node]
    return {"children_left": left, "children_right": right, "children_default": left,
            "features": numpy.array(tree["feature"], dtype=numpy.int32), "thresholds": numpy.array(tree["threshold"], dtype=float),
            "values": value.reshape(-1, 1), "node_sample_weight": weight}
trees = [tree_of(tree, cover) for tree, cover in zip(case["trees"], case["covers"])]
rows = numpy.array(case["rows"], dtype=float)
explainer = shap.TreeExplainer({"trees": trees})
for line in sys.stdin:
    start = time.process_time()
    values = explainer.shap_values(rows, check_additivity=False)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peakMb": peak, "sum": float(numpy.abs(values).sum())}))
`
