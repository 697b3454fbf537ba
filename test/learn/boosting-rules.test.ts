import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  predictClasses,
  predictColumns,
  type BoostedTrees,
  type FittedBoostedTrees,
  type InputColumn,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

type Options = Partial<Omit<BoostedTrees, 'kind'>>

const stump: Options = { trees: 1, learningRate: 1, maxLeaves: 2, minLeafRows: 1 }
const surf = syntheticSurf(2000, 'rules', ['lahinch', 'tullan'])

test('a quantile leaves so many rows below it, in each leaf', async () => {
  const target = [0, 1, 2, 3, 4, 10, 20, 30, 40, 50]
  const x = target.map((_, row) => (row < 5 ? 1 : 2))
  const found = await answer(x, target, { ...stump, loss: 'quantile', quantile: 0.75 }, [1, 2])
  assert.deepEqual(found, [3, 40])
})

test('Huber’s loss counts far errors linear: an outlier pulls no further than its width', async () => {
  const x = [1, 1, 1, 2, 2, 2]
  const found = await answer(x, [1, 2, 900, 11, 12, 13], { ...stump, loss: 'huber' }, [1, 2])
  // From the median, the mean of −1, 0 and 1.
  assert.deepEqual(found, [2, 12])
})

test('amounts and counts are expected by their logarithm', async () => {
  const x = [1, 1, 2, 2]
  for (const loss of ['poisson', 'gamma', 'tweedie'] as const) {
    const options: Options = { trees: 200, learningRate: 0.3, maxLeaves: 2, minLeafRows: 1, loss }
    const [low = 0, high = 0] = await answer(x, [1, 3, 20, 40], options, [1, 2])
    assert.ok(Math.abs(low - 2) < 1e-3, `${loss}: ${low}`)
    assert.ok(Math.abs(high - 30) < 1e-2, `${loss}: ${high}`)
  }
})

