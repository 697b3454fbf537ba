import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countDays } from '../report/day-counts.ts'
import { writeReport } from '../report/write-report.ts'

const judged = (day: number, isFraud: boolean) => ({
  at: new Date(Date.UTC(2026, 10, day, 9)),
  isFraud,
})

test('a day that was not scored, or not told of, is no day without frauds', () => {
  const days = countDays(
    [judged(20, true), judged(20, false), judged(21, false)],
    [judged(17, true), judged(18, false)],
    4,
  )
  assert.deepEqual(days, [
    { day: '2026-11-18', predicted: undefined, reported: 0 },
    { day: '2026-11-19', predicted: undefined, reported: undefined },
    { day: '2026-11-20', predicted: 1, reported: undefined },
    { day: '2026-11-21', predicted: 0, reported: undefined },
  ])
  assert.deepEqual(countDays([], [], 4), [])
})

test('the report draws a bar for each count, and lists who is suspected', () => {
  const days = countDays([judged(20, true)], [judged(19, true), judged(19, true)], 2)
  const page = writeReport({
    madeAt: new Date('2026-11-21T11:11:00Z'),
    from: 0.5,
    days,
    suspects: [
      {
        at: new Date('2026-11-20T09:00:00Z'),
        ccNum: '4000',
        probability: 0.987,
        amount: 12,
        category: 'Travel',
      },
    ],
  })
  assert.match(page, /<title>2026-11-20: 1 predicted<\/title>/)
  assert.match(page, /<title>2026-11-19: 2 reported<\/title>/)
  // Once for wide pages and once for narrow ones.
  assert.equal(page.match(/<rect /g)?.length, 4)
  assert.match(
    page,
    /<td>Travel<\/td><td class="number">\$12.00<\/td><td class="number">98.7 %<\/td>/,
  )
})
