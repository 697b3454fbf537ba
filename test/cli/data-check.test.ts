import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('data-check')
let project: string

before(async () => {
  project = await makeFixture(parent)
  const head = 'station,day,riders\n'
  writeFileSync(join(project, 'good.csv'), `${head}north,2026-11-01,120\n`)
  writeFileSync(join(project, 'bad.csv'), `${head}north,2026-11-01,120\nnorth,2026-11-01,-3\n`)
})

function check(...args: string[]) {
  return runSwell(['data', 'check', ...args], { cwd: project, env: { SWELL_NOW: fixtureNow } })
}

test('a file that keeps the checks of a group ends with 0', async () => {
  const { code, stdout, stderr } = await check('good.csv', '--group', 'counts')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  assert.match(stdout, /^counts: passed, 3 of 3 checks held, 1 row\n/)
})

test('a file that breaks one ends with 6, and tells which rows', async () => {
  const { code, stdout } = await check('bad.csv', '--group', 'counts', '--out', 'checks.md')
  assert.equal(code, 6)
  assert.match(stdout, /^counts: refused, 1 of 3 checks held, 2 rows\n/)
  assert.match(stdout, /refused {2}station, day are unique .*\n {4}row 1: station north,/)
  assert.match(stdout, /refused {2}riders is between 0 and 50000 .*\n {4}row 2: .* riders -3\n/)
  const written = readFileSync(join(project, 'checks.md'), 'utf8')
  assert.match(written, /^\*\*counts: refused/)
  const asJson = await check('bad.csv', '--group', 'counts', '--json')
  const { verdict } = JSON.parse(asJson.stdout) as { readonly verdict: string }
  assert.deepEqual([asJson.code, verdict], [6, 'refused'])
})

test('a file or group that is not there ends with 4', async () => {
  const file = await check('none.csv', '--group', 'counts')
  assert.deepEqual([file.code, file.stdout], [4, ''])
  assert.match(file.stderr, /data\.noFileToCheck/)
  const group = await check('good.csv', '--group', 'count')
  assert.equal(group.code, 4)
  assert.match(group.stderr, /Did you mean "counts"/)
})
