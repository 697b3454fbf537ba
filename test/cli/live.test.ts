import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLive } from '../../src/cli/live.ts'
import { plainStyle } from '../../src/cli/style.ts'

/** A stream that keeps what is written, and a clock that is set by hand. */
function openTry(isTTY: boolean) {
  const written: string[] = []
  const clock = { ms: 0 }
  const stream = { isTTY, columns: 30, write: (text: string) => written.push(text) }
  return { written, clock, live: openLive(stream, plainStyle, () => clock.ms) }
}

test('on a terminal progress rewrites one line, not too often, and gives way to lines that stay', () => {
  const { written, clock, live } = openTry(true)
  live.progress({ work: 'reading', done: 1, total: 4 })
  clock.ms = 10
  live.progress({ work: 'reading', done: 2, total: 4 })
  clock.ms = 100
  live.progress({ work: 'reading', done: 3, total: 4 })
  live.line('done')
  live.clear()
  assert.deepEqual(written, [
    '\r\u001B[2K  reading 1 of 4 (25 %)',
    '\r\u001B[2K  reading 3 of 4 (75 %)',
    '\r\u001B[2K',
    'done\n',
  ])
})

test('a line that is longer than the terminal is cut, so that it can be rewritten', () => {
  const { written, live } = openTry(true)
  live.status('x'.repeat(100))
  assert.deepEqual(written, [`\r\u001B[2K${'x'.repeat(29)}`])
})

test('in a log file progress is a plain line now and then', () => {
  const { written, clock, live } = openTry(false)
  live.progress({ work: 'reading', done: 1, total: 4 })
  clock.ms = 10_000
  live.progress({ work: 'reading', done: 2, total: 4 })
  clock.ms = 12_000
  live.progress({ work: 'reading', done: 3, total: 4 })
  live.status('never seen')
  live.line('done')
  assert.deepEqual(written, ['  reading 2 of 4 (50 %)\n', 'done\n'])
})
