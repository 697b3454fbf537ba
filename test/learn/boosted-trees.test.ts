import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  fitModel,
  predictColumns,
  type BoostedTrees,
  type InputColumn,
  type LearningProgress,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const { NaN: missing } = Number
const stump = { trees: 1, learningRate: 1, maxLeaves: 2, minLeafRows: 1 }

test('a stump on four points splits in the middle of the gap, and answers the means', async () => {
  const fitted = await fit([1, 2, 5, 6], [10, 20, 30, 40], stump)
  assert.deepEqual(fitted.learner, {
    kind: 'boostedTrees',
    base: 25,
    trees: [
      {
        feature: [0, -1, -1],
        threshold: [3.5, 0, 0],
        missingLeft: [1, 0, 0],
        left: [1, -1, -1],
        right: [2, -1, -1],
        value: [0, -10, 10],
        // Of sums of squares: 500 for the whole, 50 for each side.
        gain: [400, 0, 0],
      },
    ],
  })
})

test('l2 draws the leaves towards zero', async () => {
  const fitted = await fit([1, 2, 5, 6], [10, 20, 30, 40], { ...stump, l2: 2 })
  assert.deepEqual([...predict(fitted, [1, 6])], [20, 30])
})

test('missing values take the side that fits them better', async () => {
  const low = await fit([1, 2, 5, 6, missing], [0, 0, 9, 9, 0], stump)
  assert.deepEqual([...predict(low, [missing, 1, 6])], [0, 0, 9])
  const high = await fit([1, 2, 5, 6, missing], [0, 0, 9, 9, 9], stump)
  assert.deepEqual([...predict(high, [missing, 1, 6])], [9, 0, 9])
})

test('being missing alone can be what a split asks', async () => {
  const fitted = await fit([1, 2, 3, missing, missing], [4, 4, 4, 8, 8], stump)
  assert.deepEqual([...predict(fitted, [1, 1e30, missing])], [4, 4, 8])
})

test('a value that was never missing goes with most rows when it is', async () => {
  const fitted = await fit([1, 2, 5, 6, 7], [0, 0, 10, 10, 10], stump)
  assert.deepEqual([...predict(fitted, [missing])], [10])
})

test('a constant target is answered exactly, without trees', async () => {
  const fitted = await fit([1, 2, 3, 4, 5, 6], [5.1, 5.1, 5.1, 5.1, 5.1, 5.1], { minLeafRows: 1 })
  assert.deepEqual(fitted.learner, { kind: 'boostedTrees', base: 5.1, trees: [] })
})

test('one row is answered with its own target', async () => {
  const fitted = await fit([1], [7], {})
  assert.deepEqual([...predict(fitted, [1, 50, missing])], [7, 7, 7])
})

test('a column of missing values only is of no use, and no harm', async () => {
  const columns = [
    numbers('x', [1, 2, 5, 6]),
    numbers('nothing', [Number.NaN, Number.NaN, Number.NaN, Number.NaN]),
  ]
  const target = Float64Array.of(1, 1, 2, 2)
  const fitted = await fitModel({ learner: boostedTrees(stump), columns, target, seed: 1 })
  assert.deepEqual([...predictColumns(fitted, columns)], [1, 1, 2, 2])
})

test('values that are far apart or next to each other are told apart', async () => {
  const next = Math.fround(1 + 2 ** -23)
  const fitted = await fit([-3e38, 3e38, 1, next], [1, 2, 3, 4], {
    ...stump,
    maxLeaves: 4,
  })
  assert.deepEqual([...predict(fitted, [-3e38, 3e38, 1, next])], [1, 2, 3, 4])
})

