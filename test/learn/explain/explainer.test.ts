import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  boostedTrees,
  extraTrees,
  fitExplainer,
  fitModel,
  logged,
  logisticRegression,
  meanBaseline,
  multinomialRegression,
  oneHot,
  openExplainer,
  pca,
  poissonRegression,
  predictClasses,
  predictColumns,
  randomForest,
  ridge,
  scaled,
  type FitModelOptions,
} from '../../../src/learn/index.ts'
import { treeEdges } from '../../../src/learn/explain/tree-edges.ts'
import { treeShap } from '../../../src/learn/explain/tree-shap.ts'
import type { Tree } from '../../../src/learn/index.ts'
import { syntheticSurf } from '../synthetic-surf.ts'

interface TreeCase {
  readonly name: string
  readonly trees?: readonly Tree[]
  readonly covers?: readonly (readonly number[])[]
  readonly weights?: readonly number[]
  readonly means?: readonly number[]
  readonly rows: readonly (readonly (number | null)[])[]
  readonly values: readonly (readonly number[])[]
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/shap.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly TreeCase[] }

for (const { name, trees, covers, rows, values } of golden.cases.filter((own) => own.trees)) {
  test(`${name}: contributions are those of the shap package`, () => {
    const shaps = (trees ?? []).map((tree, at) => treeShap(treeEdges(tree, covers?.[at] ?? [])))
    const features = Array.from({ length: 6 }, (_, at) => ({
      name: `x${at}`,
      values: Float32Array.from(rows, (row) => row[at] ?? Number.NaN),
    }))
    for (const [row, wanted] of values.entries()) {
      const found = new Float64Array(6)
      for (const shap of shaps) shap.add(features, row, { out: found, at: 0, weight: 1 })
      for (const [at, value] of wanted.entries()) {
        assert.ok(Math.abs((found[at] ?? 0) - value) < 1e-9, `row ${row}, feature ${at}`)
      }
    }
  })
}

test('ridge: contributions are those of the shap package', async () => {
  const own = golden.cases.find(({ name }) => name === 'ridge')
  const columns = Array.from({ length: 6 }, (_, at) => ({
    name: `x${at}`,
    kind: 'number' as const,
    values: Float64Array.from(own?.rows ?? [], (row) => row[at] ?? Number.NaN),
  }))
  const target = new Float64Array(own?.rows.length ?? 0)
  const fitted = await fitModel({ learner: ridge(), columns, target, seed: 1 })
  const { weights = [], means = [] } = own ?? {}
  const learner = {
    kind: 'linear',
    intercept: 3,
    weights,
    means,
    deviations: means.map(() => 1),
  } as const
  const { contributions } = await openExplainer({ ...fitted, learner }, { kind: 'linear' })(columns)
  for (const [at, wanted] of (own?.values ?? []).flat().entries()) {
    assert.ok(Math.abs((contributions[at] ?? 0) - wanted) < 1e-6, `place ${at}`)
  }
})

const { columns, target } = syntheticSurf(600, 'explained', ['lahinch', 'tullan', 'strandhill'])
const logit = (share: number) => Math.log(share / (1 - share))
const same = (value: number) => value

