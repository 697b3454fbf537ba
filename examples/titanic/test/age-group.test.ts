import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageGroupOf } from '../views/survival.ts'

test('an age group ends with its oldest, and an unknown age has none', () => {
  const found = [0.5, 12, 13, 19, 20, 40, 41, 65, 66, Number.NaN].map(ageGroupOf)
  assert.deepEqual(found, [0, 0, 1, 1, 2, 2, 3, 3, 4, Number.NaN])
})
