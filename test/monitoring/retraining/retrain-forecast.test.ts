import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { forecaster, ridge, type SeriesTable } from '../../../src/learn/index.ts'
import {
  defineRetraining,
  listDecisions,
  retrain,
  featuresDrift,
  lessAccurate,
  newRows,
  type RetrainingDefinition,
} from '../../../src/monitoring/index.ts'
import { overall } from '../../../src/registry/index.ts'
import { defineForecast } from '../../../src/training/index.ts'
import { byHand, ifDue, retrainingLab } from './retraining-lab.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

/**
 * A week that is alike until day 120; then the days stand the other way round, and from day 160 on they
 * are as before; `level` is theirs from day 120 on.
 */
function ridersUntil(dayCount: number, level = 40): SeriesTable {
  const random = seededRandom('riders')
  const days = Array.from({ length: dayCount }, (_, at) => at)
  const isTurned = (at: number) => at >= 120 && at < 160
  return {
    times: Float64Array.from(days, (at) => start + at * dayMs),
    target: Float64Array.from(
      days,
      (at) => (at < 120 ? 40 : level) + 3 * (isTurned(at) ? 6 - (at % 7) : at % 7) + random.next(),
    ),
    known: [{ name: 'place', kind: 'number', values: Float64Array.from(days, (at) => at % 7) }],
  }
}

async function forecastLab(t: TestContext) {
  const lab = await retrainingLab(t)
  const made = { today: 119, level: 40 }
  const forecast = defineForecast({
    name: 'riders',
    spec: forecaster({
      learner: ridge(),
      every: '1d',
      steps: 3,
      lags: [1],
      calendar: ['weekday'],
    }),
    origins: 6,
    gates: [overall('mae').below(100)],
    read: () => Promise.resolve(ridersUntil(made.today, made.level)),
  })
  const policyOf = (terms: Partial<RetrainingDefinition> = {}) =>
    defineRetraining({ model: forecast, better: 'likely', ...terms })
  const champion = async () => (await lab.models.findAlias('riders', 'champion'))?.version
  return Object.assign(made, { lab, policyOf, champion })
}

test('a forecast is trained first, kept while it holds, and trained anew when it holds no more', async (t) => {
  const made = await forecastLab(t)
  const { lab, policyOf, champion } = made
  const because = async (policy = policyOf(), asked: typeof byHand | typeof ifDue = byHand) =>
    (await retrain(lab.deps, policy, asked)).because
  assert.equal(
    await because(policyOf({ whenBetter: 'promote' })),
    'promoted 1 because it is the first',
  )
  assert.equal(
    await because(),
    'kept 1 because there is no new data since 2026-04-29T00:00:00.000Z',
  )

  made.today = 126
  const whenWorse = policyOf({ when: [lessAccurate(0.2)], whenBetter: 'promote' })
  assert.equal(
    await because(policyOf({ when: [newRows(8)] }), ifDue),
    'it waits until 8 new labelled rows are there',
  )
  made.today = 150
  const worse = await retrain(lab.deps, whenWorse, ifDue)
  assert.deepEqual([worse.conclusion, await champion()], ['promote', 2])
  const { trigger, newData, holds, comparison, gates } = worse.evidence
  assert.equal(trigger?.kind, 'accuracy')
  assert.match(
    trigger.because,
    /^mae \S+ on the 31 newest labelled rows, \S+ on those it was held to$/,
  )
  assert.deepEqual(
    [newData?.rows, newData?.since, newData?.newestAt],
    [31, '2026-04-29T00:00:00.000Z', '2026-05-30T00:00:00.000Z'],
  )
  assert.ok((holds?.now ?? 0) > 2 * (holds?.held ?? Infinity))
  // The six past forecasts of the candidate, from moments that the champion did not know.
  assert.equal(comparison?.rows, 18)
  assert.ok((comparison.candidate ?? Infinity) < (comparison.champion ?? 0))
  assert.ok((comparison.low ?? 0) < (comparison.gain ?? 0))
  assert.equal(gates?.held, true)
  const decisions = await listDecisions(lab.database, { model: 'riders' })
  assert.deepEqual(
    decisions.map(({ state, policy }) => [state, policy]),
    [
      ['promoted', 'riders'],
      ['kept', 'riders'],
      ['promoted', 'riders'],
    ],
  )

  // Days are as they were again: what was promoted by itself is worse than what was there before.
  made.today = 200
  const back = await retrain(lab.deps, policyOf({ watch: { for: '3650d', rows: 20 } }), ifDue)
  assert.deepEqual([back.conclusion, await champion()], ['roll back', 1])
  assert.match(
    back.because,
    /^rolled back to 1 because 2 is worse on the 50 labelled rows that came since \(Δ mae /,
  )
})

test('what a forecast reads may make it due, too', async (t) => {
  const made = await forecastLab(t)
  const { lab, policyOf } = made
  await retrain(lab.deps, policyOf({ whenBetter: 'promote' }), byHand)
  made.today = 130
  made.level = 100
  const policy = policyOf({ when: [featuresDrift(0.3)] })
  const asked = { ...ifDue, isRehearsal: true }
  const { evidence, conclusion } = await retrain(lab.deps, policy, asked)
  assert.deepEqual(evidence.trigger, {
    kind: 'drift',
    because: '1 of 2 features have drifted: lag1',
  })
  assert.equal(conclusion, 'train')
})

test('a forecast is not tried as a canary', async (t) => {
  const { policyOf } = await forecastLab(t)
  assert.throws(() => policyOf({ whenBetter: 'canary' }), {
    code: 'monitoring.retrainingWrong',
    message: /a forecast is not tried as a canary: promote or propose it/,
  })
})
