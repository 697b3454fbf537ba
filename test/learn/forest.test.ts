import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decisionTree,
  extraTrees,
  fitModel,
  predictClasses,
  predictColumns,
  randomForest,
  type FittedForest,
  type InputColumn,
  type Learner,
  type LearningProgress,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const { NaN: missing } = Number
const surf = syntheticSurf(2000, 'forest', ['lahinch', 'tullan'])

test('a tree of one split cuts in the middle of the gap, and answers the means', async () => {
  const fitted = await fit([1, 2, 5, 6], [10, 20, 30, 40], decisionTree({ maxDepth: 1 }))
  assert.deepEqual(fitted.learner, {
    kind: 'forest',
    trees: [
      {
        feature: [0, -1, -1],
        threshold: [3.5, 0, 0],
        missingLeft: [1, 0, 0],
        left: [1, -1, -1],
        right: [2, -1, -1],
        value: [0, 15, 35],
        // Of sums of squares: 500 for the whole, 50 for each side.
        gain: [400, 0, 0],
      },
    ],
  })
})

test('a tree without limits answers every row that it saw', async () => {
  const tree = await fitModel({ learner: decisionTree(), ...surf, seed: 1 })
  const predicted = predictColumns(tree, surf.columns)
  for (const [row, value] of predicted.entries()) {
    assert.ok(Math.abs(value - (surf.target[row] ?? 0)) < 1e-6)
  }
})

test('a node of few rows stays whole, as in scikit-learn', async () => {
  // DecisionTreeRegressor(min_samples_leaf=2, min_samples_split=…) of scikit-learn 1.7 on the same twelve rows.
  const x = Array.from({ length: 12 }, (_, row) => row)
  const y = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
  const answers = async (minSplitRows: number) => {
    const fitted = await fit(x, y, decisionTree({ minLeafRows: 2, minSplitRows }))
    return [...predict(fitted, x)].map((value) => Math.round(value * 1e6) / 1e6)
  }
  const low = [2.25, 2.25, 2.25, 2.25, 7, 7]
  assert.deepEqual(await answers(5), [...low, 4, 4, 4, 4, 6.5, 6.5])
  assert.deepEqual(await answers(7), [...low, ...Array.from({ length: 6 }, () => 4.833333)])
  assert.throws(() => decisionTree({ minSplitRows: 1 }), { code: 'learn.wrongSetting' })
})

test('rows that share a bin of a long column are told apart where few bins are left', async () => {
  const x = Array.from({ length: 60_000 }, (_, row) => row)
  const fitted = await fit(x, x, decisionTree())
  assert.deepEqual([...predict(fitted, [0, 1, 29_999, 59_999])], [0, 1, 29_999, 59_999])
})

test('missing values take the side that fits them better, or one of their own', async () => {
  const tree = decisionTree()
  const low = await fit([1, 2, 5, 6, missing], [0, 0, 9, 9, 0], tree)
  assert.deepEqual([...predict(low, [missing, 1, 6])], [0, 0, 9])
  const high = await fit([1, 2, 5, 6, missing], [0, 0, 9, 9, 9], tree)
  assert.deepEqual([...predict(high, [missing, 1, 6])], [9, 0, 9])
  const own = await fit([1, 2, 3, missing, missing], [4, 4, 4, 8, 8], tree)
  assert.deepEqual([...predict(own, [1, 1e30, missing])], [4, 4, 8])
  const drawn = extraTrees({ trees: 1 })
  const drawnOwn = await fit([3, 3, 3, missing, missing], [4, 4, 4, 8, 8], drawn)
  assert.deepEqual([...predict(drawnOwn, [1, 1e30, missing])], [4, 4, 8])
})

test('no leaf has fewer rows, and no tree more depth, than allowed', async () => {
  for (const declare of [randomForest, extraTrees]) {
    const learner = declare({ trees: 3, maxDepth: 4, minLeafRows: 40, bootstrap: false })
    const fitted = await fitModel({ learner, ...surf, seed: 1 })
    for (const tree of treesOf(fitted.learner)) {
      assert.ok(tree.feature.filter((feature) => feature < 0).length <= 16)
      const one = { ...fitted, learner: { kind: 'forest', trees: [tree] } as const }
      const counts = Map.groupBy(predictColumns(one, surf.columns), (value) => value)
      for (const rows of counts.values()) assert.ok(rows.length >= 40)
    }
  }
})

