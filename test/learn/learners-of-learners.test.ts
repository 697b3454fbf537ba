import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  boostedTrees,
  calibrated,
  conformal,
  decided,
  fitModel,
  gaussianBayes,
  isolationForest,
  kMeans,
  leastSquares,
  meanBaseline,
  nearestNeighbours,
  neuralNetwork,
  predictClasses,
  predictColumns,
  predictIntervals,
  predictSets,
  ridge,
  rmse,
  stacking,
  usualSettings,
  voting,
  type FittedClusters,
  type FittedModel,
  type InputColumn,
  type Learner,
  type LearningProgress,
} from '../../src/learn/index.ts'

/** Two columns; what is learned bends with the first, and is the more noisy the larger the second is. */
function rows(rowCount: number, seed: string) {
  const random = seededRandom(seed)
  const x = Float64Array.from({ length: rowCount }, () => 4 * random.next() - 2)
  const place = Float64Array.from({ length: rowCount }, () => random.below(2))
  const amount = x.map((value, row) => {
    const noise = (place[row] === 1 ? 2 : 0.5) * random.normal()
    return 3 * Math.sin(2 * value) + value + noise
  })
  const columns: readonly InputColumn[] = [
    { name: 'x', kind: 'number', values: x },
    { name: 'place', kind: 'number', values: place },
  ]
  return { columns, amount, place }
}

const train = rows(3000, 'train')
const asked = rows(4000, 'asked')
const trees = { trees: 40, maxLeaves: 8 }

function learn(learner: Learner, target: Float64Array = train.amount): Promise<FittedModel> {
  return fitModel({ learner, columns: train.columns, target, seed: 1 })
}

/** The share of rows within. */
function coverage(fitted: FittedModel, holds: (row: number) => boolean = () => true): number {
  const bounds = predictIntervals(fitted, asked.columns)
  assert.ok(bounds !== undefined)
  const own = [...asked.amount.keys()].filter(holds)
  const within = own.filter((row) => {
    const truth = asked.amount[row] ?? Number.NaN
    return (bounds.low[row] ?? 0) <= truth && truth <= (bounds.high[row] ?? 0)
  })
  return within.length / own.length
}

function isNear(found: number, wanted: number, by: number): void {
  assert.ok(Math.abs(found - wanted) <= by, `${found}, not ${wanted}`)
}

test('bounds hold their share of new rows; by a column, of each of its values', async () => {
  const alike = await learn(conformal(boostedTrees(trees), { share: 0.8 }))
  isNear(coverage(alike), 0.8, 0.03)
  const isCalm = (row: number) => asked.place[row] === 0
  assert.ok(coverage(alike, isCalm) > 0.9)
  const each = await learn(conformal(boostedTrees(trees), { share: 0.8, by: 'place' }))
  isNear(coverage(each, isCalm), 0.8, 0.05)
  isNear(
    coverage(each, (row) => !isCalm(row)),
    0.8,
    0.05,
  )
})

test('bounds of quantiles are wider where less is sure, and hold their share', async () => {
  const fitted = await learn(conformal(boostedTrees(trees), { share: 0.8, widths: 'quantiles' }))
  isNear(coverage(fitted), 0.8, 0.03)
  const bounds = predictIntervals(fitted, asked.columns)
  const width = (place: number) => {
    const own = [...asked.place.keys()].filter((row) => asked.place[row] === place)
    return (
      own.reduce((sum, row) => sum + (bounds?.high[row] ?? 0) - (bounds?.low[row] ?? 0), 0) /
      own.length
    )
  }
  assert.ok(width(1) > 2 * width(0), `${width(1)} and ${width(0)}`)
  await assert.rejects(learn(conformal(ridge(), { widths: 'quantiles' })), {
    code: 'learn.wrongSetting',
    message: /widths must be "alike", as this learner has no quantiles/,
  })
})

test('bounds are in the unit of the label where it is scaled for learning', async () => {
  const learner = conformal(boostedTrees(trees), { share: 0.8 })
  const scaledFit = await fitModel({
    learner,
    columns: train.columns,
    target: train.amount,
    seed: 1,
    labelScale: { kind: 'scaled' },
  })
  isNear(coverage(scaledFit), 0.8, 0.03)
})

