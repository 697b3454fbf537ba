import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const project = temporaryFolder('door')

const config = (checks: string) => `
import { checkStep, defineDataset, definePipeline, defineProject, defineStep, float, fresh, text, unique, warn }
  from ${JSON.stringify(join(import.meta.dirname, '../../src/index.ts'))}
const tides = defineDataset({
  name: 'tides',
  columns: { port: text(), height: float({ min: 0, max: 10 }) },
  checks: ${checks},
})
const checked = checkStep({ of: tides })
const reads = defineStep({ name: 'reads', inputs: { checked: checked.output }, run: () => 1 })
const other = defineStep({ name: 'other', cache: 'never', run: () => 2 })
export const project = defineProject({
  name: 'door',
  datasets: [tides],
  pipelines: [definePipeline({ name: 'daily', steps: [checked, reads, other] })],
})
`

function write(name: string, text: string): void {
  writeFileSync(join(project, name), text)
}

function swell(...args: string[]) {
  return runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
}

before(() => {
  write('package.json', '{ "type": "module" }')
  write('swell.config.ts', config(`[unique('port')]`))
})

test('a version that keeps its checks is added, and the report tells of it', async () => {
  write('tides.csv', 'port,height\ngalway,4\ncork,3\n')
  const { code, stdout, stderr } = await swell('data', 'add', 'tides.csv', '--name', 'tides')
  assert.deepEqual([code, stderr], [0, ''])
  assert.match(stdout, /^✓ tides version 1: .*\n7 checks held, 2 rows\nPut /)
})

test('one that breaks them is not added: the rows are told, and nothing has changed', async () => {
  const pointer = readFileSync(join(project, 'tides.csv.swell'), 'utf8')
  write('tides.csv', 'port,height\ngalway,4\ngalway,-3\n')
  const { code, stdout, stderr } = await swell('data', 'add', 'tides.csv')
  assert.deepEqual([code, stdout], [6, ''])
  assert.match(stderr, /tides: refused, 5 of 7 checks held, 2 rows/)
  assert.match(stderr, /row 2 of tides\.csv: port galway, height -3/)
  assert.match(stderr, /Nothing was added/)
  assert.equal(readFileSync(join(project, 'tides.csv.swell'), 'utf8'), pointer)
  const { stdout: shown } = await swell('data', 'show', 'tides', '--json')
  assert.equal((JSON.parse(shown) as { version: { version: number } }).version.version, 1)
})

test('all lines of new content that are torn are told with file, line and text', async () => {
  write('tides.csv', 'port,height\ngalway,4,x\ncork,3\nkerry\n')
  const { code, stderr } = await swell('data', 'add', 'tides.csv')
  assert.equal(code, 6)
  assert.match(stderr, /line 2 of tides\.csv: problem 3 values, .*, text galway,4,x\n/)
  assert.match(stderr, /line 4 of tides\.csv: problem 1 value, .*, text kerry\n/)
  write('tides.csv', 'port,height\ngalway,4\ngalway,-3\n')
})

test('a configuration that exports its project by another name passes no checks over', async () => {
  write('swell.config.ts', config(`[unique('port')]`).replace('const project', 'const harbour'))
  const { code, stderr } = await swell('data', 'add', 'tides.csv')
  assert.deepEqual([code, /exports no `project`; it exports harbour/.test(stderr)], [3, true])
  write('swell.config.ts', config(`[unique('port')]`))
})

test('a check asks a version in the store, and a file as it lies there', async () => {
  const stored = await swell('data', 'check', 'tides@1')
  assert.equal(stored.code, 0, stored.stderr)
  assert.match(stored.stdout, /^tides: passed/)
  const file = await swell('data', 'check', 'tides.csv')
  assert.deepEqual([file.code, file.stderr], [6, ''])
  assert.match(file.stdout, /^tides: refused/)
  const unknown = await swell('data', 'check', 'tide')
  assert.equal(unknown.code, 4)
  assert.match(unknown.stderr, /Did you mean "tides"\?/)
})

test('a step that checks fails the run, and what reads it; other steps go on', async () => {
  const good = await swell('run', 'daily')
  assert.equal(good.code, 0, good.stderr)
  write('swell.config.ts', config(`[unique('port'), warn(unique('height'))]`))
  await swell('data', 'add', 'tides.csv', '--unchecked')
  const { code, stderr } = await swell('run', 'daily')
  assert.equal(code, 6)
  assert.match(stderr, /tides breaks 2 checks: height is between 0 and 10: 1 of 2 rows breaks it/)
  const { stdout } = await swell('runs', 'list', '--json')
  const { runs } = JSON.parse(stdout) as { runs: { id: string; status: string }[] }
  const failed = runs.find(({ status }) => status === 'failed')
  const shown = await swell('runs', 'show', failed?.id ?? '', '--json')
  const { steps } = JSON.parse(shown.stdout) as { steps: { name: string; status: string }[] }
  assert.deepEqual(
    steps.map(({ name, status }) => [name, status]),
    [
      ['check-tides', 'failed'],
      ['reads', 'skipped'],
      ['other', 'succeeded'],
    ],
  )
})

test('where the definitions are broken nothing is added, unless without its checks', async () => {
  write('swell.config.ts', 'export const project = =\n')
  write('tides.csv', 'port,height\ncork,2\n')
  const refused = await swell('data', 'add', 'tides.csv')
  assert.equal(refused.code, 3)
  assert.match(refused.stderr, /swell\.config\.ts can't be loaded/)
  const added = await swell('data', 'add', 'tides.csv', '--unchecked')
  assert.equal(added.code, 0, added.stderr)
  assert.ok(existsSync(join(project, 'tides.csv.swell')))
})
