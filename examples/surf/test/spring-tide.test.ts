import assert from 'node:assert/strict'
import { test } from 'node:test'
import { springTide } from '../views/spring-tide.ts'

const at = (moment: string): number => springTide(Date.parse(moment))

test('tides range most with the new and the full moon, and least between them', () => {
  // Of the almanac for 2024: a new moon (an eclipse), the first quarter, the full moon, the last quarter.
  assert.ok(at('2024-04-08T18:21Z') > 0.95)
  assert.ok(at('2024-04-15T19:13Z') < -0.95)
  assert.ok(at('2024-04-23T23:49Z') > 0.9)
  assert.ok(at('2024-05-01T11:27Z') < -0.9)
})
