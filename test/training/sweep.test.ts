import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import {
  among,
  between,
  boostedTrees,
  decisionTree,
  leastSquares,
  random,
  ridge,
  stacking,
  wholeBetween,
} from '../../src/learn/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import {
  defineModel,
  findLastSweep,
  runSweep,
  type Model,
  type ReadSweep,
  type SweepOptions,
} from '../../src/training/index.ts'
import {
  freezeSurf,
  split,
  surfHeight,
  trainingLab,
  trainOptions,
  type TrainingLab,
} from './training-lab.ts'

const searched: Model = {
  ...surfHeight,
  learner: boostedTrees({ trees: 10, minLeafRows: 5 }),
  search: {
    learningRate: between(0.01, 0.5, { scale: 'log' }),
    maxLeaves: wholeBetween(2, 16, { scale: 'log' }),
    growth: among('leafWise', 'depthWise'),
  },
}

async function sweep(lab: TrainingLab, options: Partial<SweepOptions>, model = searched) {
  const set = await freezeSurf(lab)
  const { signal } = new AbortController()
  return runSweep(lab, model, set, { ...trainOptions, parallel: 1, signal, ...options })
}

/** What a sweep came to, without what differs from run to run. */
function outcomeOf({ trials }: ReadSweep) {
  return trials.map(({ number, values, losses, isPruned }) => ({
    number,
    values,
    losses,
    isPruned,
  }))
}

test('a sweep measures each trial on folds of the training rows, as runs of its own', async (t) => {
  const lab = await trainingLab(t)
  const done = await sweep(lab, { trialCount: 14 })
  assert.equal(done.trials.length, 14)
  assert.equal(done.run.status, 'succeeded')
  const whole = done.trials.filter(({ isPruned }) => !isPruned)
  assert.ok(whole.length >= 5 && whole.every(({ losses }) => losses.length === 3))
  assert.ok(done.trials.some(({ isPruned, losses }) => isPruned && losses.length < 3))
  const best = Math.min(...whole.map(({ value = Infinity }) => value))
  assert.equal(done.best?.value, best)

  const [run, ...others] = await listRuns(lab, { kind: 'sweep' })
  assert.deepEqual(others, [])
  assert.ok(run !== undefined)
  const trials = await listRuns(lab, { kind: 'trial', parentId: run.id })
  assert.equal(trials.length, 14)
  assert.deepEqual(Object.keys(trials[0]?.settings ?? {}), ['learningRate', 'maxLeaves', 'growth'])
  assert.deepEqual(await lab.models.list('surf-height'), [])
})

test('a sweep that was stopped goes on, and comes to what it would have come to', async (t) => {
  const lab = await trainingLab(t)
  const stop = new AbortController()
  const broken = sweep(lab, {
    trialCount: 16,
    signal: stop.signal,
    onTrial: ({ number }) => number === 11 && stop.abort(),
  })
  await assert.rejects(broken, { name: 'AbortError' })
  const before = await findLastSweep(lab, 'surf-height')
  assert.ok(before !== undefined)
  assert.equal(before.run.status, 'interrupted')
  assert.deepEqual(before.trials.map(({ status }) => status).slice(-2), [
    'succeeded',
    'interrupted',
  ])
  const done = await sweep(lab, { continues: before })
  assert.equal(done.trials.length, 16)
  const atOnce = await sweep(lab, { trialCount: 16 })
  assert.deepEqual(outcomeOf(done), outcomeOf(atOnce))
  const gone = await sweep(lab, { continues: done, trialCount: 17 })
  assert.deepEqual(outcomeOf(gone).slice(0, 16), outcomeOf(done))
  assert.equal(gone.trials.length, 17)
})

test('a grid tries each combination once, several at once', async (t) => {
  const lab = await trainingLab(t)
  const model = { ...searched, search: { maxLeaves: among(2, 4, 8), growth: among('leafWise') } }
  const parallel = Math.min(3, availableParallelism())
  const done = await sweep(lab, { method: 'grid', pruning: 'none', parallel }, model)
  assert.deepEqual(
    done.trials.map(({ values }) => values),
    [2, 4, 8].map((maxLeaves) => ({ maxLeaves, growth: 'leafWise' })),
  )
  assert.ok(done.trials.every(({ losses }) => losses.length === 3))
})

test('halving gives few rows to many trials, and all rows to the best', async (t) => {
  const lab = await trainingLab(t)
  const options = { method: 'random', pruning: 'halving', folds: 2, trialCount: 9 } as const
  const done = await sweep(lab, options, { ...searched, split: random({ test: 0.25, seed: 1 }) })
  const whole = done.trials.filter(({ isPruned }) => !isPruned)
  assert.ok(whole.length >= 1 && whole.length <= 5, `${whole.length} went to their end`)
})

test('time ends a sweep', async (t) => {
  const lab = await trainingLab(t)
  let ms = 0
  const done = await sweep({ ...lab, stopwatch: () => (ms += 100) }, { timeMs: 350, folds: 2 })
  assert.equal(done.trials.length, 3)
})

test('a trial that fails is told and ends nothing; a sweep of nothing else fails', async (t) => {
  const lab = await trainingLab(t)
  // Of waves in feet, hardly one is a whole number as classes are.
  const model = { ...searched, search: { loss: among('squared', 'classes') } }
  const done = await sweep(lab, { method: 'grid', pruning: 'none' }, model)
  assert.deepEqual(
    done.trials.map(({ status }) => status),
    ['succeeded', 'failed'],
  )
  assert.equal(done.best?.number, 0)
  const none = { ...searched, search: { loss: among('classes') } }
  await assert.rejects(sweep(lab, { method: 'grid' }, none), { code: 'training.allTrialsFailed' })
})

test('a stack that says nothing of where to look is searched where its members are', async (t) => {
  const lab = await trainingLab(t)
  const learner = stacking([ridge(), decisionTree()], { final: leastSquares(), folds: 2 })
  const done = await sweep(lab, { trialCount: 2, folds: 2 }, { ...surfHeight, learner })
  for (const { status, values } of done.trials) {
    assert.equal(status, 'succeeded')
    assert.deepEqual(Object.keys(values), [
      'member1.alpha',
      'member2.maxDepth',
      'member2.minLeafRows',
    ])
  }
  const nothing = sweep(lab, {}, { ...surfHeight, learner: leastSquares() })
  await assert.rejects(nothing, (error: Error & { code?: string }) => {
    assert.equal(error.code, 'training.nothingToSearch')
    assert.match(error.message, /its learner \(least squares\) has no parameters/)
    return true
  })
})

test('a search that the learner can’t take is refused when the model is declared', () => {
  const { name, view, measure } = surfHeight
  const declare = (search: object) =>
    defineModel({ name, view, split, measure, learner: boostedTrees(), search })
  assert.throws(() => declare({ tree: between(1, 2) }), { code: 'learn.unknownParameter' })
  assert.throws(() => declare({ rowShare: between(0.5, 2) }), { code: 'learn.wrongSetting' })
})