test('no leaf has fewer rows, and no tree more leaves or depth, than allowed', async () => {
  const { columns, target } = syntheticSurf(2000, 'limits', ['lahinch', 'tullan'])
  const learner = boostedTrees({ trees: 5, maxLeaves: 9, maxDepth: 3, minLeafRows: 50 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  assert.equal(fitted.learner.kind, 'boostedTrees')
  if (fitted.learner.kind !== 'boostedTrees') return
  for (const tree of fitted.learner.trees) {
    const leaves = tree.feature.filter((feature) => feature < 0)
    assert.ok(leaves.length <= 8, 'three levels have eight leaves')
    const one = { ...fitted, learner: { ...fitted.learner, base: 0, trees: [tree] } }
    const counts = Map.groupBy(predictColumns(one, columns), (value) => value)
    for (const rows of counts.values()) assert.ok(rows.length >= 50)
  }
})

test('the same seed gives the same model, another seed another', async () => {
  const { columns, target } = syntheticSurf(1000, 'seed', ['lahinch', 'tullan'])
  const learner = boostedTrees({ trees: 10, rowShare: 0.5, columnShare: 0.5 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  assert.deepEqual(await fitModel({ learner, columns, target, seed: 1 }), fitted)
  assert.notDeepEqual(await fitModel({ learner, columns, target, seed: 2 }), fitted)
})

test('a row of weight two is as two rows', async () => {
  const settings = { trees: 5, minLeafRows: 1, maxLeaves: 3 }
  const twice = await fit([1, 1, 2, 3, 4, 4], [1, 1, 5, 2, 8, 8], settings)
  const weighed = await fitModel({
    learner: boostedTrees({ ...settings, minLeafRows: 1 / 1.5 + 1 / 3 }),
    columns: [numbers('x', [1, 2, 3, 4])],
    target: Float64Array.of(1, 5, 2, 8),
    weights: Float64Array.of(2, 1, 1, 2),
    seed: 1,
  })
  const [a, b] = [predict(twice, [1, 2, 3, 4]), predict(weighed, [1, 2, 3, 4])]
  for (const [row, value] of a.entries()) assert.ok(Math.abs(value - (b[row] ?? 0)) < 1e-9)
})

test('with absolute loss, leaves answer medians: an outlier pulls none', async () => {
  const fitted = await fit([1, 2, 3, 7, 8, 9], [1, 2, 900, 11, 12, 13], {
    ...stump,
    loss: 'absolute',
    minLeafRows: 3,
  })
  assert.deepEqual([...predict(fitted, [1, 9])], [2, 12])
})

test('a quantile that most rows share is left where others lie', async () => {
  // Seven in ten rows are 1: that is where trees start from.
  for (const [quantile, low, high] of [
    [0.8, 0, 1],
    [0.2, 1, 2],
  ] as const) {
    const target = Float64Array.from({ length: 1000 }, (_, row) =>
      row % 10 < 3 ? (quantile > 0.5 ? low : high) : 1,
    )
    const fitted = await fitModel({
      learner: boostedTrees({ loss: 'quantile', quantile, learningRate: 1, trees: 2 }),
      columns: [{ name: 'x', kind: 'number', values: target.map((_, row) => row % 10) }],
      target,
      seed: 1,
    })
    const asked = [{ name: 'x', kind: 'number', values: Float64Array.of(1, 8) }] as const
    assert.deepEqual([...predictColumns(fitted, asked)], [quantile > 0.5 ? low : high, 1])
  }
})

test('early stopping keeps the trees up to the lowest loss on rows held back', async () => {
  const { columns, target } = syntheticSurf(500, 'stopping', ['lahinch'])
  const heard: LearningProgress[] = []
  const earlyStopping = { share: 0.2, patience: 5 }
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 500, minLeafRows: 5, earlyStopping }),
    columns,
    target,
    seed: 1,
    onProgress: (progress) => heard.push(progress),
  })
  const held = heard.map(({ heldBackLoss }) => heldBackLoss ?? Number.NaN)
  const best = held.indexOf(Math.min(...held)) + 1
  assert.equal(held.length, best + 5)
  assert.equal(fitted.learner.kind === 'boostedTrees' && fitted.learner.trees.length, best)
})

test('progress tells the trees done and a training loss that falls', async () => {
  const { columns, target } = syntheticSurf(500, 'progress', ['lahinch'])
  const heard: LearningProgress[] = []
  await fitModel({
    learner: boostedTrees({ trees: 10 }),
    columns,
    target,
    seed: 1,
    onProgress: (progress) => heard.push(progress),
  })
  assert.deepEqual(
    heard.map(({ done, total }) => [done, total]),
    Array.from({ length: 10 }, (_, tree) => [tree + 1, 10]),
  )
  const lossesHeard = heard.map(({ trainingLoss = Number.NaN }) => trainingLoss)
  assert.deepEqual(
    lossesHeard,
    lossesHeard.toSorted((a, b) => b - a),
  )
})

