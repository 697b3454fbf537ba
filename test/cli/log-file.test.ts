import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logFile } from '../../src/cli/log-file.ts'
import { temporaryFolder } from './make-fixture.ts'

const parent = temporaryFolder('log-file')

test('lines are kept with moment, level and process; a large file is put aside, old ones go', () => {
  const state = join(parent, 'state')
  const write = logFile(state, { maxBytes: 200, keptFiles: 2 })
  const tell = (second: number, text: string) =>
    write({ at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)), level: 'info', text })
  tell(0, 'before there is a state')
  mkdirSync(state)
  for (let second = 1; second <= 30; second += 1) tell(second, `line ${second} of\nthirty`)
  const files = readdirSync(join(state, 'logs')).toSorted()
  assert.equal(files.filter((name) => name !== 'swell.log').length, 2)
  const newest = files.findLast((name) => name !== 'swell.log') ?? ''
  assert.match(
    readFileSync(join(state, 'logs', newest), 'utf8'),
    new RegExp(`^2026-01-01T00:00:2\\d\\.000Z info {2}${process.pid} line 2\\d of\n {2}thirty\n`),
  )
})
