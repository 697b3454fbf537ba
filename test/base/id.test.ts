import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../src/base/index.ts'

test('ids sort by the time they were made', () => {
  const moments = [
    '1970-01-01',
    '2026-03-01',
    '2026-03-01T00:00:00.001',
    '2026-12-31',
    '2999-01-01',
  ]
  const ids = moments.map((moment) =>
    newId('run', new Date(`${moment}${moment.length > 10 ? 'Z' : ''}`)),
  )
  assert.deepEqual(ids.toSorted(), ids)
})

test('an id tells its kind, and has no letter that is mistaken for another', () => {
  assert.match(newId('run', new Date('2026-03-01')), /^run_[0-9a-hjkmnp-tv-z]{18}$/)
})

test('ids of one millisecond differ', () => {
  const now = new Date('2026-03-01')
  const ids = Array.from({ length: 1000 }, () => newId('dlv', now))
  assert.equal(new Set(ids).size, 1000)
})