test('sets hold the true class of their share of rows', async () => {
  const classOf = (amounts: Float64Array) =>
    amounts.map((amount) => Math.max(-1, Math.min(1, Math.round(amount / 2))))
  const learner = conformal(boostedTrees({ ...trees, loss: 'classes' }), { share: 0.9 })
  const sets = predictSets(await learn(learner, classOf(train.amount)), asked.columns)
  assert.deepEqual(sets?.classes, [-1, 0, 1])
  const truth = classOf(asked.amount)
  const held = truth.filter((value, row) => sets.members[3 * row + value + 1] === 1)
  isNear(held.length / truth.length, 0.9, 0.03)
})

test('a vote says the weighted mean, and a stack is better than the mean of its members', async () => {
  const [one, other] = [ridge(), boostedTrees(trees)]
  const said = async (learner: Learner) => predictColumns(await learn(learner), asked.columns)
  const vote = await said(voting([one, other], { weights: [1, 3] }))
  const [line, steps] = [await said(one), await said(other)]
  for (const [row, value] of vote.entries()) {
    isNear(value, ((line[row] ?? 0) + 3 * (steps[row] ?? 0)) / 4, 1e-5)
  }
  const { of } = rmse()
  const stack = of(asked.amount, await said(stacking([one, other], { final: leastSquares() })))
  assert.ok(stack < of(asked.amount, await said(voting([one, other]))))
  assert.ok(stack < 1.02 * of(asked.amount, steps))
})

test('what is calibrated comes true as often as it says, of a learner that is too sure', async () => {
  // The same column four times: to Bayes, four witnesses.
  const column = train.columns[0]
  assert.ok(column !== undefined)
  const four = (columns: readonly InputColumn[]) =>
    [1, 2, 3, 4].map((at) => ({ ...(columns[0] ?? column), name: `x${at}` }))
  const isHigh = (amounts: Float64Array) => amounts.map((amount) => Number(amount > 1))
  const [target, truth] = [isHigh(train.amount), isHigh(asked.amount)]
  const surprise = async (learner: Learner) => {
    const fitted = await fitModel({ learner, columns: four(train.columns), target, seed: 1 })
    const chances = predictColumns(fitted, four(asked.columns))
    return (
      -truth.reduce((sum, value, row) => {
        const chance = Math.min(1 - 1e-9, Math.max(1e-9, chances[row] ?? 0))
        return sum + Math.log(value === 1 ? chance : 1 - chance)
      }, 0) / truth.length
    )
  }
  const raw = await surprise(gaussianBayes())
  for (const by of ['platt', 'isotonic', 'temperature'] as const) {
    const own = await surprise(calibrated(gaussianBayes(), { by }))
    assert.ok(own < 0.9 * raw, `${by}: ${own} and ${raw}`)
  }
  await assert.rejects(
    fitModel({
      learner: calibrated(gaussianBayes({ task: 'classes' })),
      columns: train.columns,
      target,
      seed: 1,
    }),
    { code: 'learn.wrongSetting' },
  )
})

test('decisions cost less than those at one half, and their chances stay known', async () => {
  const isHigh = (amounts: Float64Array) => amounts.map((amount) => Number(amount > 1))
  const [target, truth] = [isHigh(train.amount), isHigh(asked.amount)]
  const costs = { falseYes: 1, falseNo: 10 }
  const learner = boostedTrees({ ...trees, loss: 'logistic' })
  const fitted = await learn(decided(learner, { costs }), target)
  const costOf = (said: Float64Array) =>
    truth.reduce((sum, value, row) => {
      if (value === said[row]) return sum
      return sum + (value === 1 ? costs.falseNo : costs.falseYes)
    }, 0)
  const said = predictColumns(fitted, asked.columns)
  assert.deepEqual(new Set(said), new Set([0, 1]))
  const chances = predictColumns(await learn(learner, target), asked.columns)
  assert.ok(costOf(said) < 0.8 * costOf(chances.map((chance) => Number(chance >= 0.5))))
  const shares = predictClasses(fitted, asked.columns)
  assert.deepEqual(shares?.classes, [0, 1])
  isNear((shares.shares[0] ?? 0) + (shares.shares[1] ?? 0), 1, 1e-12)
})

