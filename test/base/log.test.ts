import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, fixedClock, type LogLine } from '../../src/base/index.ts'

test('a log hands on lines at and above its level, with their moment', () => {
  const noon = new Date('2026-03-01T12:00:00Z')
  const lines: LogLine[] = []
  const log = createLog(fixedClock(noon), 'info', (line) => lines.push(line))
  log.debug('looked at a.txt')
  log.info('read 3 texts')
  log.warn('refused b.txt')
  log.error('gave up')
  assert.deepEqual(lines, [
    { at: noon, level: 'info', text: 'read 3 texts' },
    { at: noon, level: 'warn', text: 'refused b.txt' },
    { at: noon, level: 'error', text: 'gave up' },
  ])
})
