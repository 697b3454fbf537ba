import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerSentence, farAheadSentence } from '../../src/site/answer-sentence.ts'
import type { ForecastPoint, ForecastPage } from '../../src/site/index.ts'
import { pageSetting } from '../../src/site/page-setting.ts'
import { placeOutlook } from '../../src/site/place-outlook.ts'
import { surfPage } from './surf-page.ts'

/** The sentences about one place whose points are `[moment, value]`; the page was made Sat 21 Nov, 11:11. */
function sentencesAbout(
  points: readonly (readonly [string, number])[],
  changes: Partial<ForecastPage> = {},
) {
  const forecast = points.map(([at, value]): ForecastPoint => ({
    at: new Date(`${at}:00Z`),
    value,
  }))
  const setting = pageSetting(surfPage(changes))
  const outlook = placeOutlook({ id: 'a', name: 'A', forecast, reports: [], earlier: [] }, setting)
  return { answer: answerSentence(outlook, setting), caution: farAheadSentence(outlook, setting) }
}

const calm = [
  ['2026-11-21T14:00', 2],
  ['2026-11-22T14:00', 2.1],
  ['2026-11-23T14:00', 1.9],
] as const

test('the best day is named with its part, height, hour and usual error', () => {
  assert.deepEqual(sentencesAbout([...calm, ['2026-11-24T10:00', 5.2]]), {
    answer: 'Tuesday morning looks best: about 5 ft around 10:00, give or take 0.5 ft.',
    caution: undefined,
  })
})

test('a higher wave at night is not the answer', () => {
  const { answer } = sentencesAbout([...calm, ['2026-11-23T03:00', 9], ['2026-11-24T14:00', 5.2]])
  assert.match(answer, /^Tuesday afternoon looks best: about 5 ft/)
})

test('a day that is past when the page is made is not the answer', () => {
  const { answer } = sentencesAbout([['2026-11-21T10:00', 9], ...calm, ['2026-11-24T14:00', 5.2]])
  assert.match(answer, /^Tuesday afternoon looks best/)
})

test('no day is praised that differs by less than the usual error', () => {
  assert.equal(
    sentencesAbout([...calm, ['2026-11-24T12:00', 2.4]]).answer,
    'No day stands out: 2 to 2.5 ft by day, the most on Tuesday midday around 12:00, give or take 0.5 ft.',
  )
})

test('a day more than six days ahead is named with its date', () => {
  const { answer } = sentencesAbout([...calm, ['2026-11-28T14:00', 6]])
  assert.equal(
    answer,
    'Saturday 28 November looks best: about 6 ft around 14:00, give or take 1 ft.',
  )
})

test('an answer from further ahead than we beat the baseline carries a caution', () => {
  const { caution } = sentencesAbout([...calm, ['2026-12-01T10:00', 6]])
  assert.equal(
    caution,
    'That far ahead, our forecasts have been no better than the simple guess we compare them with.',
  )
})

test('the answer says when there is no forecast, and when it has run out', () => {
  assert.equal(
    sentencesAbout([]).answer,
    'There is no forecast yet. Forecasts are made every 12 hours, next 23:11.',
  )
  assert.equal(
    sentencesAbout([['2026-11-20T14:00', 2]]).answer,
    'This forecast has run out. Forecasts are made every 12 hours, next 23:11.',
  )
})
