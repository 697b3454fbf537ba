import assert from 'node:assert/strict'
import { test } from 'node:test'
import { swellRows } from '../texts/swell-rows.ts'

const cycleAt = new Date('2026-11-21T00:00:00.000Z')
const slow = { height: 1.5, period: 10, direction: 120 }
const fast = { height: 1, period: 10, direction: 60 }

test('a row is the best swell of a step at the moment it hits the beach', () => {
  const missing = { height: 3, period: 9, direction: 300 }
  const steps = [{ offsetHours: 4, swells: [missing, fast] }]
  assert.deepEqual(swellRows({ beachId: 'lahinch', cycleAt, steps }), [
    { beachId: 'lahinch', hitsAt: new Date('2026-11-21T10:00:00.000Z'), ...fast },
  ])
})

test('an arrival counts for the two hours that it falls in', () => {
  const steps = [{ offsetHours: 4, swells: [{ ...fast, direction: 70 }] }]
  assert.deepEqual(
    swellRows({ beachId: 'lahinch', cycleAt, steps }).map(({ hitsAt }) => hitsAt),
    [new Date('2026-11-21T10:00:00.000Z')],
  )
})

test('where the next swell is late the last one goes on, but not over a flat sea', () => {
  const shifted = { height: 1, period: 14, direction: 30 }
  const rows = swellRows({
    beachId: 'lahinch',
    cycleAt,
    steps: [
      { offsetHours: 4, swells: [shifted] },
      { offsetHours: 6, swells: [slow] },
      { offsetHours: 8, swells: [] },
      { offsetHours: 10, swells: [] },
      { offsetHours: 12, swells: [] },
      { offsetHours: 14, swells: [slow] },
    ],
  })
  assert.deepEqual(
    rows.map(({ hitsAt, height }) => [hitsAt.getUTCHours(), height]),
    [
      [8, 1],
      [10, 1],
      [12, 1],
      [14, 1.5],
      [22, 1.5],
    ],
  )
})

test('rows are sorted by arrival, also where a faster swell overtakes', () => {
  const fastest = { height: 1, period: 14, direction: 30 }
  const steps = [
    { offsetHours: 0, swells: [slow] },
    { offsetHours: 2, swells: [fastest] },
    { offsetHours: 4, swells: [] },
  ]
  assert.deepEqual(
    swellRows({ beachId: 'lahinch', cycleAt, steps }).map(({ hitsAt }) => hitsAt.getUTCHours()),
    [6, 8],
  )
})

test('of two steps that arrive together the higher swell stays, whichever comes first', () => {
  const higher = { ...fast, height: 2 }
  const heightsOf = (first: typeof slow, second: typeof slow): number[] =>
    swellRows({
      beachId: 'lahinch',
      cycleAt,
      steps: [
        { offsetHours: 0, swells: [first] },
        { offsetHours: 2, swells: [second] },
      ],
    }).map(({ height }) => height)
  assert.deepEqual(heightsOf(slow, fast), [1.5])
  assert.deepEqual(heightsOf(slow, higher), [2])
})

test('of two equally high swells that arrive together the later step stays', () => {
  const later = { ...fast, height: slow.height }
  const steps = [
    { offsetHours: 0, swells: [slow] },
    { offsetHours: 2, swells: [later] },
  ]
  assert.deepEqual(
    swellRows({ beachId: 'lahinch', cycleAt, steps }).map(({ direction }) => direction),
    [60],
  )
})
