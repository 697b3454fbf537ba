import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineSettings } from '../../src/base/index.ts'
import {
  readSettingsFiles,
  resolveSettings,
  settingCombinations,
  traceSettings,
} from '../../src/project/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const settings = {
  ...defineSettings({
    trees: { default: 100, min: 1, max: 1000, description: 'How many' },
    rate: { default: 0.1 },
    learner: { default: 'boosted', oneOf: ['boosted', 'linear'] },
    place: { default: 'data' },
    fast: { default: false },
  }),
  ...defineSettings({ 'forest.depth': { default: 6 } }),
}

async function folderWith(t: TestContext, files: Readonly<Record<string, string>>) {
  const root = await temporaryFolder(t)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

test('each layer goes before the one below, and every value tells where it came from', async (t) => {
  const root = await folderWith(t, {
    'settings/production.yaml': '# Ours.\ntrees: 200\nplace: https://a/b\nforest:\n  depth: 8\n',
    'settings/staging.yaml': 'trees: 3\n',
    'settings/presets/deep.yaml': 'forest.depth: 12\nlearner: linear\n',
  })
  const files = await readSettingsFiles(root, { environment: 'production', presets: ['deep'] })
  const environment = { SWELL_SET_TREES: '300', SWELL_SET_FOREST_DEPTH: '9' }
  const placeOf = (name: string) => (name === 'SWELL_SET_TREES' ? '.env:2' : undefined)
  const sources = { ...files, environment, placeOf, assignments: ['trees=400'] }
  const traced = traceSettings(settings, sources)
  assert.deepEqual(
    traced.map(({ name, value, place }) => [name, value, place]),
    [
      ['trees', 400, '--set'],
      ['rate', 0.1, 'default'],
      ['learner', 'linear', '--preset deep (settings/presets/deep.yaml:2)'],
      ['place', 'https://a/b', 'settings/production.yaml:3'],
      ['fast', false, 'default'],
      ['forest.depth', 12, '--preset deep (settings/presets/deep.yaml:1)'],
    ],
  )
  assert.deepEqual(traced[0]?.overruled, [
    { value: 100, place: 'default' },
    { value: 200, place: 'settings/production.yaml:2' },
    { value: 300, place: 'SWELL_SET_TREES (.env:2)' },
  ])
  assert.deepEqual(resolveSettings(settings, sources), {
    trees: 400,
    rate: 0.1,
    learner: 'linear',
    place: 'https://a/b',
    fast: false,
    'forest.depth': 12,
  })
})

test('an environment without a file, or with an empty one, has the defaults', async (t) => {
  const root = await folderWith(t, { 'settings/staging.yaml': '# nothing yet\n' })
  for (const environment of ['staging', 'production']) {
    assert.deepEqual(await readSettingsFiles(root, { environment, presets: [] }), {
      file: [],
      presets: [],
    })
  }
})

const wrong: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  [
    'an unknown name',
    'rate: 1\ntress: 3\n',
    /^settings\/production\.yaml:2 sets "tress", .* Did you mean "trees"\?$/,
  ],
  ['an unknown nested name', 'forest:\n  deep: 3\n', /yaml:2 sets "forest\.deep"/],
  ['a wrong type', 'trees: many\n', /yaml:1 sets "trees" to "many"; it has to be a number/],
  ['a number for a text', 'place: 1.10\n', /yaml:1 sets "place" to "1.1"; it has to be a string/],
  ['yes for true', 'fast: yes\n', /yaml:1 sets "fast" to "yes"; it has to be a boolean/],
  ['no finite number', 'rate: .inf\n', /yaml:1 sets "rate" to "Infinity"/],
  ['a number too large', 'trees: 1001\n', /yaml:1 sets "trees" to 1001; it has to be at most 1000/],
  ['a number too small', 'trees: 0\n', /it has to be at least 1\.$/],
  ['none of the choices', 'learner: deep\n', /it has to be one of boosted, linear\.$/],
  ['a name twice', 'trees: 1\ntrees: 2\n', /production\.yaml:2 can't be read/],
  ['a list', 'trees: [1, 2]\n', /yaml:1 can't be read: "trees" needs a text, a number/],
  ['no value', 'rate: 1\ntrees:\n', /yaml:2 can't be read: "trees" needs/],
  ['a text alone', 'trees\n', /yaml:1 can't be read: it has to hold names with values/],
  ['two documents', 'trees: 1\n---\ntrees: 2\n', /can't be read: a second document begins/],
  ['an alias', 'rate: &a 1\ntrees: *a\n', /yaml:2 can't be read: "trees" needs/],
  ['a torn quote', 'rate: 1\nplace: "data\n', /production\.yaml:\d can't be read/],
]

for (const [title, text, message] of wrong) {
  test(`a settings file with ${title} is refused with its line`, async (t) => {
    const root = await folderWith(t, { 'settings/production.yaml': text })
    await assert.rejects(
      async () => {
        const files = await readSettingsFiles(root, { environment: 'production', presets: [] })
        resolveSettings(settings, { ...files, environment: {} })
      },
      { message },
    )
  })
}

test('a preset that is not there is refused with the one that was meant', async (t) => {
  const root = await folderWith(t, { 'settings/presets/deep.yaml': 'trees: 900\n' })
  await assert.rejects(readSettingsFiles(root, { environment: 'staging', presets: ['deap'] }), {
    code: 'project.presetNotFound',
    message: 'There is no preset "deap". Did you mean "deep"?',
  })
})

test('a default that its own declaration rules out is refused', () => {
  assert.throws(() => resolveSettings(defineSettings({ a: { default: 3, max: 2 } }), none), {
    code: 'project.settingOutOfRange',
    message: 'The declaration sets "a" to 3; it has to be at most 2.',
  })
})

test('several values are every combination of them; a comma in free text is a comma', () => {
  const assignments = ['trees=100, 300', 'place=a,b', 'learner=boosted,linear', 'fast=true']
  assert.deepEqual(settingCombinations(settings, assignments), [
    ['trees=100', 'place=a,b', 'learner=boosted', 'fast=true'],
    ['trees=100', 'place=a,b', 'learner=linear', 'fast=true'],
    ['trees=300', 'place=a,b', 'learner=boosted', 'fast=true'],
    ['trees=300', 'place=a,b', 'learner=linear', 'fast=true'],
  ])
  assert.deepEqual(settingCombinations(settings, []), [[]])
  // What is no setting stays as it is, to be refused by name.
  assert.deepEqual(settingCombinations(settings, ['tress=1,2', 'odd']), [['tress=1,2', 'odd']])
})

const none = { environment: {} }

test('a settings file that would not be read is refused, wherever it stands', async (t) => {
  const wanted = { environment: 'development', presets: [] }
  for (const file of ['settings/production.yml', 'settings/presets/deep.json']) {
    const root = await folderWith(t, { [file]: 'trees: 1' })
    await assert.rejects(readSettingsFiles(root, wanted), {
      code: 'project.settingsFileMisnamed',
      message: `${file} would not be read: settings files are YAML and end in .yaml.`,
    })
  }
})
