import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  asCategory,
  boostedTrees,
  brier,
  decisionTree,
  extraTrees,
  logLoss,
  randomForest,
  rmse,
  type InputColumn,
  type Learner,
} from '../../../src/learn/index.ts'
import type { GeneratedSet } from './generated-sets.ts'
import { holdToPeers } from './hold-to-peers.ts'

const trees = { trees: 80, learningRate: 0.08, maxLeaves: 15, minLeafRows: 10 }

const sets = [
  generate('few', [4, 9], 0),
  generate('some', [30, 12], 0.1),
  generate('many', [120, 40], 0),
  generate('as many as there are bins', [254, 6], 0.05),
]

test('held out, trees that part categories are as good as scikit-learn’s', async (t) => {
  const held = await holdToPeers({
    learners: {
      squared: boostedTrees(trees),
      logistic: boostedTrees({ ...trees, loss: 'logistic' }),
    },
    sets,
    // Of few rows a category by chance.
    worst: 1.03,
    metric: (learner) => ('loss' in learner && learner.loss === 'logistic' ? logLoss() : rmse()),
    toTask: (learner, target, middle) =>
      'loss' in learner && learner.loss === 'logistic'
        ? target.map((value) => Number(value > middle))
        : target,
    say: (line) => t.diagnostic(line),
  })
  assert.equal(held.length, 8)
})

test('held out, forests that part categories are at least as good as scikit-learn’s with a column for each', async (t) => {
  const held = await holdToPeers({
    learners: {
      forest: randomForest({ trees: 12, minLeafRows: 3 }),
      'forest of yes or no': randomForest({ trees: 12, minLeafRows: 3, task: 'classification' }),
      'extra trees': extraTrees({ trees: 12, minLeafRows: 3 }),
      'single tree': decisionTree({ minLeafRows: 10 }),
    },
    sets,
    worst: 1.03,
    metric: (learner) => (isClasses(learner) ? brier() : rmse()),
    toTask: (learner, target, middle) =>
      isClasses(learner) ? target.map((value) => Number(value > middle)) : target,
    say: (line) => t.diagnostic(line),
  })
  assert.equal(held.length, 16)
})

function isClasses(learner: Learner): boolean {
  return 'task' in learner && learner.task === 'classification'
}

/** What a category adds is its own, and turns round where a number is above nought. */
function generate(name: string, counts: readonly number[], missing: number): GeneratedSet {
  const random = seededRandom(name)
  const effects = counts.map((count) =>
    Array.from({ length: count + 1 }, () => [random.normal(), random.normal()] as const),
  )
  const rows = (rowCount: number) => {
    const numbers = Float64Array.from({ length: rowCount }, () => random.normal())
    const places = counts.map((count) =>
      Array.from({ length: rowCount }, () =>
        random.next() < missing ? count : random.below(count),
      ),
    )
    const target = numbers.map((number, row) => {
      const own = effects.map((of, at) => of[places[at]?.[row] ?? 0]?.[number > 0 ? 0 : 1] ?? 0)
      return number + 2 * own.reduce((sum, value) => sum + value, 0) + random.normal()
    })
    const columns: readonly InputColumn[] = [
      { name: 'x0', kind: 'number', values: numbers },
      ...places.map((own, at): InputColumn => ({
        name: `x${at + 1}`,
        kind: 'category',
        values: own.map((place) => (place === counts[at] ? undefined : `${place}`)),
      })),
    ]
    const encoders = Object.fromEntries(places.map((_, at) => [`x${at + 1}`, asCategory()]))
    return { columns, target, encoders }
  }
  return { name, train: rows(3000), asked: rows(6000) }
}
