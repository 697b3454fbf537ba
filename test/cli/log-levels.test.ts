import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, logOf, type LogLine } from '../../src/base/index.ts'
import { isTold, parseLogLevels } from '../../src/cli/log-levels.ts'

const now = () => new Date('2026-03-01T12:00:00Z')

/** What of four lines is told. */
function told(levels: string | undefined, usual: LogLine['level']): string[] {
  const lines: string[] = []
  const parsed = parseLogLevels(levels)
  const log = createLog(now, 'debug', (line) => {
    if (isTold(parsed, line, usual)) lines.push(`${line.area ?? 'other'} ${line.level}`)
  })
  const pipelines = logOf(log, 'pipelines')
  pipelines.debug('a')
  pipelines.warn('b')
  logOf(log, 'server').info('c')
  log.info('d')
  return lines
}

test('each area has its level, the others that of all, and without one the usual', () => {
  assert.deepEqual(told(undefined, 'warn'), ['pipelines warn'])
  assert.deepEqual(told('pipelines=debug', 'warn'), ['pipelines debug', 'pipelines warn'])
  assert.deepEqual(told('info,server=error', 'warn'), ['pipelines warn', 'other info'])
  assert.deepEqual(told('error', 'warn'), [])
})

test('an area or a level that is none is refused with the one that was meant', () => {
  assert.throws(() => parseLogLevels('pipeline=debug'), {
    code: 'cli.logLevelUnknown',
    message: '"pipeline=debug" tells no level of the log. Did you mean "pipelines"?',
  })
  assert.throws(() => parseLogLevels('debgu'), { message: /Did you mean "debug"\?/ })
})
