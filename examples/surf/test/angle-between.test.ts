import assert from 'node:assert/strict'
import { test } from 'node:test'
import { angleBetween } from '../views/angle-between.ts'

test('the angle between two directions is the shorter way round', () => {
  assert.equal(angleBetween(350, 10), 20)
  assert.equal(angleBetween(10, 350), 20)
  assert.equal(angleBetween(90, 270), 180)
  assert.equal(angleBetween(70, 70), 0)
})

test('of a direction that is not known, nothing is', () => {
  assert.equal(angleBetween(Number.NaN, 70), Number.NaN)
})
