import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fitsFilter,
  joinLines,
  splitAtMatches,
  type ShownLine,
} from '../../src/ui/pages/runs/log-lines.ts'

function lineOf(lineNumber: number, changes: Partial<ShownLine> = {}): ShownLine {
  return {
    lineNumber,
    at: `2026-11-21T06:00:0${lineNumber}.000Z`,
    level: 'info',
    text: `line ${lineNumber}`,
    runId: 'run_a',
    step: 'fish',
    ...changes,
  }
}

test('a line that was stored and came in live is shown once, in its place', () => {
  const joined = joinLines([lineOf(1), lineOf(2)], [lineOf(2), lineOf(3)])
  assert.deepEqual(
    joined.map(({ lineNumber }) => lineNumber),
    [1, 2, 3],
  )
  const other = joinLines([lineOf(2)], [lineOf(1, { runId: 'run_b' })])
  assert.deepEqual(
    other.map(({ runId }) => runId),
    ['run_b', 'run_a'],
  )
})

test('what comes in live is held to the search as the server holds the rest', () => {
  const filter = { step: undefined, level: undefined, text: '' }
  assert.equal(fitsFilter(lineOf(1), filter), true)
  assert.equal(fitsFilter(lineOf(1), { ...filter, text: 'LINE 1' }), true)
  assert.equal(fitsFilter(lineOf(1), { ...filter, level: 'warn' }), false)
  assert.equal(fitsFilter(lineOf(1, { level: 'error' }), { ...filter, level: 'warn' }), true)
  assert.equal(fitsFilter(lineOf(1), { ...filter, step: 'land' }), false)
})

test('what was searched for is every second piece of a text', () => {
  assert.deepEqual(splitAtMatches('Fish and fish', 'fish'), ['', 'Fish', ' and ', 'fish', ''])
  assert.deepEqual(splitAtMatches('nothing', 'fish'), ['nothing'])
  assert.deepEqual(splitAtMatches('fish', ''), ['fish'])
})