test('an abort while learning throws its reason', async () => {
  const { columns, target } = syntheticSurf(500, 'abort', ['lahinch'])
  const controller = new AbortController()
  const reason = new Error('enough')
  const fitting = fitModel({
    learner: boostedTrees({ trees: 1000 }),
    columns,
    target,
    seed: 1,
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 3) controller.abort(reason)
      assert.ok(done <= 3)
    },
  })
  await assert.rejects(fitting, reason)
})

test('the event loop has its turn while trees grow', async () => {
  const { columns, target } = syntheticSurf(20_000, 'turns', ['lahinch'])
  let turns = 0
  let isDone = false
  const count = () => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await fitModel({ learner: boostedTrees({ trees: 100 }), columns, target, seed: 1 })
  isDone = true
  assert.ok(turns > 10, `${turns} turns`)
})

test('settings that make no sense are refused by name', () => {
  assert.throws(() => boostedTrees({ maxLeaves: 1 }), {
    code: 'learn.wrongSetting',
    message: 'boostedTrees: maxLeaves must be a whole number from 2 to 1024, but is 1.',
  })
  assert.throws(() => boostedTrees({ rowShare: 1.5 }), { code: 'learn.wrongSetting' })
  assert.throws(() => boostedTrees({ maxBins: 256 }), { code: 'learn.wrongSetting' })
})

function fit(x: number[], target: number[], settings: Partial<Omit<BoostedTrees, 'kind'>>) {
  return fitModel({
    learner: boostedTrees(settings),
    columns: [numbers('x', x)],
    target: Float64Array.from(target),
    seed: 1,
  })
}

function predict(fitted: Awaited<ReturnType<typeof fit>>, x: number[]): Float64Array {
  return predictColumns(fitted, [numbers('x', x)])
}

function numbers(name: string, values: number[]): InputColumn {
  return { name, kind: 'number', values: Float64Array.from(values) }
}

test('a stump of a yes or no takes one step of Newton from the logarithm of odds', async () => {
  const fitted = await fit([1, 2, 5, 6], [0, 0, 0, 1], { ...stump, loss: 'logistic' })
  const base = Math.log(1 / 3)
  // The best split has 1, 2 and 5 on one side: p − y is 1/4 each, p(1 − p) is 3/16 each.
  const [low, high] = [base - 4 / 3, base + 4]
  const found = predict(fitted, [1, 6])
  for (const [row, score] of [low, high].entries()) {
    assert.ok(Math.abs((found[row] ?? 0) - 1 / (1 + Math.exp(-score))) < 1e-7)
  }
})

test('a yes or no that is neither 0 nor 1 is refused', async () => {
  await assert.rejects(fit([1, 2], [0, 0.5], { ...stump, loss: 'logistic' }), {
    code: 'learn.wrongNumber',
    message: 'The target holds 0.5 in row 1; it must be 0 or 1 for this loss.',
  })
})

test('weights count in a yes or no as rows do', async () => {
  const columns = [numbers('x', [1, 1, 2, 2, 2])]
  const learner = boostedTrees({ trees: 5, minLeafRows: 1, loss: 'logistic' })
  const twice = await fitModel({
    learner,
    columns,
    target: Float64Array.of(1, 1, 0, 0, 1),
    seed: 1,
  })
  const weighted = await fitModel({
    learner,
    columns: [numbers('x', [1, 2, 2])],
    target: Float64Array.of(1, 0, 1),
    weights: Float64Array.of(2, 2, 1),
    seed: 1,
  })
  const asked = [numbers('x', [1, 2])]
  const own = predictColumns(weighted, asked)
  for (const [row, value] of predictColumns(twice, asked).entries()) {
    assert.ok(Math.abs(value - (own[row] ?? 0)) < 1e-9)
  }
})
