import assert from 'node:assert/strict'
import { test } from 'node:test'
import { summariseDays } from '../../src/site/day-summary.ts'
import { errorAtLead } from '../../src/site/error-at-lead.ts'
import { expectedPoints } from '../../src/site/expected-point.ts'
import { leadSentence } from '../../src/site/lead-sentence.ts'
import { localTime } from '../../src/site/local-time.ts'
import { shortestLeads } from '../../src/site/shortest-leads.ts'
import { valueFormat } from '../../src/site/value-format.ts'
import { surfPage } from './surf-page.ts'

const model = surfPage().model
const madeAt = new Date('2026-11-21T00:00:00Z')

test('a day has its lowest, its highest and the first of its best hours by day', () => {
  const values = [3, 1, 4, 4, 2, 6]
  const forecast = values.map((value, i) => ({
    at: new Date(madeAt.getTime() + i * 4 * 3_600_000),
    value,
  }))
  const points = expectedPoints(forecast, madeAt, () => undefined)
  assert.deepEqual(summariseDays(points, localTime('Europe/Dublin'), { from: 8, to: 18 }), [
    { day: '2026-11-21', lowest: 1, highest: 6, best: points[2] },
  ])
})

test('a day without a value by day has no best hour', () => {
  const points = expectedPoints([{ at: madeAt, value: 2 }], madeAt, () => undefined)
  assert.deepEqual(summariseDays(points, localTime('UTC'), { from: 8, to: 18 }), [
    { day: '2026-11-21', lowest: 2, highest: 2, best: undefined },
  ])
})

test('the error is read between lead days and kept beyond them', () => {
  const howWeDid = [
    { leadDays: 3, meanAbsoluteError: 0.9, count: 5 },
    { leadDays: 1, meanAbsoluteError: 0.5, count: 9 },
    { leadDays: 9, meanAbsoluteError: 8, count: 0 },
  ]
  const errorAt = errorAtLead({ howWeDid })
  assert.deepEqual([0, 24, 48, 72, 240].map(errorAt), [0.5, 0.5, 0.7, 0.9, 0.9])
})

test('before any forecast came true, the held-out error stands for all leads', () => {
  assert.equal(errorAtLead({ howWeDid: [], ...(model && { model }) })(100), 0.52)
  assert.equal(errorAtLead({ howWeDid: [] })(100), undefined)
})

test('an interval is its own or the usual error, and a height never falls below zero', () => {
  const forecast = [
    { at: new Date('2026-11-21T02:00:00Z'), value: 0.5 },
    { at: new Date('2026-11-21T00:00:00Z'), value: 2, low: 1, high: 4 },
  ]
  assert.deepEqual(
    expectedPoints(forecast, madeAt, () => 1).map(({ low, high }) => [low, high]),
    [
      [1, 4],
      [0, 1.5],
    ],
  )
})

test('of several forecasts for a moment the last one made is kept', () => {
  const at = new Date('2026-11-20T10:00:00Z')
  const earlier = [46, 22, 94].map((leadHours) => ({
    at,
    predicted: leadHours,
    observed: 1,
    leadHours,
  }))
  assert.deepEqual(shortestLeads(earlier), [earlier[1]])
})

test('how we did is told in plain words, also where we did no better', () => {
  const format = valueFormat('ft', [5], 1)
  const leads = [0.44, 0.9, 1.2].map((meanAbsoluteError, i) => ({
    leadDays: i + 1,
    meanAbsoluteError,
    count: 9,
  }))
  assert.equal(
    leadSentence(leads, model, format),
    'One day ahead we have been off by 0.44 ft on average, three days ahead by 1.20 ft. A simple guess, the height of the last report, is off by 1.18 ft: from three days ahead, the forecast was no better than that.',
  )
  assert.equal(
    leadSentence(leads.slice(0, 1), undefined, format),
    'One day ahead we have been off by 0.44 ft on average.',
  )
})
