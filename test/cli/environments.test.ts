import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readEnvironment } from '../../src/cli/read-environment.ts'
import { makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('environments')

function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(parent, name)
  mkdirSync(join(root, 'settings'), { recursive: true })
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  return root
}

test('each environment but development has a state of its own', () => {
  const root = folderWith('states', { '.env.far': 'SWELL_STATE=/far\n', 'settings/near.yaml': '' })
  const stateOf = (name: string | undefined, process = {}) =>
    readEnvironment(root, process, name).variables['SWELL_STATE']
  assert.equal(stateOf(undefined), undefined)
  assert.equal(stateOf('development'), undefined)
  assert.equal(stateOf('production'), join('.swell', 'environments', 'production'))
  assert.equal(stateOf('near'), join('.swell', 'environments', 'near'))
  assert.equal(stateOf('far'), '/far')
  assert.equal(stateOf('production', { SWELL_STATE: '/own' }), '/own')
  assert.equal(stateOf(undefined, { SWELL_ENV: 'far' }), '/far')
})

test('a state that .env tells is not shared between environments', () => {
  const root = folderWith('shared', { '.env': 'SWELL_STATE=/all\nSWELL_ENV=staging\n' })
  const stateOf = (name?: string) => readEnvironment(root, {}, name).variables['SWELL_STATE']
  assert.equal(stateOf('development'), '/all')
  assert.equal(stateOf(), join('/all', 'environments', 'staging'))
  assert.equal(stateOf('production'), join('/all', 'environments', 'production'))
})

test('no name of an environment leads out of the project', () => {
  const root = folderWith('names', {})
  for (const name of ['../names', '', 'Production', 'local']) {
    assert.throws(() => readEnvironment(root, {}, name), { code: 'cli.environmentNotFound' })
  }
})

test('a variable of a file is known with its line, one of the process without', () => {
  const root = folderWith('places', {
    '.env': '# ours\nA=1\nexport B=2\nA=3\n',
    '.env.staging': 'B=5\n',
  })
  const { variables, placeOf } = readEnvironment(root, { C: '1' }, 'staging')
  assert.deepEqual(['A', 'B', 'C', 'D'].map(placeOf), [
    '.env:4',
    '.env.staging:1',
    undefined,
    undefined,
  ])
  assert.deepEqual([variables['A'], variables['B'], variables['C']], ['3', '5', '1'])
})

test('swell settings show tells each value with where it came from, and opens no state', async () => {
  const folder = await makeFixture(parent, 'show')
  mkdirSync(join(folder, 'settings/presets'), { recursive: true })
  writeFileSync(join(folder, 'settings/production.yaml'), 'weather: https://ada:pass@w.example/\n')
  writeFileSync(join(folder, 'settings/presets/small.yaml'), 'counts: few\n')
  writeFileSync(join(folder, '.env'), '\nSWELL_SET_COUNTS=from-env\n')
  const args = ['settings', 'show', '--env', 'production', '--preset', 'small', '--json']
  const { code, stdout } = await runSwell(args, { cwd: folder })
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(stdout), {
    environment: 'production',
    presets: ['small'],
    settings: [
      {
        name: 'counts',
        description: 'Folder or URL of the weekly counts',
        variable: 'SWELL_SET_COUNTS',
        value: 'few',
        place: '--preset small (settings/presets/small.yaml:1)',
        overruled: [
          { value: 'data/counts', place: 'default' },
          { value: 'from-env', place: 'SWELL_SET_COUNTS (.env:2)' },
        ],
      },
      {
        name: 'weather',
        description: 'Folder or URL of the weather forecasts',
        variable: 'SWELL_SET_WEATHER',
        value: 'https://…@w.example/',
        place: 'settings/production.yaml:1',
        overruled: [{ value: 'data/weather', place: 'default' }],
      },
    ],
  })
  const shown = await runSwell(['settings', 'show', 'count'], { cwd: folder })
  assert.equal(shown.code, 3)
  assert.match(shown.stderr, /Did you mean "counts"\?/)
})

test('what one environment has done, another knows nothing of', async () => {
  const folder = await makeFixture(parent, 'apart')
  const rows = async (...args: readonly string[]) => {
    const { stdout } = await runSwell(['group', 'list', '--json', ...args], { cwd: folder })
    const { groups } = JSON.parse(stdout) as { groups: { name: string; rowCount: number }[] }
    return groups.find(({ name }) => name === 'counts')?.rowCount
  }
  await runSwell(['group', 'load', 'counts', '--env', 'staging'], { cwd: folder })
  assert.ok(((await rows('--env', 'staging')) ?? 0) > 0)
  assert.equal(await rows(), 0)
  assert.equal(await rows('--env', 'production'), 0)
})
