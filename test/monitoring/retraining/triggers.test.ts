import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendRows } from '../../../src/features/index.ts'
import {
  acceptProposal,
  atTimes,
  featuresDrift,
  getDecision,
  lessAccurate,
  listDecisions,
  monitorAlarms,
  newRows,
  olderThan,
  retrain,
} from '../../../src/monitoring/index.ts'
import { appendDays, reports, surfHeight, swells } from '../../training/training-lab.ts'
import {
  byHand,
  championOf,
  crown,
  dull,
  ifDue,
  policyOf,
  retrainingLab,
} from './retraining-lab.ts'

test('triggers say what makes it due, and what is not due is no decision', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  const when = [
    newRows(30),
    monitorAlarms('surf-inputs'),
    olderThan('1d'),
    atTimes('0 6 * * *'),
    lessAccurate(9),
    featuresDrift(0.5),
  ]
  const policy = policyOf({ when })
  const { conclusion, because } = await retrain(lab.deps, policy, ifDue)
  assert.equal(conclusion, 'not due')
  assert.match(
    because,
    /^it waits until 30 new labelled rows are there, or until monitor surf-inputs finds/,
  )
  assert.deepEqual(await listDecisions(lab.database), [])

  await appendDays(lab, 100, 120)
  const byRows = await retrain(lab.deps, policy, ifDue)
  assert.deepEqual(byRows.evidence.trigger, { kind: 'new data', because: '40 new labelled rows' })
  const again = await retrain(lab.deps, policy, ifDue)
  assert.equal(again.conclusion, 'not due')
  assert.match(again.because, /^the same rows were decided on already: kept 1 because /)

  await appendDays(lab, 120, 122)
  lab.alarms.set('surf-inputs', 'period has drifted')
  const byAlarm = await retrain(lab.deps, policy, ifDue)
  assert.deepEqual(byAlarm.evidence.trigger, { kind: 'monitor', because: 'period has drifted' })
})

test('a policy goes by the metric that it names, and a trigger by another', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 120)
  const observedAt = new Date(Date.UTC(2025, 5, 1))
  const high = [{ beachId: 'easkey', observedAt, waveHeight: 60 }]
  await appendRows(lab, reports, high, { runId: undefined, knownAt: observedAt })
  const policy = policyOf({ metric: 'rmse', when: [lessAccurate(0, 'mae')], worseBy: 1e6 })
  const { evidence, because } = await retrain(lab.deps, policy, ifDue)
  assert.equal(evidence.trigger?.kind, 'accuracy')
  assert.match(evidence.trigger.because, /^mae /)
  assert.match(because, /^kept 1 because it still holds: rmse /)
})

test('two policies on one model take turns: of proposals the newer one waits, and no alias is moved twice', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 130)
  const nightly = policyOf({ name: 'nightly', ifItHolds: 'train' })
  const first = await retrain(lab.deps, nightly, byHand)
  assert.equal(first.decision?.state, 'proposed')
  await appendDays(lab, 130, 160)
  const eager = policyOf({ name: 'eager', ifItHolds: 'train', whenBetter: 'promote' })
  const second = await retrain(lab.deps, eager, byHand)
  assert.equal(second.decision?.state, 'promoted')
  assert.equal(await championOf(lab), 3)
  assert.equal((await getDecision(lab.database, first.decision.id)).state, 'superseded')
  await assert.rejects(
    acceptProposal(
      { ...lab.deps, getModel: () => surfHeight, approve: async () => Promise.resolve() },
      first.decision.id,
      { by: 'ada', reason: '' },
    ),
    { code: 'monitoring.notProposed' },
  )
  const third = await retrain(lab.deps, nightly, byHand)
  assert.match(third.because, /^kept 3 because there is no new data/)
})

test('a share of features that drifts makes it due', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  const days = Array.from({ length: 40 }, (_, day) => new Date(Date.UTC(2025, 5, 1 + day)))
  const known = { runId: undefined, knownAt: new Date(Date.UTC(2025, 5, 1)) }
  const high = days.map((hitsAt, at) => ({
    beachId: 'easkey',
    hitsAt,
    height: 20 + (at % 7),
    period: 30 + (at % 5),
  }))
  await appendRows(lab, swells, high, known)
  const seen = days.map((observedAt) => ({ beachId: 'easkey', observedAt, waveHeight: 60 }))
  await appendRows(lab, reports, seen, known)
  const none = { tests: { height: 'wasserstein' }, thresholds: { height: 1e6 } } as const
  const strict = policyOf({ when: [featuresDrift(1, { ...none, leastEffect: 1.1 })] })
  assert.equal((await retrain(lab.deps, strict, ifDue)).conclusion, 'not due')
  for (const measuredBy of [{}, { mode: 'evidently' }] as const) {
    const when = [featuresDrift(0.5, measuredBy)]
    const rehearsal = { ...ifDue, isRehearsal: true }
    const { evidence } = await retrain(lab.deps, policyOf({ when }), rehearsal)
    assert.equal(evidence.trigger?.kind, 'drift')
    assert.match(evidence.trigger.because, /of 4 features have drifted: .*height/)
  }
  // A feature that came since the champion has learned is new, and keeps nothing from being told.
  const { height, ...others } = surfHeight.view.features
  assert.ok(height)
  const view = { ...surfHeight.view, features: { height, ...others, before: height } }
  const rewritten = policyOf({ model: { ...surfHeight, view }, when: [featuresDrift(0.5)] })
  const { evidence } = await retrain(lab.deps, rewritten, ifDue)
  assert.match(evidence.trigger?.because ?? '', /of 5 features have drifted: height/)
})
