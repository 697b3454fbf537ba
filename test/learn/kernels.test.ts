import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { boostedTrees, fitModel, randomForest, type BoostedTrees } from '../../src/learn/index.ts'
import { treeKernels, writeKernels } from '../../src/learn/boosting/kernels/tree-kernels.ts'
import { openWorkshop, runTasks } from '../../src/learn/boosting/workshop.ts'
import { sumByKernel } from '../../src/learn/trees/sum-by-kernel.ts'
import { addTree } from '../../src/learn/trees/tree.ts'
import { reserveDoubles } from '../../src/learn/wasm/heap.ts'

test('the kernels are the same bytes each time they are written, and a machine takes them', () => {
  assert.deepEqual(writeKernels(), writeKernels())
  assert.ok(treeKernels())
})

test('the kernel of yes or no gives chances and how they bend to the last digits', () => {
  const scores = Float64Array.from({ length: 3001 }, (_, at) => (at - 1500) / 20)
  const found = runSlopes('logisticSlopes', scores)
  for (const [row, score] of scores.entries()) {
    const chance = 1 / (1 + Math.exp(-score))
    const less = 1 / (1 + Math.exp(score))
    assert.ok(Math.abs((found.gradients[row] ?? 0) - (chance - (row % 2))) < 1e-15, `${score}`)
    const bend = Math.max(1e-12, chance * less)
    assert.ok(Math.abs((found.curvatures[row] ?? 0) / bend - 1) < 1e-14, `${score}`)
  }
})

test('scores beyond all measure still have a slope', () => {
  const { gradients, curvatures } = runSlopes('logisticSlopes', Float64Array.of(-1e6, 1e6, 0, 800))
  assert.ok(gradients.every((value) => Number.isFinite(value)))
  assert.deepEqual([...curvatures], [1e-12, 1e-12, 0.25, 1e-12])
})

const settings: Readonly<Record<string, Partial<BoostedTrees>>> = {
  'squared errors': {},
  'a yes or no': { loss: 'logistic' },
  classes: { loss: 'classes' },
  'sampled rows and columns': { rowShare: 0.5, columnShare: 0.5 },
  'directions and groups': { monotone: { x0: 1 }, interactions: [['x0', 'x1']], l1: 0.1 },
}

for (const [name, options] of Object.entries(settings)) {
  test(`the trees are the same whatever the number of threads: ${name}`, async () => {
    const learn = (threads: number) => fitSome({ ...options, threads })
    const alone = await learn(1)
    assert.deepEqual(await learn(2), alone)
    assert.deepEqual(await learn(3), alone)
  })
}

test('rows of many parts are put in order by several threads', async () => {
  const { columns, target } = drawRows({}, 200_000)
  const learn = (threads: number) => {
    const learner = boostedTrees({ trees: 1, maxLeaves: 3, threads })
    return fitModel({ learner, columns: columns.slice(0, 2), target, seed: 1 })
  }
  assert.deepEqual(await learn(2), await learn(1))
})

for (const [name, learner] of Object.entries({
  'shallow trees': boostedTrees({ trees: 20 }),
  'a deep forest': randomForest({ trees: 4 }),
})) {
  test(`many rows are summed to the digit as few are: ${name}`, async () => {
    const { columns, target } = drawRows({}, 3000)
    const fitted = await fitModel({ learner, columns, target, seed: 1 })
    const trees = 'trees' in fitted.learner ? fitted.learner.trees : []
    const features = columns.map((column) => ({
      ...column,
      values: Float32Array.from(column.values),
    }))
    for (const known of [false, true]) {
      const asked = features.map(({ name: own, values }) => ({
        name: own,
        values: known ? values.map((value) => (Number.isNaN(value) ? 0.5 : value)) : values,
      }))
      const one = new Float64Array(3000).fill(0.25)
      for (const tree of trees) addTree(tree, asked, one)
      assert.deepEqual(sumByKernel(0.25, trees, asked, 3000), one)
    }
  })
}

function runSlopes(kind: 'logisticSlopes', scores: Float64Array) {
  const size = {
    rowCount: scores.length,
    seesAll: true,
    isCompact: false,
    featureCount: 1,
    maxLeaves: 2,
    isPair: true,
    threads: 1,
  }
  const workshop = openWorkshop(size)
  const open = () => reserveDoubles(workshop.heap, scores.length)
  const [own, target, gradients, curvatures] = [open(), open(), open(), open()]
  own.values.set(scores)
  target.values.set(scores.map((_, row) => row % 2))
  const columns = [own, target, gradients, curvatures].map(({ address }) => address)
  runTasks(workshop, kind, [[...columns, scores.length * 8]])
  return { gradients: gradients.values, curvatures: curvatures.values }
}

/** Enough rows for several tasks, with missing values and columns that don't fill their words. */
function fitSome(options: Partial<BoostedTrees>) {
  const { columns, target } = drawRows(options, 40_000)
  return fitModel({ learner: boostedTrees({ trees: 4, ...options }), columns, target, seed: 1 })
}

function drawRows(options: Partial<BoostedTrees>, rowCount: number) {
  const random = seededRandom('threads')
  const columns = Array.from({ length: 7 }, (_, place) => {
    const values = Float64Array.from({ length: rowCount }, () =>
      random.next() < 0.1 ? Number.NaN : random.normal(),
    )
    return { name: `x${place}`, kind: 'number', values } as const
  })
  const amount = columns[0]?.values.map((value) => (Number.isNaN(value) ? 1 : value)) ?? []
  const target = Float64Array.from(amount, (value) => {
    const own = value + random.normal()
    if (options.loss === 'logistic') return Number(own > 0.5)
    return options.loss === 'classes' ? Math.max(0, Math.min(2, Math.round(own))) : own
  })
  return { columns, target }
}
