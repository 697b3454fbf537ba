import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('doctor')

interface Found {
  readonly what: string
  readonly state: string
  readonly found: string
}

async function examineAt(folder: string, now: string): Promise<(what: string) => Found> {
  const env = { SWELL_NOW: now }
  const { stdout } = await runSwell(['doctor', '--json'], { cwd: folder, env })
  const { findings } = JSON.parse(stdout) as { findings: readonly Found[] }
  return (what) => {
    const found = findings.find((one) => one.what === what)
    assert.ok(found !== undefined, `nothing of ${what}`)
    return found
  }
}

test('doctor finds a wrong clock, a missed schedule, broken settings and work of the dead', async () => {
  const folder = await makeFixture(parent)
  const env = { SWELL_NOW: fixtureNow }
  const ran = await runSwell(['run', 'daily', '--until', 'load-counts'], { cwd: folder, env })
  assert.equal(ran.code, 0, ran.stderr)

  const well = await examineAt(folder, '2026-11-21T12:30:00Z')
  const whats = ['memory', 'settings', 'clock', 'work', 'schedules']
  assert.deepEqual(
    whats.map((what) => well(what).state),
    ['well', 'well', 'well', 'well', 'well'],
  )

  mkdirSync(join(folder, 'settings/presets'), { recursive: true })
  writeFileSync(join(folder, 'settings/presets/deep.yaml'), 'cuonts: x\n')
  const database = new DatabaseSync(join(folder, '.swell/metadata.sqlite'))
  database
    .prepare(
      `insert into claims (name, owner, token, claimed_at) select 'pipeline daily', owner, 't', ? from runs limit 1`,
    )
    .run(fixtureNow)
  database.close()
  const later = await examineAt(folder, '2026-11-23T12:00:00Z')
  assert.match(later('schedules').found, /^daily was due .* ago, and did not run$/)
  assert.match(later('settings').found, /deep\.yaml:1\) sets "cuonts".*Did you mean "counts"/)
  assert.match(later('work').found, /^pipeline daily of dead processes$/)

  const earlier = await examineAt(folder, '2026-11-20T12:00:00Z')
  assert.equal(earlier('clock').state, 'wrong')
  assert.match(earlier('clock').found, /began in /)
})
