import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysUntilExpiry } from '../views/days-until-expiry.ts'

test('a card is good to the end of its month', () => {
  assert.equal(daysUntilExpiry('02/28', Date.UTC(2028, 1, 28)), 2)
  assert.equal(daysUntilExpiry('12/26', Date.UTC(2027, 0, 2)), -1)
})

test('without a month nothing is known', () => {
  assert.equal(daysUntilExpiry(undefined, 0), Number.NaN)
  assert.equal(daysUntilExpiry('soon', 0), Number.NaN)
})