test('the nearest are those that looking at every row finds, and of equally near the first', async () => {
  const random = seededRandom('near')
  const draw = () => Float64Array.from({ length: 400 }, () => random.below(6))
  const columns: InputColumn[] = ['a', 'b', 'c'].map((name) => ({
    name,
    kind: 'number',
    values: draw(),
  }))
  const target = Float64Array.from({ length: 400 }, (_, row) => row)
  const learner = nearestNeighbours({ neighbours: 3, scaled: false })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const questions = columns.map((column): InputColumn => ({
    name: column.name,
    kind: 'number',
    values: draw(),
  }))
  const at = (all: readonly InputColumn[], column: number, row: number) =>
    Number(all[column]?.values[row])
  const wanted = Float64Array.from({ length: 400 }, (_, asked) => {
    const order = Array.from(target, (_, row) => ({
      row,
      apart: [0, 1, 2].reduce(
        (sum, own) => sum + (at(questions, own, asked) - at(columns, own, row)) ** 2,
        0,
      ),
    })).toSorted((one, other) => one.apart - other.apart || one.row - other.row)
    return order.slice(0, 3).reduce((sum, { row }) => sum + row, 0) / 3
  })
  // Distances around the mean of a column, rounded alike: whole numbers stay as far apart.
  const found = predictColumns(fitted, questions)
  const same = wanted.filter((value, row) => Math.abs(value - (found[row] ?? 0)) < 1e-9)
  assert.ok(same.length > 360, `${same.length}`)
})

test('clusters that are far apart are found, and what is far from all is unusual', async () => {
  const random = seededRandom('clusters')
  const own = Float64Array.from({ length: 600 }, (_, row) => row % 3)
  const columns = [10, -4].map((far, place): InputColumn => ({
    name: `x${place}`,
    kind: 'number',
    values: own.map((cluster, row) => (row === 7 ? 99 : far * cluster + random.normal())),
  }))
  const usual = columns.map((column): InputColumn =>
    column.kind === 'number'
      ? { ...column, values: column.values.filter((_, row) => row !== 7) }
      : column,
  )
  const fitted = await fitModel({ learner: kMeans({ clusters: 3 }), columns: usual, seed: 1 })
  const found = predictColumns(fitted, columns)
  const pairs = new Set(
    Array.from(own, (cluster, row) => (row === 7 ? '' : `${cluster} ${found[row]}`)),
  )
  assert.equal(pairs.size, 4)
  assert.equal((fitted.learner as FittedClusters).centres.length, 6)
  const forest = await fitModel({ learner: isolationForest(), columns, seed: 1 })
  const unusual = predictColumns(forest, columns)
  assert.equal(unusual.indexOf(Math.max(...unusual)), 7)
  await assert.rejects(fitModel({ learner: ridge(), columns, seed: 1 }), { code: 'learn.noData' })
})

test('a network tells of its losses, and stops where rows held back say so', async () => {
  const told: LearningProgress[] = []
  await fitModel({
    learner: neuralNetwork({
      epochs: 200,
      learningRate: 0.02,
      earlyStopping: { share: 0.2, patience: 5 },
    }),
    columns: train.columns,
    target: train.amount,
    seed: 1,
    onProgress: (progress) => told.push(progress),
  })
  assert.ok(told.length > 5 && told.length < 200, `${told.length}`)
  const [first, last] = [told[0], told.at(-1)]
  assert.ok((last?.trainingLoss ?? 1) < 0.7 * (first?.trainingLoss ?? 0))
  assert.ok(Number.isFinite(last?.heldBackLoss))
})

test('settings that make no sense are refused by name, and usual ones keep what a learner is made of', () => {
  const wrong = { code: 'learn.wrongSetting' }
  assert.throws(() => voting([]), wrong)
  assert.throws(() => voting([ridge(), meanBaseline()], { weights: [1] }), wrong)
  assert.throws(() => stacking([ridge()], { final: ridge(), folds: 1 }), wrong)
  assert.throws(() => conformal(ridge(), { share: 1 }), wrong)
  assert.throws(() => decided(ridge(), { costs: { falseYes: 0, falseNo: 0 } }), wrong)
  assert.throws(() => nearestNeighbours({ neighbours: 0 }), wrong)
  assert.throws(() => neuralNetwork({ hidden: [0] }), wrong)
  assert.throws(() => neuralNetwork({ dropout: 1 }), wrong)
  assert.throws(() => gaussianBayes({ smoothing: 0 }), wrong)
  assert.throws(() => kMeans({ clusters: 0 }), wrong)
  assert.throws(() => isolationForest({ sampleRows: 1 }), wrong)
  assert.deepEqual(usualSettings(conformal(ridge(), { share: 0.5 })), conformal(ridge()))
  const stack = stacking([ridge(), meanBaseline()], { final: ridge(), folds: 9 })
  assert.deepEqual(usualSettings(stack), { ...stack, folds: 5 })
})
