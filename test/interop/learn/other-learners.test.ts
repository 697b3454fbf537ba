import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bernoulliBayes,
  calibrated,
  categoricalBayes,
  constantBaseline,
  decided,
  gaussianBayes,
  isolationForest,
  kMeans,
  fitModel,
  leastSquares,
  logisticRegression,
  meanBaseline,
  medianBaseline,
  mostFrequentBaseline,
  multinomialBayes,
  multinomialRegression,
  nearestNeighbours,
  neuralNetwork,
  predictClasses,
  predictColumns,
  ridge,
  rmse,
  rocAuc,
  stacking,
  voting,
  type FittedClusters,
  type InputColumn,
  type Learner,
} from '../../../src/learn/index.ts'
import { fitIsotonic, fitPlatt } from '../../../src/learn/calibration/fit-curve.ts'
import { seededRandom } from '../../../src/base/index.ts'
import { builtInSets, fewSets } from './built-in-sets.ts'
import { brierRoot, setsOfClasses, toClasses } from './class-task.ts'
import { generatedSets, type GeneratedSet } from './generated-sets.ts'
import { holdToPeers } from './hold-to-peers.ts'
import { joinColumns } from './join-columns.ts'
import { runPython } from './run-python.ts'

const yesOrNo = { task: 'classification' } as const

test('neighbours, votes and stacks are as good as scikit-learn’s', async (t) => {
  const members = [ridge({ alpha: 1 }), nearestNeighbours({ neighbours: 9 })]
  const chances = [logisticRegression(), nearestNeighbours({ ...yesOrNo, neighbours: 15 })]
  await holdToPeers({
    learners: {
      neighbours: nearestNeighbours({ neighbours: 7 }),
      'neighbours by distance': nearestNeighbours({ neighbours: 7, weigh: 'byDistance' }),
      'neighbours of a yes or no': nearestNeighbours({ ...yesOrNo, neighbours: 15 }),
      'a vote': voting(members, { weights: [1, 2] }),
      'a stack': stacking(members, { final: leastSquares() }),
    },
    metric: rmse,
    toTask,
    say: (line) => t.diagnostic(line),
  })
  await holdToPeers({
    learners: {
      'a vote on a yes or no': voting(chances, { weights: [2, 1] }),
      'a stack of chances': stacking(chances, { final: logisticRegression() }),
    },
    metric: rmse,
    toTask,
    sets: await fewSets(),
    say: (line) => t.diagnostic(line),
  })
})

test('chances of Bayes, calibrated ones, and decisions are as good as scikit-learn’s', async (t) => {
  const known = generatedSets.filter(({ name }) => name !== 'steps and missing values')
  const held = await holdToPeers({
    learners: { 'Gaussian Bayes': gaussianBayes() },
    metric: rmse,
    toTask,
    sets: known,
    say: (line) => t.diagnostic(line),
  })
  assertEqualAnswers(held)
  await holdToPeers({
    learners: {
      'Gaussian Bayes': gaussianBayes(),
      'Platt’s calibration': calibrated(logisticRegression()),
      'calibration by temperature': calibrated(logisticRegression(), { by: 'temperature' }),
    },
    metric: rmse,
    toTask,
    say: (line) => t.diagnostic(line),
  })
  await holdToPeers({
    learners: { 'isotonic calibration': calibrated(gaussianBayes(), { by: 'isotonic' }) },
    metric: rmse,
    toTask,
    // Of few rows it is the folds that make the curve.
    sets: generatedSets,
    say: (line) => t.diagnostic(line),
  })
  await holdToPeers({
    learners: { decisions: decided(gaussianBayes(), { costs: { falseYes: 1, falseNo: 5 } }) },
    metric: () => ({ name: 'cost', better: 'lower', of: costOf }),
    toTask,
    // Of digits scikit-learn finds a fold whose chances are all the same, and gives up.
    sets: [...generatedSets, ...(await builtInSets()).filter(({ name }) => name !== 'digits')],
    worst: 1.03,
    say: (line) => t.diagnostic(line),
  })
})