test('out of bag, a forest scores about as on rows that it never saw', async () => {
  const asked = syntheticSurf(2000, 'forest, asked', ['lahinch', 'tullan'])
  const learner = randomForest({ trees: 60, minLeafRows: 3 })
  const heard: LearningProgress[] = []
  const onProgress = (progress: LearningProgress) => heard.push(progress)
  const fitted = await fitModel({ learner, ...surf, seed: 1, onProgress })
  const { outOfBag } = fitted.learner as FittedForest
  const predicted = predictColumns(fitted, asked.columns)
  const mean = asked.target.reduce((sum, value) => sum + value, 0) / 2000
  const squares = (of: (value: number, row: number) => number) =>
    asked.target.reduce((sum, value, row) => sum + (value - of(value, row)) ** 2, 0)
  const held = 1 - squares((_, row) => predicted[row] ?? 0) / squares(() => mean)
  assert.equal(outOfBag?.rowCount, 2000)
  assert.ok(Math.abs(outOfBag.score - held) < 0.05, `${outOfBag.score} and ${held}`)
  assert.deepEqual(
    heard.map(({ done, total }) => [done, total]),
    Array.from({ length: 60 }, (_, tree) => [tree + 1, 60]),
  )
  assert.ok((heard.at(-1)?.heldBackLoss ?? 9) < (heard[0]?.heldBackLoss ?? 0))
})

test('balanced classes count alike, however rare one is', async () => {
  const x = Array.from({ length: 100 }, () => 1)
  const target = x.map((_, row) => Number(row < 10))
  const plain = await fit(x, target, decisionTree({ task: 'classification' }))
  const [rare = 0] = predict(plain, [1])
  assert.ok(Math.abs(rare - 0.1) < 1e-7)
  for (const classWeights of ['balanced', { 0: 1, 1: 9 }] as const) {
    const learner = decisionTree({ task: 'classification', classWeights })
    const [share = 0] = predict(await fit(x, target, learner), [1])
    assert.ok(Math.abs(share - 0.5) < 1e-12)
  }
})

test('of a quantile, a forest answers what so many of its rows are below', async () => {
  const target = [0, 1, 2, 3, 4, 10, 20, 30, 40, 50]
  const x = target.map((_, row) => (row < 5 ? 1 : 2))
  for (const [quantile, wanted] of [
    [0.2, [0, 10]],
    [0.21, [1, 20]],
    [0.9, [4, 50]],
  ] as const) {
    const learner = extraTrees({ trees: 7, quantile })
    assert.deepEqual([...predict(await fit(x, target, learner), [1, 2])], wanted)
  }
  const asked = syntheticSurf(2000, 'quantile, asked', ['lahinch', 'tullan'])
  const learner = randomForest({ trees: 50, minLeafRows: 10, quantile: 0.9 })
  const predicted = predictColumns(await fitModel({ learner, ...surf, seed: 1 }), asked.columns)
  const below = asked.target.filter((value, row) => value <= (predicted[row] ?? 0)).length / 2000
  assert.ok(below > 0.86 && below < 0.94, `${below}`)
})

test('a tree of classes cuts where they are least mixed, and tells the shares of its leaves', async () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8, missing]
  const y = [4, 4, 4, 4, 9, 7, 7, 9, 9]
  const learner = decisionTree({ maxDepth: 1, task: 'classes' })
  const fitted = await fit(x, y, learner)
  const { trees, classes } = fitted.learner as FittedForest
  const [tree] = trees
  assert.deepEqual([tree?.threshold[0], tree?.missingLeft[0]], [4.5, 0])
  // Σ (rows of a class)² / rows: 4 + (2² + 3²) / 5 of the sides, (4² + 2² + 3²) / 9 of the whole.
  assert.ok(Math.abs((tree?.gain[0] ?? 0) - (4 + 13 / 5 - 29 / 9)) < 1e-9)
  assert.deepEqual(classes?.grid, [4, 7, 9])
  assert.deepEqual([...predict(fitted, [0, 10, missing])], [4, 9, 9])
  const { shares } =
    predictClasses(fitted, [{ name: 'x', kind: 'number', values: Float64Array.of(0, 10) }]) ?? {}
  for (const [at, wanted] of [1, 0, 0, 0, 0.4, 0.6].entries()) {
    assert.ok(Math.abs((shares?.[at] ?? -1) - wanted) < 1e-6, `share ${at}`)
  }
})

