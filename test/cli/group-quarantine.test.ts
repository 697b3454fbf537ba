import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('quarantine')

test('rows that were set aside are shown with what they broke', async () => {
  const project = await makeFixture(parent)
  const swell = (...args: string[]) =>
    runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
  const path = join(project, 'groups/counts.ts')
  const definition = readFileSync(path, 'utf8')
    .replace("from 'groundswell'", ", inRange, quarantine } from 'groundswell'")
    .replace(' } ,', ',')
    .replace('checks: [', "checks: [quarantine(inRange('riders', { max: 1500 })), ")
  writeFileSync(path, definition)
  const before = await swell('group', 'quarantine', 'counts')
  assert.deepEqual([before.code, before.stdout], [0, 'No row of counts was set aside.\n'])

  const load = await swell('group', 'load', 'counts')
  assert.equal(load.code, 0, load.stderr)
  assert.match(load.stderr, /group counts: \d+ rows quarantined, kept beside the commit/)

  const shown = await swell('group', 'quarantine', 'counts', '--limit', '3')
  assert.equal(shown.code, 0, shown.stderr)
  assert.match(shown.stdout, /^station +day +riders +broke +left out\n/)
  assert.match(shown.stdout, /riders is at most 1500/)
  const asJson = await swell('group', 'quarantine', 'counts', '--limit', '3', '--json')
  const { rows } = JSON.parse(asJson.stdout) as {
    readonly rows: readonly { readonly broken: string; readonly values: { riders: number } }[]
  }
  assert.equal(rows.length, 3)
  for (const { broken, values } of rows) {
    assert.equal(broken, 'riders is at most 1500')
    assert.ok(values.riders > 1500)
  }
  const earlier = await swell('group', 'quarantine', 'counts', '--as-of', '2026-01-01')
  assert.deepEqual([earlier.code, earlier.stdout], [0, 'No row of counts was set aside.\n'])
})

const levels = `import { csvRows, defineGroup, defineSource, float, text, timestamp } from 'groundswell'
const columns = { port: text(), at: timestamp(), height: float() }
export const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns,
  from: defineSource({ name: 'tides', from: 'deliveries/**/*.csv', encoding: 'latin1' }),
  read: csvRows(columns, { delimiter: ';', names: { height: 'Pegel' }, unreadable: 'quarantine' }),
})
`

test('lines that could not be read stand beside them, as a check of the file tells them', async () => {
  const project = await makeFixture(join(parent, 'lines'))
  const swell = (...args: string[]) =>
    runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
  writeFileSync(join(project, 'groups/levels.ts'), levels)
  const config = join(project, 'swell.config.ts')
  const definition = readFileSync(config, 'utf8').replace('groups: [', 'groups: [levels, ')
  writeFileSync(config, `import { levels } from './groups/levels.ts'\n${definition}`)
  mkdirSync(join(project, 'deliveries'))
  const file = 'deliveries/a.csv'
  const lines = [
    'port;at;Pegel',
    'Gl\u00FCckstadt;2026-01-01T00:00:00Z;1,5',
    'X;2026-01-01T00:00:00Z;2',
  ]
  writeFileSync(join(project, file), Buffer.from(lines.join('\n'), 'latin1'))
  const checked = await swell('data', 'check', file, '--group', 'levels')
  assert.equal(checked.code, 6)
  assert.match(checked.stdout, /line 2: problem .*, text Gl\u00FCckstadt;2026-01-01T00:00:00Z;1,5/)
  assert.equal((await swell('group', 'load', 'levels')).code, 0)
  const shown = await swell('group', 'quarantine', 'levels')
  assert.match(shown.stdout, /^file +line +text +because\na\.csv +2 +Gl\u00FCckstadt;/)
})
