import assert from 'node:assert/strict'
import { test } from 'node:test'
import { every, onCommit } from '../../../src/pipelines/index.ts'
import {
  defineRetraining,
  type RetrainingDefinition,
} from '../../../src/monitoring/retraining/define-retraining.ts'
import {
  atTimes,
  featuresDrift,
  lessAccurate,
  newRows,
  olderThan,
} from '../../../src/monitoring/retraining/retraining-trigger.ts'
import { reports, surfHeight } from '../../training/training-lab.ts'

test('a policy is the model’s name and proposes, where nothing else is told', () => {
  assert.deepEqual(defineRetraining({ model: surfHeight }), {
    kind: 'retraining',
    name: 'surf-height',
    model: surfHeight,
    alias: 'champion',
    when: [],
    every: undefined,
    metric: 'mae',
    leastRows: 1,
    worseBy: 0.1,
    ifItHolds: 'keep',
    better: 'surely',
    whenBetter: 'propose',
    canary: {},
    atMost: undefined,
    watch: { for: '7d', rows: 20 },
  })
})

const faults: readonly (readonly [Partial<RetrainingDefinition>, RegExp])[] = [
  [{ name: 'Every Day' }, /"Every Day" can't name it: use small letters, digits and hyphens\.$/],
  [{ alias: 'v3' }, /"v3" can't be an alias/],
  [{ leastRows: 0 }, /leastRows is 0, and must be a whole number from 1 on/],
  [{ worseBy: -0.1 }, /worseBy is -0.1, and must be a share from 0 on/],
  [{ every: '1h' }, /names nothing in `when` that would make it due/],
  [{ when: [newRows(0.5)] }, /newRows\(0.5\) wants a whole number/],
  [{ when: [lessAccurate(-1)] }, /lessAccurate\(-1\) wants a share/],
  [{ when: [featuresDrift(2)] }, /featuresDrift\(2\) wants a share/],
  [{ when: [olderThan('1 month' as '1d')] }, /"1 month" is no length of time such as 12h or 7d/],
  [{ when: [atTimes('every monday')] }, /./],
  [{ when: [atTimes(onCommit(reports))] }, /atTimes wants times/],
  [{ metric: 'f1' }, /its model does not measure f1: it measures mae, rmse/],
  [{ when: [lessAccurate(0.1, 'f1')] }, /does not measure f1/],
  [{ canary: { shares: [0.5, 0.2] } }, /shares that rise up to 1, not 0.5, 0.2/],
  [{ canary: { rows: 0 } }, /canary wants 0 rows/],
  [{ canary: { every: '0s' } }, /0s is no time at all/],
  [{ atMost: { times: 0, per: '7d' } }, /atMost allows 0 times/],
  [{ atMost: { times: 1, per: '0d' } }, /0d is no time at all/],
  [{ watch: { for: '7d', rows: 0 } }, /watch wants 0 rows/],
]

test('what is wrong with a policy is told before anything is trained', () => {
  for (const [terms, message] of faults) {
    assert.throws(() => defineRetraining({ model: surfHeight, ...terms }), {
      code: 'monitoring.retrainingWrong',
      message,
    })
  }
  const fine = { when: [atTimes(every('7d')), atTimes('0 6 * * 1')], every: '1h' } as const
  assert.equal(defineRetraining({ model: surfHeight, ...fine }).when.length, 2)
})
