import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spreadHeights } from '../../src/ui/charts/spread-heights.ts'

test('names that have room stay where their lines end', () => {
  assert.deepEqual(spreadHeights([10, 40, 90], { most: 100, apart: 13 }), [10, 40, 90])
  assert.deepEqual(spreadHeights([], { most: 100, apart: 13 }), [])
})

test('names of lines that end together stand below one another, and all within the picture', () => {
  assert.deepEqual(spreadHeights([50, 50, 55], { most: 100, apart: 10 }), [50, 60, 70])
  assert.deepEqual(spreadHeights([95, 96, 99], { most: 100, apart: 10 }), [80, 90, 100])
})
