import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { seededRandom } from '../src/base/index.ts'
import {
  boostedTrees,
  fitExplainer,
  fitModel,
  openExplainer,
  randomForest,
  type InputColumn,
  type Learner,
} from '../src/learn/index.ts'
import type { BenchOptions } from './benches.ts'
import { toRow, type Row } from './row.ts'
import { takeTurns } from './take-turns.ts'

const columnCount = 20
const works: readonly {
  readonly work: string
  readonly learner: Learner
  readonly rows: number
}[] = [
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

async function measure({ work, learner, rows: rowCount }: (typeof works)[number]) {
  const random = seededRandom('shap')
  const make = () => Float64Array.from({ length: 10_000 }, () => Math.fround(random.normal()))
  const columns = Array.from({ length: columnCount }, (_, at): InputColumn => ({
    name: `x${at}`,
    kind: 'number',
    values: make(),
  }))
  const target = make().map((noise, row) => {
    const [a = 0, b = 0, c = 0] = columns.map(({ values }) => Number(values[row]))
    return 3 * Math.sin(2 * a) + (1 + b) * (1 + c) + 0.5 * noise
  })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const explainer = fitExplainer(fitted, columns)
  const asked = columns.map((column) => ({ ...column, values: column.values.slice(0, rowCount) }))
  const { learner: learned } = fitted
  const peer = await startPeer({
    trees: 'trees' in learned ? learned.trees : [],
    covers: explainer.kind === 'trees' ? explainer.covers : [],
    weight: learned.kind === 'forest' ? 1 / learned.trees.length : 1,
    rows: Array.from({ length: rowCount }, (_, row) => asked.map(({ values }) => values[row])),
  })
  try {
    let sum = 0
    let peerSum = 0
    const perSecond = await takeTurns(
      async () => {
        const before = process.cpuUsage()
        const { contributions } = await openExplainer(fitted, explainer)(asked as InputColumn[])
        const { user, system } = process.cpuUsage(before)
        sum = contributions.reduce((whole, value) => whole + Math.abs(value), 0)
        return rowCount / ((user + system) / 1e6)
      },
      async () => {
        const answer = await peer.explain()
        peerSum = answer.sum
        return rowCount / answer.seconds
      },
      { warmUpCount: 1, count: 3 },
    )
    if (Math.abs(sum / peerSum - 1) > 1e-6) throw new Error(`${work}: ${sum}, and shap ${peerSum}`)
    const same = { peer: 'shap', better: 'higher', target: 0.67 } as const
    const { ours, peer: peerValue } = perSecond
    return [toRow({ ...same, work, unit: 'rows/s', ours, peerValue })]
  } finally {
    await peer.close()
  }
}

async function startPeer(told: unknown) {
  const python = process.env['GROUNDSWELL_PYTHON']
  if (python === undefined) throw new Error('Set GROUNDSWELL_PYTHON to a python that has shap.')
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-bench-'))
  await writeFile(join(folder, 'case.json'), JSON.stringify(told))
  const child = spawn(python, ['-u', '-c', peerScript, folder], {
    env: { ...process.env, OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async explain(): Promise<{ readonly seconds: number; readonly sum: number }> {
      child.stdin.write('explain\n')
      const answer = await answers.next()
      if (answer.done === true) throw new Error('The peer ended before it answered.')
      return JSON.parse(answer.value) as { seconds: number; sum: number }
    },
    async close(): Promise<void> {
      child.stdin.end()
      await rm(folder, { recursive: true })
    },
  }
}

const peerScript = `
import json, sys, time, numpy, shap
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
    print(json.dumps({"seconds": time.process_time() - start, "sum": float(numpy.abs(values).sum())}))
`
