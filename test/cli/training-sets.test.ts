import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('training-sets')
const view = 'riders'
let project: string

before(async () => {
  project = await makeFixture(parent)
  await runSwell(['start', '--once'], { cwd: project, env: { SWELL_NOW: fixtureNow } })
})

function swell(...args: string[]) {
  return runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
}

test('what a model learned from is listed, and frozen again it is the same', async () => {
  const sets = await swell('view', 'sets')
  assert.match(sets.stdout, new RegExp(`${view}@1 .* riders 1\\n`))
  const again = await swell('view', 'freeze', view)
  assert.equal(again.code, 0, again.stderr)
  assert.match(again.stdout, /training set 1 {2}these very rows were frozen before/)
})

test('another split is a new version, which is shown, compared and exported', async () => {
  const made = await swell('view', 'freeze', view, '--test', '0.5', '--json')
  const { version, isNew, split } = JSON.parse(made.stdout) as {
    version: number
    isNew: boolean
    split: { testCount: number }
  }
  assert.deepEqual([version, isNew], [2, true])
  const shown = await swell('view', 'set', `${view}@2`)
  assert.match(shown.stdout, /feature code +as it is now\n/)
  const differ = await swell('view', 'diff', view)
  assert.match(differ.stdout, /0 came, 0 went, 0 changed, [\d,]+ went to another part/)
  const out = join(project, 'test.csv')
  const { stdout } = await swell('view', 'export', view, '--part', 'test', '--out', out)
  assert.match(stdout, /rows of .*@2 in/)
  assert.equal(readFileSync(out, 'utf8').trim().split('\n').length, split.testCount + 1)
})

test('what is not there is told by name', async () => {
  const wrong = [
    [['view', 'set', `${view}@9`], 4, /There are versions 2, 1/],
    [['view', 'set', 'rider'], 4, /Did you mean/],
    [['view', 'set', `${view}@x`], 2, /names no version/],
    [['view', 'freeze', view, '--split', 'grouped'], 2, /--by/],
    [['view', 'freeze', view, '--from', 'yesterday'], 2, /yesterday/],
  ] as const
  for (const [args, code, message] of wrong) {
    const ended = await swell(...args)
    assert.deepEqual([ended.code, ended.stdout], [code, ''], ended.stderr)
    assert.match(ended.stderr, message)
  }
})
