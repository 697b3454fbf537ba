import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  predictClasses,
  predictColumns,
  pruneTrees,
  quantiseTrees,
  thinForest,
  randomForest,
  type FittedModel,
  type InputColumn,
  type Learner,
} from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'

const rowCount = 1500
const random = seededRandom('quantised')
const numbers = ['a', 'b', 'c'].map((name): InputColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: rowCount }, () =>
    random.next() < 0.05 ? Number.NaN : Math.fround(random.normal()),
  ),
}))
const columns: readonly InputColumn[] = [
  ...numbers,
  {
    name: 'beach',
    kind: 'category',
    values: Array.from(
      { length: rowCount },
      () => ['lahinch', 'tullan', 'easkey'][random.below(3)],
    ),
  },
]
const amount = Float64Array.from({ length: rowCount }, (_, row) => {
  const [a = 0, b = 0] = numbers.map(({ values }) => Number(values[row]) || 0)
  return a * b + (columns[3]?.values[row] === 'tullan' ? 2 : 0) + 0.2 * random.normal()
})
const classOf = amount.map((value) => (value < 0 ? 3 : value < 1.5 ? 5 : 8))

async function learn(learner: Learner, target: Float64Array): Promise<FittedModel> {
  return fitModel({ learner, columns, target, seed: 1 })
}

function leavesOf(fitted: FittedModel): ReadonlySet<number> {
  const trees = 'trees' in fitted.learner ? fitted.learner.trees : []
  return new Set(
    trees.flatMap(({ feature, value }) => value.filter((_, node) => (feature[node] ?? 0) < 0)),
  )
}

const learners: Readonly<Record<string, readonly [Learner, Float64Array]>> = {
  'boosted trees': [boostedTrees({ trees: 200 }), amount],
  'boosted trees of classes': [boostedTrees({ loss: 'classes', trees: 30 }), classOf],
  'a forest': [randomForest({ trees: 12, minLeafRows: 1 }), amount],
}

for (const [name, [learner, target]] of Object.entries(learners)) {
  test(`${name}: leaves of 8 bits need fewer nodes, and every path to an answer agrees`, async () => {
    const fitted = await learn(learner, target)
    const quantised = quantiseTrees(fitted)
    assert.ok(quantised !== undefined && quantised.nodesAfter < quantised.nodesBefore)
    assert.ok(leavesOf(quantised.fitted).size <= 256 && leavesOf(fitted).size > 256)
    const [was, is] = [predictColumns(fitted, columns), predictColumns(quantised.fitted, columns)]
    const apart = was.reduce((sum, value, row) => sum + Math.abs(value - (is[row] ?? 0)), 0)
    assert.ok(apart / rowCount < 0.08, String(apart / rowCount))
    await assertParity(quantised.fitted, columns)
  })
}

const holding: Readonly<Record<string, readonly [Learner, Float64Array]>> = {
  classes: [randomForest({ trees: 12, task: 'classes', minLeafRows: 3 }), classOf],
  'a quantile': [randomForest({ trees: 12, quantile: 0.8, minLeafRows: 3 }), amount],
}

for (const [name, [learner, target]] of Object.entries(holding)) {
  test(`a forest of ${name}: what leaves hold gets 8 bits, trees are left out, and every path agrees`, async () => {
    const fitted = await learn(learner, target)
    const quantised = quantiseTrees(fitted)
    assert.ok(quantised !== undefined && quantised.fitted.learner.kind === 'forest')
    const held = quantised.fitted.learner.classes ?? quantised.fitted.learner.targets
    assert.equal(held?.whole, 255)
    for (const { start, part } of held.trees) {
      for (const [node, from] of start.entries()) {
        const own = part.slice(from, start[node + 1] ?? part.length)
        const sum = own.reduce((whole, one) => whole + one, 0)
        assert.ok(sum === 0 || sum === 255, `${sum}`)
      }
    }
    const [was, is] = [predictColumns(fitted, columns), predictColumns(quantised.fitted, columns)]
    const apart = was.filter((value, row) => Math.abs(value - (is[row] ?? 0)) > 0.5).length
    assert.ok(apart < 0.1 * rowCount, `${apart} rows are told otherwise`)
    await assertParity(quantised.fitted, columns)

    const thin = thinForest(quantised.fitted, (one) => forestOf(one).trees.length >= 5)
    assert.equal(thin && forestOf(thin).trees.length, 5)
    await assertParity(thin ?? fitted, columns)
  })
}

function forestOf({ learner }: FittedModel) {
  return learner.kind === 'forest' ? learner : assert.fail('no forest')
}

test('of several classes whole rounds are left out, and classes are told nearly as well', async () => {
  const fitted = await learn(boostedTrees({ loss: 'classes', trees: 40 }), classOf)
  const pruned = pruneTrees(fitted, columns, (one) => treesOf(one) >= 60)
  assert.ok(pruned !== undefined)
  assert.equal(treesOf(pruned), 60)
  assert.deepEqual(predictClasses(pruned, columns)?.classes, [3, 5, 8])
  const rightOf = (one: FittedModel) =>
    predictColumns(one, columns).filter((value, row) => value === classOf[row]).length
  assert.ok(rightOf(pruned) > 0.93 * rightOf(fitted), `${rightOf(pruned)} of ${rightOf(fitted)}`)
  await assertParity(pruned, columns)
})

function treesOf({ learner }: FittedModel): number {
  return learner.kind === 'boostedTrees' ? learner.trees.length : 0
}
