import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOfName } from '../groups/day-of-name.ts'
import { lateShare } from '../views/leaving.ts'

test('a list is known on the day of its name', () => {
  assert.deepEqual(dayOfName('2026/2026-11-16.csv'), new Date('2026-11-16T00:00:00Z'))
  assert.throws(() => dayOfName('latest.csv'), /doesn't tell its day/)
})

test('a member of the first month has one payment', () => {
  assert.equal(lateShare({ months: 0, late: 1 }), 1)
  assert.equal(lateShare({ months: 12, late: 3 }), 0.25)
})
