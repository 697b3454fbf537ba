import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchPace } from '../../src/registry/batch-pace.ts'

/** A graph that takes 4 ms and 0.5 ms for each row, asked every `gapMs`. */
function measured(gapMs: number) {
  const pace = batchPace({ batchRows: 64, aimMs: 14.2 })
  for (let at = 0; at < 200; at += 1) {
    pace.asked(at * gapMs)
    pace.ran(1 + (at % 5), 4 + 0.5 * (1 + (at % 5)))
  }
  return pace
}

function assertNear(found: number, wanted: number): void {
  assert.ok(Math.abs(found - wanted) < 1e-6, `${found} is not ${wanted}`)
}

test('a batch has as many rows as take no longer than is aimed at', () => {
  assert.equal(measured(1).mostRows(), 20)
  assert.equal(batchPace({ batchRows: 64, aimMs: 14.2 }).mostRows(), 64)
})

test('waiting is worth what a batch costs beside its rows, shared by those who wait', () => {
  const pace = measured(1)
  assertNear(pace.worthWaitingMs(1), 4)
  assertNear(pace.worthWaitingMs(2), 2)
  // A fifth costs the four that wait 1 ms each, which is what it saves.
  assert.equal(pace.worthWaitingMs(4), 0)
})

test('where the next is longer in coming than a batch takes, nobody waits', () => {
  assert.equal(measured(5).worthWaitingMs(1), 0)
})

test('nobody waits until it is known what that saves', () => {
  const pace = batchPace({ batchRows: 64, aimMs: 14.2 })
  for (let at = 0; at < 200; at += 1) {
    pace.asked(at)
    // Of batches of one size nobody knows what of their time is fixed.
    pace.ran(1, 5)
  }
  assert.equal(pace.worthWaitingMs(1), 0)
})
