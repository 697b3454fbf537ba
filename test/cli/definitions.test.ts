import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('definitions')
let count = 0

/** A fixture with one of its files changed; gives what `swell graph` says of it. */
async function graphAfter(file: string, change: (text: string) => string) {
  const folder = await makeFixture(parent, `changed-${(count += 1)}`)
  const path = join(folder, file)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  const { code, stdout, stderr } = await runSwell(['graph'], { cwd: folder })
  assert.equal(stdout, '')
  return { code, stderr }
}

let fixture: string

before(async () => {
  fixture = await makeFixture(parent)
})

test('a project is found from a folder inside it', async () => {
  const { code, stdout } = await runSwell(['graph'], { cwd: join(fixture, 'groups') })
  assert.equal(code, 0)
  assert.match(stdout, /^service riders\n└─ model riders\n {3}└─ view riders\n/)
})

test('a folder without a project says how to get one', async () => {
  const empty = join(parent, 'empty')
  mkdirSync(empty)
  const { code, stderr } = await runSwell(['status'], { cwd: empty })
  assert.equal(code, 3)
  assert.match(stderr, /^error project\.configNotFound: .*\n→ .*swell init my-service\n$/)
})

test('a syntax error is told with its file and line', async () => {
  const { code, stderr } = await graphAfter('swell.config.ts', (text) =>
    text.replace('export const project =', 'export const project = ='),
  )
  assert.equal(code, 3)
  assert.match(stderr, /project\.configBroken: .*swell\.config\.ts:\d+/)
})

test('a configuration that exports no project says what it does export', async () => {
  const { code, stderr } = await graphAfter('swell.config.ts', (text) =>
    text.replace('export const project', 'export const projekt'),
  )
  assert.equal(code, 3)
  assert.match(stderr, /project\.configHasNoProject: .*it exports projekt/)
})

test('two definitions of one name are refused', async () => {
  const { code, stderr } = await graphAfter('swell.config.ts', (text) =>
    text.replace('groups: [counts, weather]', 'groups: [counts, weather, counts]'),
  )
  assert.equal(code, 3)
  assert.match(stderr, /project\.nameTaken: .*two definitions of group "counts"/)
})

test('a column that a view asks for and the group lacks names the nearest', async () => {
  const { code, stderr } = await graphAfter('views/riders.ts', (text) =>
    text.replace("counts.column('riders')", "counts.column('rider')"),
  )
  assert.equal(code, 3)
  assert.match(stderr, /features\.unknownColumn: .*"rider"\. Did you mean "riders"\?/)
})

test('a setting that the project has not, or of a wrong type, is refused', async () => {
  const unknown = await runSwell(['status', '--set', 'count=x'], { cwd: fixture })
  assert.equal(unknown.code, 3)
  assert.match(unknown.stderr, /project\.unknownSetting: .*Did you mean "counts"\?/)
})

test('a setting is read from .env, which the process’s own variable and --set outdo', async () => {
  const folder = await makeFixture(parent, 'set')
  writeFileSync(join(folder, '.env'), 'SWELL_SET_COUNTS=from-env\n')
  writeFileSync(join(folder, '.env.far'), 'SWELL_SET_COUNTS=from-far\n')
  const placeBy = async (args: readonly string[], env: Record<string, string> = {}) => {
    const { stderr } = await runSwell(['group', 'load', 'counts', ...args], { cwd: folder, env })
    return /can't be read at .*\/(\S+): there is no such /.exec(stderr)?.[1]
  }
  assert.deepEqual(
    [
      await placeBy([]),
      await placeBy(['--env', 'far']),
      await placeBy([], { SWELL_SET_COUNTS: 'from-process' }),
      await placeBy(['--set', 'counts=by-hand'], { SWELL_SET_COUNTS: 'from-process' }),
    ],
    ['from-env', 'from-far', 'from-process', 'by-hand'],
  )
})

test('a password in an address is not printed', async () => {
  const refusing = createServer((_, response) => response.writeHead(404).end())
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  const { port } = refusing.address() as AddressInfo
  const place = `counts=http://ada:secret@127.0.0.1:${port}/`
  for (const json of [[], ['--json']]) {
    const args = ['group', 'load', 'counts', '--set', place, ...json]
    const { code, stdout, stderr } = await runSwell(args, { cwd: fixture })
    assert.equal(code, 7)
    assert.match(stderr, new RegExp(`http://127.0.0.1:${port}/`))
    assert.doesNotMatch(stdout + stderr, /secret/)
  }
  refusing.close()
})

test('an environment of a wrong name is refused with the one that was meant', async () => {
  const { code, stderr } = await runSwell(['status', '--env', 'prodution'], { cwd: fixture })
  assert.equal(code, 2)
  assert.match(stderr, /cli\.environmentNotFound: .*Did you mean "production"\?/)
})

test('SWELL_NOW that is no moment is refused', async () => {
  const { code, stderr } = await runSwell(['graph'], { cwd: fixture, env: { SWELL_NOW: 'soon' } })
  assert.equal(code, 2)
  assert.match(stderr, /base\.notAMoment/)
})
