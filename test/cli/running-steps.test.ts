import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLive } from '../../src/cli/live.ts'
import { runningSteps } from '../../src/cli/running-steps.ts'
import { plainStyle } from '../../src/cli/style.ts'

test('the line at the bottom has what runs in the order of its start, with seconds and progress', () => {
  const clock = { ms: 0 }
  const running = runningSteps(7, () => clock.ms)
  running.start('train')
  running.start('chart')
  assert.equal(running.text(), '  … 0 of 7 · train · chart')
  clock.ms = 12_340
  running.note('train', { work: 'growing trees', done: 120, total: 300 })
  running.note('gone', { work: 'nothing', done: 1 })
  assert.equal(
    running.text(),
    '  … 0 of 7 · train 12 s growing trees 120 of 300 (40 %) · chart 12 s',
  )
  running.end('chart')
  assert.equal(running.text(), '  … 1 of 7 · train 12 s growing trees 120 of 300 (40 %)')
})

test('a line that is kept stands below the lines that stay, until it is let go', () => {
  const written: string[] = []
  const stream = { isTTY: true, columns: 40, write: (text: string) => written.push(text) }
  const live = openLive(stream, plainStyle, () => 0)
  live.keep(() => '  … 1 of 2')
  live.line('fish is done')
  live.keep(undefined)
  live.line('land is done')
  assert.deepEqual(written, [
    'fish is done\n',
    '\r\u001B[2K  … 1 of 2',
    '\r\u001B[2K',
    'land is done\n',
  ])
})