test('on counts and categories, Bayes answers as scikit-learn’s does', async (t) => {
  const held = await holdToPeers({
    learners: {
      'Bernoulli Bayes': bernoulliBayes({ above: 2, alpha: 0.5 }),
      'multinomial Bayes': multinomialBayes({ alpha: 0.5 }),
      'categorical Bayes': categoricalBayes({ alpha: 0.5 }),
    },
    metric: rmse,
    toTask,
    sets: generatedSets.map(countedSet),
    say: (line) => t.diagnostic(line),
  })
  assertEqualAnswers(held)
})

test('the shares of several classes are as good as scikit-learn’s', async (t) => {
  const members = [multinomialRegression(), gaussianBayes({ task: 'classes' })]
  await holdToPeers({
    learners: {
      'Gaussian Bayes': gaussianBayes({ task: 'classes' }),
      neighbours: nearestNeighbours({ task: 'classes', neighbours: 15 }),
      'a vote': voting(members),
      'a stack': stacking(members, { final: multinomialRegression() }),
      'calibration by temperature': calibrated(gaussianBayes({ task: 'classes' }), {
        by: 'temperature',
      }),
      'a network': neuralNetwork({ ...quick, task: 'classes' }),
    },
    sets: await setsOfClasses(),
    metric: () => brierRoot,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask,
    say: (line) => t.diagnostic(line),
  })
})

test('networks learn as much as scikit-learn’s', async (t) => {
  await holdToPeers({
    learners: {
      network: neuralNetwork(quick),
      'network of a yes or no': neuralNetwork({ ...quick, ...yesOrNo }),
      'network that stops early': neuralNetwork({
        ...quick,
        earlyStopping: { share: 0.1, patience: 10 },
      }),
    },
    metric: rmse,
    toTask,
    sets: await setsOfClasses(),
    worst: 1.03,
    say: (line) => t.diagnostic(line),
  })
})

test('baselines say what scikit-learn’s dummies say', async (t) => {
  const held = await holdToPeers({
    learners: {
      mean: meanBaseline(),
      median: medianBaseline(),
      'most frequent': mostFrequentBaseline(),
      constant: constantBaseline({ value: 3 }),
    },
    metric: rmse,
    toTask: (learner, target, middle) =>
      learner.kind === 'mostFrequentBaseline' ? toClasses(target, middle) : target,
    sets: await fewSets(),
    say: (line) => t.diagnostic(line),
  })
  for (const { fitted, set, answer } of held) {
    const [said] = predictColumns(fitted, set.asked.columns)
    const apart = Math.abs((said ?? Number.NaN) - Number(answer.predicted[0]))
    assert.ok(apart < 1e-6, `${fitted.learner.kind} of ${set.name}: ${apart}`)
  }
})

test('isolation finds what is unusual, and clusters lie as near, as in scikit-learn', async (t) => {
  const sets = [...generatedSets, ...(await builtInSets())].map((set) => ({ set, ...plant(set) }))
  const files = Object.fromEntries(
    sets.map(({ columns }, at) => [`${at}.rows`, joinColumns(columns)]),
  )
  const cases = sets.map(({ columns, unusual }) => ({
    columns: columns.length,
    unusual: [...unusual],
  }))
  const answers = (await runPython('unsupervised.py', {
    ...files,
    'cases.json': JSON.stringify(cases),
  })) as readonly { readonly auc: number; readonly inertia: number }[]
  const areas: number[] = []
  const spreads: number[] = []
  for (const [at, { set, columns, unusual }] of sets.entries()) {
    const forest = await fitModel({ learner: isolationForest(), columns, seed: 1 })
    const auc = rocAuc().of(unusual, predictColumns(forest, columns))
    const clusters = await fitModel({
      learner: kMeans({ clusters: 6, starts: 10 }),
      columns,
      seed: 1,
    })
    const { inertia } = clusters.learner as FittedClusters
    const peer = answers[at] ?? { auc: Number.NaN, inertia: Number.NaN }
    t.diagnostic(`${set.name}: ${auc} and ${peer.auc}, ${inertia / peer.inertia}`)
    areas.push(auc / peer.auc)
    spreads.push(inertia / peer.inertia)
  }
  assert.ok(meanOf(areas) >= 0.99 && Math.min(...areas) >= 0.97, areas.join())
  // Both find the best of ten starts by chance.
  assert.ok(meanOf(spreads) <= 1.01 && Math.max(...spreads) <= 1.02, spreads.join())
})