test('of several classes the likeliest is told, and how likely each is', async () => {
  const target = Float64Array.from({ length: 300 }, (_, row) => [-2, 5, 7][row % 3] ?? 0)
  const columns = [
    numbers(
      'x',
      Array.from(target, (value) => value * 3),
    ),
  ]
  const learner = boostedTrees({ loss: 'classes', trees: 60, minLeafRows: 5 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  assert.deepEqual([...predictColumns(fitted, columns)], [...target])
  const { classes, shares } = predictClasses(fitted, columns) ?? { shares: [] }
  assert.deepEqual(classes, [-2, 5, 7])
  assert.ok((shares[0] ?? 0) > 0.95)
  assert.ok(Math.abs((shares[0] ?? 0) + (shares[1] ?? 0) + (shares[2] ?? 0) - 1) < 1e-12)
})

test('l1 takes its part from each leaf’s sum, and leaves nothing of a small one', async () => {
  const l1 = await answer([1, 2, 5, 6], [10, 20, 30, 40], { ...stump, l1: 4 }, [1, 6])
  // Sums of −20 and 20 around the base of 25, by two rows each.
  assert.deepEqual(l1, [17, 33])
  const none = await answer([1, 2, 5, 6], [10, 20, 30, 40], { ...stump, l1: 50 }, [1, 6])
  assert.deepEqual(none, [25, 25])
})

test('a prediction never falls where it may only rise, and the other way round', async () => {
  const random = seededRandom('monotone')
  const x = Array.from({ length: 2000 }, () => 4 * random.next())
  const target = x.map((value) => Math.sin(2 * value) + value / 2 + random.normal() / 4)
  const asked = Array.from({ length: 400 }, (_, at) => at / 100)
  for (const way of [1, -1] as const) {
    for (const loss of ['squared', 'absolute'] as const) {
      const options: Options = { trees: 60, monotone: { x: way }, loss }
      const found = await answer(x, target, options, asked)
      const falls = found.filter((value, at) => way * (value - (found[at - 1] ?? value)) < -1e-12)
      assert.deepEqual(falls, [])
      assert.ok(way === -1 || Math.max(...found) - Math.min(...found) > 1)
    }
  }
})

test('columns that may not work together never stand on one path', async () => {
  const interactions = [['height', 'period'], ['direction']]
  const learner = boostedTrees({ trees: 20, interactions })
  const { learner: fitted } = await fitModel({ learner, ...surf, seed: 1 })
  const groups = [new Set([0, 1]), new Set([2]), new Set([3])]
  for (const { feature, left, right } of (fitted as FittedBoostedTrees).trees) {
    const walk = (node: number, asked: ReadonlySet<number>): void => {
      const own = feature[node] ?? -1
      if (own < 0) return
      const path = new Set([...asked, own])
      assert.ok(groups.some((group) => [...path].every((feature) => group.has(feature))))
      walk(left[node] ?? 0, path)
      walk(right[node] ?? 0, path)
    }
    walk(0, new Set())
  }
})

test('depth by depth, a tree is full before it goes deeper', async () => {
  const learner = boostedTrees({ ...stump, maxLeaves: 8, growth: 'depthWise' })
  const { learner: fitted } = await fitModel({ learner, ...surf, seed: 1 })
  const [tree] = (fitted as FittedBoostedTrees).trees
  const depthOf = (node: number): number => {
    const parent = tree?.feature.findIndex(
      (_, at) => tree.left[at] === node || tree.right[at] === node,
    )
    return parent === undefined || parent < 0 ? 0 : 1 + depthOf(parent)
  }
  const leaves = [...(tree?.feature.keys() ?? [])].filter((node) => (tree?.feature[node] ?? 0) < 0)
  assert.deepEqual(leaves.map(depthOf), [3, 3, 3, 3, 3, 3, 3, 3])
})

test('going on from a model gives what learning at once would have', async () => {
  const options: Options = { rowShare: 0.7, columnShare: 0.7, minLeafRows: 5 }
  const learn = (trees: number, more = {}) =>
    fitModel({ learner: boostedTrees({ ...options, trees }), ...surf, seed: 1, ...more })
  const from = await learn(12)
  assert.deepEqual(await learn(30, { from }), await learn(30))
})

test('classes of weight are learned as if they came as often', async () => {
  const x = Array.from({ length: 200 }, () => 1)
  const target = x.map((_, row) => Number(row < 20))
  const options: Options = { loss: 'logistic', classWeights: 'balanced' }
  const [share = 0] = await answer(x, target, options, [1])
  assert.ok(Math.abs(share - 0.5) < 1e-9)
})

test('what can not be learned so is refused, saying why', async () => {
  const columns = [numbers('x', [1, 2, 3])]
  const learn = (options: Options, target = [1, 2, 3]) =>
    fitModel({
      learner: boostedTrees(options),
      columns,
      target: Float64Array.from(target),
      seed: 1,
    })
  await assert.rejects(learn({ loss: 'gamma' }, [0, 1, 2]), {
    message: 'The target holds 0 in row 0; it must be above 0 for this loss.',
  })
  await assert.rejects(learn({ loss: 'classes' }, [0.5, 1, 2]), { code: 'learn.wrongNumber' })
  await assert.rejects(learn({ monotone: { y: 1 } }), {
    message: 'boostedTrees: monotone must be of columns that the trees read (x), but is y.',
  })
  assert.throws(() => boostedTrees({ quantile: 1 }), { code: 'learn.wrongSetting' })
  assert.throws(() => boostedTrees({ classWeights: 'balanced' }), { code: 'learn.wrongSetting' })
  const many = Float64Array.from({ length: 1001 }, (_, row) => row)
  const learner = boostedTrees({ loss: 'classes' })
  await assert.rejects(
    fitModel({ learner, columns: [numbers('x', [...many])], target: many, seed: 1 }),
    { code: 'learn.tooManyClasses' },
  )
})

async function answer(x: number[], target: number[], options: Options, asked: number[]) {
  const fitted = await fitModel({
    learner: boostedTrees(options),
    columns: [numbers('x', x)],
    target: Float64Array.from(target),
    seed: 1,
  })
  return [...predictColumns(fitted, [numbers('x', asked)])]
}

function numbers(name: string, values: number[]): InputColumn {
  return { name, kind: 'number', values: Float64Array.from(values) }
}