const explained: readonly {
  readonly what: string
  readonly options: Pick<FitModelOptions, 'learner' | 'encoders' | 'labelScale' | 'combine'>
  readonly target?: Float64Array
  readonly scale: string
  readonly toScore: (said: number) => number
}[] = [
  {
    what: 'boosted trees',
    options: { learner: boostedTrees({ trees: 20 }) },
    scale: 'prediction',
    toScore: same,
  },
  {
    what: 'boosted trees of a yes or no',
    options: { learner: boostedTrees({ trees: 20, loss: 'logistic' }) },
    target: target.map((height) => Number(height > 3)),
    scale: 'logOdds',
    toScore: logit,
  },
  {
    what: 'boosted trees of a scaled label',
    options: { learner: boostedTrees({ trees: 20 }), labelScale: scaled() },
    scale: 'prediction',
    toScore: same,
  },
  {
    what: 'boosted trees of a logged label',
    options: { learner: boostedTrees({ trees: 20 }), labelScale: logged() },
    scale: 'logarithm',
    toScore: Math.log1p,
  },
  {
    what: 'a random forest',
    options: { learner: randomForest({ trees: 5, minLeafRows: 5 }) },
    scale: 'prediction',
    toScore: same,
  },
  {
    what: 'a forest of deep trees',
    options: { learner: extraTrees({ trees: 2 }), encoders: { beach: oneHot() } },
    scale: 'prediction',
    toScore: same,
  },
  {
    what: 'a forest of quantiles, by sampling',
    options: { learner: randomForest({ trees: 3, quantile: 0.9, minLeafRows: 20 }) },
    scale: 'prediction',
    toScore: same,
  },
  { what: 'ridge', options: { learner: ridge() }, scale: 'prediction', toScore: same },
  {
    what: 'ridge over components',
    options: {
      learner: ridge(),
      combine: { swell: pca({ of: ['height', 'period'], components: 2 }) },
    },
    scale: 'prediction',
    toScore: same,
  },
  {
    what: 'logistic regression',
    options: { learner: logisticRegression() },
    target: target.map((height) => Number(height > 3)),
    scale: 'logOdds',
    toScore: logit,
  },
  {
    what: 'Poisson regression',
    options: { learner: poissonRegression() },
    target: target.map((height) => Math.max(0, height)),
    scale: 'logarithm',
    toScore: Math.log,
  },
  { what: 'a constant', options: { learner: meanBaseline() }, scale: 'prediction', toScore: same },
]

for (const { what, options, target: own = target, scale, toScore } of explained) {
  test(`${what}: base and contributions of source columns sum to what is said`, async () => {
    const fitted = await fitModel({ ...options, columns, target: own, seed: 1 })
    const explain = openExplainer(fitted, fitExplainer(fitted, columns))
    const asked = columns.map((column) =>
      column.kind === 'number'
        ? { ...column, values: column.values.slice(0, 20) }
        : { ...column, values: column.values.slice(0, 20) },
    )
    const found = await explain(asked)
    assert.equal(found.scale, scale)
    const size = found.columns.length
    for (const [row, said] of predictColumns(fitted, asked).entries()) {
      const parts = found.contributions.subarray(row * size, (row + 1) * size)
      const sum = parts.reduce((whole, part) => whole + part, found.base[row] ?? Number.NaN)
      assert.ok(
        Math.abs(sum - toScore(said)) < 1e-6,
        `row ${row}: ${sum}, and not ${toScore(said)}`,
      )
    }
  })
}

test('a forest of classes: contributions sum to how likely the likeliest class is', async () => {
  const classes = target.map((height) => Math.min(2, Math.floor(height / 2)))
  const learner = randomForest({ trees: 5, minLeafRows: 5, task: 'classes' })
  const fitted = await fitModel({ learner, columns, target: classes, seed: 1 })
  const found = await openExplainer(fitted, fitExplainer(fitted, columns))(columns)
  assert.equal(found.scale, 'score')
  const { classes: told = [], shares = new Float64Array(0) } = predictClasses(fitted, columns) ?? {}
  const size = found.columns.length
  for (let row = 0; row < classes.length; row += 1) {
    const parts = found.contributions.subarray(row * size, (row + 1) * size)
    const sum = parts.reduce((whole, part) => whole + part, found.base[row] ?? Number.NaN)
    const own = shares.subarray(row * told.length, (row + 1) * told.length)
    assert.ok(Math.abs(sum - Math.max(...own)) < 1e-6, `row ${row}: ${sum}`)
  }
})

test('of several classes the score of the likeliest one is explained, by source columns', async () => {
  const classes = target.map((height) => Math.min(2, Math.floor(height / 2)))
  for (const learner of [boostedTrees({ loss: 'classes', trees: 5 }), multinomialRegression()]) {
    const fitted = await fitModel({
      learner,
      columns,
      target: classes,
      encoders: { beach: oneHot() },
      seed: 1,
    })
    const found = await openExplainer(fitted, fitExplainer(fitted, columns))(columns)
    assert.equal(found.scale, 'score')
    assert.deepEqual([...found.columns].toSorted(), ['beach', 'direction', 'height', 'period'])
    assert.ok(found.contributions.every((value) => Number.isFinite(value)))
  }
})