test('of two classes a forest is the forest of a yes or no', async () => {
  const target = surf.target.map((height) => Number(height > 3))
  const settings = { trees: 5, minLeafRows: 5 }
  for (const declare of [randomForest, extraTrees]) {
    const asked = { columns: surf.columns, target, seed: 3 }
    const yesOrNo = await fitModel({
      ...asked,
      learner: declare({ ...settings, task: 'classification' }),
    })
    const classes = await fitModel({ ...asked, learner: declare({ ...settings, task: 'classes' }) })
    const likely = predictColumns(yesOrNo, surf.columns)
    const { shares = [] } = predictClasses(classes, surf.columns) ?? {}
    for (const [row, own] of likely.entries()) {
      assert.ok(Math.abs(own - (shares[2 * row + 1] ?? -1)) < 1e-5, `row ${row}`)
    }
    const [mine, other] = [classes, yesOrNo].map(
      ({ learner }) => (learner as FittedForest).outOfBag,
    )
    assert.ok(Math.abs((mine?.score ?? 0) - (other?.score ?? 0)) < 0.005)
  }
})

for (const [task, declare] of [
  ['regression', randomForest],
  ['classification', extraTrees],
  ['classes', randomForest],
] as const) {
  test(`trees of ${task} are the same whatever the number of threads`, async () => {
    const target = task === 'regression' ? surf.target : surf.target.map((own) => Number(own > 3))
    const asked = { columns: surf.columns, target, seed: 7 }
    const fits = []
    for (const threads of [1, 2, 5]) {
      const heard: number[] = []
      const onProgress = ({ done }: LearningProgress) => void heard.push(done)
      const learner = declare({ trees: 9, minLeafRows: 5, task, threads })
      fits.push((await fitModel({ ...asked, learner, onProgress })).learner)
      assert.deepEqual(heard, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    }
    assert.deepEqual(fits[1], fits[0])
    assert.deepEqual(fits[2], fits[0])
  })
}

test('a forest that grows on several threads can be stopped', async () => {
  const controller = new AbortController()
  const learner = randomForest({ trees: 500, threads: 2 })
  const { signal } = controller
  const onProgress = () => controller.abort(new Error('stopped'))
  await assert.rejects(fitModel({ learner, ...surf, seed: 1, signal, onProgress }), {
    message: 'stopped',
  })
})

test('another seed draws another forest', async () => {
  const learner = randomForest({ trees: 3 })
  const fitted = await fitModel({ learner, ...surf, seed: 1 })
  assert.notDeepEqual(await fitModel({ learner, ...surf, seed: 2 }), fitted)
})

test('settings that make no sense are refused by name', () => {
  assert.throws(() => randomForest({ trees: 0 }), {
    code: 'learn.wrongSetting',
    message: 'randomForest: trees must be a whole number from 1 to 4096, but is 0.',
  })
  assert.throws(() => extraTrees({ columnShare: 2 }), { code: 'learn.wrongSetting' })
  assert.throws(() => decisionTree({ minLeafRows: 0.5 }), { code: 'learn.wrongSetting' })
  assert.throws(() => randomForest({ quantile: 1.5 }), { code: 'learn.wrongSetting' })
  assert.throws(() => randomForest({ classWeights: 'balanced' }), { code: 'learn.wrongSetting' })
})

function fit(x: number[], target: number[], learner: Learner) {
  const columns = [numbers(x)]
  return fitModel({ learner, columns, target: Float64Array.from(target), seed: 1 })
}

function predict(fitted: Awaited<ReturnType<typeof fitModel>>, x: number[]): Float64Array {
  return predictColumns(fitted, [numbers(x)])
}

function treesOf(learner: Awaited<ReturnType<typeof fitModel>>['learner']) {
  return 'trees' in learner ? learner.trees : []
}

function numbers(values: number[]): InputColumn {
  return { name: 'x', kind: 'number', values: Float64Array.from(values) }
}
