import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { DatabaseSync } from 'node:sqlite'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell, type Ended } from './run-swell.ts'

const parent = temporaryFolder('online')
const env = { SWELL_NOW: fixtureNow }
let project: string

before(async () => {
  project = await makeFixture(parent)
  const { code, stderr } = await runSwell(['start', '--once'], { cwd: project, env })
  assert.equal(code, 0, stderr)
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env })
}

test('the features of a key are read as a service would, at any moment', async () => {
  const asked = ['view', 'online', 'riders', '--key', 'station=harbour', '--at', fixtureNow]
  const { code, stdout, stderr } = await swell(...asked, '--json')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  const reply = JSON.parse(stdout) as Readonly<Record<string, unknown>>
  assert.deepEqual([reply['isKnown'], reply['key']], [true, { station: 'harbour' }])
  const page = await swell(...asked)
  assert.match(page.stdout, /^riders {2}station harbour at /)
})

test('a key that nobody knows, and one that is none, are told apart', async () => {
  const unknown = await swell('view', 'online', 'riders', '--key', 'station=atlantis')
  assert.deepEqual([unknown.code, unknown.stdout.includes('No group of the view')], [0, true])
  const wrong = await swell('view', 'online', 'riders', '--key', 'stations=harbour')
  assert.equal(wrong.code, 2)
  assert.match(wrong.stderr, /--key stations=harbour names no value of a column\. Did you mean/)
  const missing = await swell('view', 'online', 'riders', '--key', 'station')
  assert.equal(missing.code, 2)
})

test('skew exits with 0 where all is equal, and with 6 where a logged prediction comes out otherwise', async () => {
  const equal = await swell('view', 'skew', 'riders')
  assert.equal(equal.code, 0, equal.stderr)
  assert.match(equal.stdout, /Equal to the last bit for \d+ keys; \d+ predictions made again/)

  const metadata = new DatabaseSync(join(project, '.swell', 'metadata.sqlite'))
  metadata.exec(
    "delete from segments where commit_id in (select commit_id from commits where group_name = 'weather')",
  )
  metadata.close()
  const changed = await swell('view', 'skew', 'riders')
  assert.equal(changed.code, 6, changed.stdout)
  assert.match(changed.stdout, /differs prd_/)
})
