import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HowWeDidReply, OutcomeReply } from '../../src/api/index.ts'
import { forecastPoints } from '../../src/ui/pages/services/forecast-points.ts'

const lahinch = { beachId: 'lahinch' }
const hourMs = 3_600_000
const forecast = {
  model: 'surf-height',
  version: 3,
  madeAt: '2026-11-21T06:00:00.000Z',
  unit: 'ft',
  points: [
    { at: '2026-11-21T18:00:00.000Z', waveHeight: 3.5, predictionId: 'prd_1' },
    { at: '2026-11-22T18:00:00.000Z', waveHeight: 4 },
  ],
}

function outcome(leadMs: number, predicted: number, entity = lahinch): OutcomeReply {
  const at = '2026-11-20T10:00:00.000Z'
  const predictionId = `prd_lead_${leadMs / hourMs}`
  return {
    predictionId,
    entity,
    at,
    predicted,
    observed: 3,
    error: predicted - 3,
    leadMs,
    version: 3,
  }
}

function howWeDid(outcomes: readonly OutcomeReply[], errors: readonly number[]): HowWeDidReply {
  return {
    model: 'surf-height',
    label: 'waveHeight',
    count: outcomes.length,
    meanAbsoluteError: 0.5,
    bias: 0,
    since: null,
    outcomes: [...outcomes],
    byLead: errors.map((meanAbsoluteError, leadDay) => ({
      leadDay,
      count: 1,
      meanAbsoluteError,
      bias: 0,
      baselineError: null,
    })),
  }
}

const facts = { forecast, label: 'waveHeight', entity: lahinch, pastDays: 10 }

test('without a past, the forecast stands alone and has no band', () => {
  assert.deepEqual(forecastPoints({ ...facts, observed: undefined, howWeDid: undefined }), [
    { at: new Date('2026-11-21T18:00:00Z'), value: 3.5, kind: 'forecast', predictionId: 'prd_1' },
    { at: new Date('2026-11-22T18:00:00Z'), value: 4, kind: 'forecast' },
  ])
})

test('the band is the mean error of so many days ahead, between two days in between', () => {
  const points = forecastPoints({
    ...facts,
    observed: undefined,
    howWeDid: howWeDid([], [0.2, 0.6]),
  })
  assert.deepEqual(
    points.map((point) => point.error),
    [0.2, 0.6],
  )
})

test('of several predictions of one moment, the one made a day before stands for them', () => {
  const outcomes = [outcome(2 * hourMs, 3.1), outcome(25 * hourMs, 3.4), outcome(80 * hourMs, 5)]
  const points = forecastPoints({ ...facts, observed: undefined, howWeDid: howWeDid(outcomes, []) })
  assert.deepEqual(
    points.filter((point) => point.kind === 'predicted before'),
    [
      {
        at: new Date('2026-11-20T10:00:00Z'),
        value: 3.4,
        kind: 'predicted before',
        predictionId: 'prd_lead_25',
      },
    ],
  )
})

test('what was reported of another beach or too long ago is left out', () => {
  const point = (at: string, beachId: string) => ({ entity: { beachId }, at, value: 3 })
  const observed = {
    model: 'surf-height',
    label: 'waveHeight',
    points: [
      point('2026-10-01T10:00:00.000Z', 'lahinch'),
      point('2026-11-20T10:00:00.000Z', 'doolin'),
      point('2026-11-20T10:00:00.000Z', 'lahinch'),
    ],
  }
  const points = forecastPoints({ ...facts, observed, howWeDid: undefined })
  assert.deepEqual(
    points.filter(({ kind }) => kind === 'reported'),
    [{ at: new Date('2026-11-20T10:00:00Z'), value: 3, kind: 'reported' }],
  )
})
