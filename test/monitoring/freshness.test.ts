import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, type GroupSummary } from '../../src/features/index.ts'
import { freshnessOf } from '../../src/monitoring/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'

const columns = { beachId: text(), hitsAt: timestamp(), height: float() }
const plain = defineGroup({ name: 'swells', key: ['beachId'], time: 'hitsAt', columns })
const swells = { ...plain, freshWithin: '13h' } as const
const noon = new Date('2026-03-01T12:00:00Z')
const hour = 3_600_000

function committed(newestCommitAt: Date | undefined): GroupSummary {
  return { commitCount: 1, segmentCount: 1, rowCount: 3, newestCommitAt, newestEventAt: noon }
}

function hoursAgo(hours: number): GroupSummary {
  return committed(new Date(noon.getTime() - hours * hour))
}

test('a group is fresh until its newest commit is older than it may be', () => {
  assert.deepEqual(freshnessOf(swells, hoursAgo(0), noon), {
    expected: '13h',
    ageMs: 0,
    fresh: true,
  })
  assert.deepEqual(freshnessOf(swells, hoursAgo(13), noon), {
    expected: '13h',
    ageMs: 13 * hour,
    fresh: true,
  })
  assert.deepEqual(freshnessOf(swells, hoursAgo(13.001), noon), {
    expected: '13h',
    ageMs: 13.001 * hour,
    fresh: false,
  })
})

test('a group of which nothing is expected is fresh once it has anything', () => {
  assert.deepEqual(freshnessOf(plain, hoursAgo(9999), noon), {
    expected: undefined,
    ageMs: 9999 * hour,
    fresh: true,
  })
})

test('an empty group is not fresh', () => {
  for (const group of [plain, swells]) {
    assert.deepEqual(freshnessOf(group, committed(undefined), noon), {
      expected: group === plain ? undefined : '13h',
      ageMs: undefined,
      fresh: false,
    })
  }
})

test('a commit of a clock that was ahead has no negative age', () => {
  assert.deepEqual(freshnessOf(swells, hoursAgo(-1), noon).ageMs, 0)
})