test('curves of calibration are those of scikit-learn', async () => {
  const random = seededRandom('curves')
  const chances = Float64Array.from({ length: 400 }, () => Math.round(1000 * random.next()) / 1000)
  const target = chances.map((chance) => Number(random.next() < chance ** 2))
  const weights = chances.map(() => 1 + random.below(3))
  const answer = (await runPython('curves.py', {
    'cases.json': JSON.stringify({
      chances: [...chances],
      target: [...target],
      weights: [...weights],
    }),
  })) as {
    readonly from: readonly number[]
    readonly to: readonly number[]
    readonly slope: number
    readonly offset: number
  }
  const line = fitIsotonic({ chances, target, weights })
  assert.ok(line.by === 'isotonic')
  assert.deepEqual(line.from, answer.from)
  for (const [at, value] of line.to.entries()) {
    assert.ok(Math.abs(value - (answer.to[at] ?? Number.NaN)) < 1e-12, `${at}`)
  }
  const platt = fitPlatt({ chances, target, weights })
  assert.ok(platt.by === 'platt')
  assert.ok(Math.abs(platt.slope - answer.slope) < 1e-6, `${platt.slope} and ${answer.slope}`)
  assert.ok(Math.abs(platt.offset - answer.offset) < 1e-6, `${platt.offset} and ${answer.offset}`)
})

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const quick = { hidden: [32], epochs: 25, learningRate: 0.005, l2: 0.5 }

function toTask(learner: Learner, target: Float64Array, middle: number): Float64Array {
  if ('task' in learner && learner.task === 'classes') return toClasses(target, middle)
  if ('members' in learner) return toTask(learner.members[0] ?? learner, target, middle)
  if ('of' in learner && typeof learner.of === 'object') return toTask(learner.of, target, middle)
  if (learner.kind === 'multinomialRegression') return toClasses(target, middle)
  const isAmount = learner.kind === 'ridge' || ('task' in learner && learner.task === 'regression')
  return isAmount ? target : target.map((value) => Number(value > middle))
}

function assertEqualAnswers(held: Awaited<ReturnType<typeof holdToPeers>>): void {
  for (const { set, fitted, answer } of held) {
    const own = predictColumns(fitted, set.asked.columns)
    for (const [row, value] of answer.predicted.flat().entries()) {
      assert.ok(Math.abs((own[row] ?? Number.NaN) - value) < 1e-6, `${set.name}, row ${row}`)
    }
  }
}

function costOf(truth: Float64Array, said: Float64Array): number {
  const costs = truth.map((value, row) => (value === said[row] ? 0 : value === 1 ? 5 : 1))
  return costs.reduce((sum, cost) => sum + cost, 0) / truth.length
}

/** Of values from 0 to 1, whole numbers from 0 to 4; what is missing is 0. */
function countedSet({ name, train, asked }: GeneratedSet): GeneratedSet {
  const count = (columns: readonly InputColumn[]) =>
    columns.map((column): InputColumn =>
      column.kind === 'number'
        ? {
            ...column,
            values: column.values.map((value) => (value > 0 ? Math.floor(5 * value) : 0)),
          }
        : column,
    )
  return {
    name: `${name}, counted`,
    train: { ...train, columns: count(train.columns) },
    asked: { ...asked, columns: count(asked.columns) },
  }
}

/** Each tenth row is put far from where rows are. */
function plant({ train }: GeneratedSet) {
  const random = seededRandom('unusual')
  const unusual = train.target.map((_, row) => Number(row % 10 === 0))
  const columns = train.columns.flatMap((column): readonly InputColumn[] => {
    if (column.kind !== 'number') return []
    const known = column.values.map((value) => (Number.isNaN(value) ? 0.5 : value))
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length
    const far = 2 * Math.sqrt(square)
    const values = known.map((value, row) =>
      unusual[row] === 1 ? value + far * random.normal() : value,
    )
    return [{ ...column, values }]
  })
  return { columns, unusual }
}
