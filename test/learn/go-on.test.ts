import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  fitModel,
  neuralNetwork,
  randomForest,
  type LearnedSoFar,
  type Learner,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const surf = syntheticSurf(600, 'going on', ['lahinch', 'tullan'])
const yesOrNo = surf.target.map((value) => (value > 2 ? 1 : 0))

/** Learns, keeping what there was after `kept` rounds. */
async function learn(learner: Learner, target: Float64Array, kept: number) {
  let soFar: LearnedSoFar | undefined
  const whole = await fitModel({
    learner,
    columns: surf.columns,
    target,
    seed: 1,
    onProgress: ({ done, soFar: keep }) => {
      if (done === kept) soFar = keep?.()
    },
  })
  assert.ok(soFar !== undefined)
  return { whole, goOn: JSON.parse(JSON.stringify(soFar)) as LearnedSoFar }
}

const stopping = { share: 0.2, patience: 5 }

for (const [name, learner, target] of [
  ['boosted trees', boostedTrees({ trees: 30 }), surf.target],
  [
    'those of sampled rows',
    boostedTrees({ trees: 30, rowShare: 0.5, columnShare: 0.7 }),
    surf.target,
  ],
  ['those of chances', boostedTrees({ trees: 30, loss: 'logistic' }), yesOrNo],
  ['those of classes', boostedTrees({ trees: 12, loss: 'classes' }), yesOrNo],
  ['those that stop early', boostedTrees({ trees: 300, earlyStopping: stopping }), surf.target],
  ['the trees of a forest', randomForest({ trees: 25, minLeafRows: 3 }), surf.target],
  ['those of quantiles', randomForest({ trees: 15, quantile: 0.9, threads: 2 }), surf.target],
  ['those of a forest of classes', randomForest({ trees: 15, task: 'classes' }), yesOrNo],
  ['networks', neuralNetwork({ hidden: [8], epochs: 15, dropout: 0.2 }), surf.target],
  [
    'networks that stop early',
    neuralNetwork({ hidden: [8], epochs: 60, earlyStopping: { share: 0.2, patience: 10 } }),
    surf.target,
  ],
] as const) {
  test(`${name} that go on from what they were are those learned at once`, async () => {
    const { whole, goOn } = await learn(learner, target, 10)
    const gone = await fitModel({ learner, columns: surf.columns, target, seed: 1, goOn })
    assert.deepEqual(gone, whole)
  })
}

test('trees that have seen enough do not go on', async () => {
  const learner = boostedTrees({ trees: 300, learningRate: 0.5, earlyStopping: stopping })
  const rounds: number[] = []
  const first = await fitModel({
    learner,
    ...surf,
    seed: 1,
    onProgress: ({ done }) => void rounds.push(done),
  })
  const last = rounds.at(-1) ?? 0
  assert.ok(last < 300)
  const { goOn } = await learn(learner, surf.target, last)
  assert.deepEqual(await fitModel({ learner, ...surf, seed: 1, goOn }), first)
})
