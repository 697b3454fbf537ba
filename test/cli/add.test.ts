import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { listInConfig } from '../../src/cli/list-in-config.ts'
import { makeProject } from '../../src/cli/make-project.ts'
import { root } from '../architecture/source-files.ts'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('add')

async function makeBlank(name: string): Promise<string> {
  const { folder } = await makeProject({
    template: 'blank',
    folder: name,
    workingFolder: parent,
    groundswell: '0.0.0',
    today: new Date(fixtureNow),
  })
  return folder
}

/** The tools that the project names, as they are here; its types are those of the sources. */
function check(folder: string): void {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const tool = (...args: readonly string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' })
  tool(join(root, 'node_modules/prettier/bin/prettier.cjs'), '--check', '.')
  tool(join(root, 'node_modules/oxlint/bin/oxlint'), '--deny-warnings')
  const own = readFileSync(join(folder, 'tsconfig.json'), 'utf8')
  const paths = { groundswell: [join(root, 'src/index.ts')] }
  const options = JSON.parse(own) as { compilerOptions: object }
  const compilerOptions = { ...options.compilerOptions, paths }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...options, compilerOptions }))
  tool(join(root, 'node_modules/typescript/bin/tsc'), '--noEmit')
}

test('what is added compiles, is linted, formatted and listed, and its tests pass', async () => {
  const folder = await makeBlank('whole')
  const wanted = [
    ['group', 'order-lines'],
    ['view', 'sales'],
    ['model', 'sales'],
    ['pipeline', 'sales'],
    ['service', 'sales'],
    ['step', 'clean'],
  ] as const
  for (const [kind, name] of wanted) {
    const { code, stderr } = await runSwell(['add', kind, name], { cwd: folder })
    assert.equal(code, 0, stderr)
  }
  assert.match(
    readFileSync(join(folder, 'swell.config.ts'), 'utf8'),
    /groups: \[orderLines\],\n {2}views: \[salesView\],\n {2}models: \[salesModel\],\n {2}pipelines: \[salesPipeline\],\n {2}services: \[salesService\],\n/,
  )
  mkdirSync(join(folder, 'data/order-lines'), { recursive: true })
  const rows = Array.from({ length: 60 }, (_, at) => {
    const day = new Date(Date.UTC(2026, 8, 1 + at)).toISOString()
    return `a,${day},${at % 7}\n`
  })
  writeFileSync(join(folder, 'data/order-lines/a.csv'), `id,at,value\n${rows.join('')}`)
  const loaded = await runSwell(['group', 'load', 'order-lines'], { cwd: folder })
  assert.equal(loaded.code, 0, loaded.stderr)
  const { stdout } = await runSwell(['test'], { cwd: folder })
  assert.match(stdout, /pass 7/)
  check(folder)
})

test('a project of another template takes more in', async () => {
  const folder = await makeFixture(parent, 'more')
  const { code, stderr } = await runSwell(['add', 'view', 'quiet', '--of', 'counts'], {
    cwd: folder,
  })
  assert.equal(code, 0, stderr)
  const config = readFileSync(join(folder, 'swell.config.ts'), 'utf8')
  assert.match(config, /views: \[riders, quietView\],/)
  assert.match(
    readFileSync(join(folder, 'views/quiet.ts'), 'utf8'),
    /label: counts\.column\('riders'\)/,
  )
})

test('nothing is written where something is in the way or missing', async () => {
  const folder = await makeBlank('refused')
  const before = readFileSync(join(folder, 'swell.config.ts'), 'utf8')
  mkdirSync(join(folder, 'groups'))
  writeFileSync(join(folder, 'groups/orders.ts'), '// mine\n')
  const codeOf = async (...args: readonly string[]) =>
    (await runSwell(['add', ...args], { cwd: folder })).code
  assert.deepEqual(
    [
      await codeOf('group', 'orders'),
      await codeOf('group', 'Orders'),
      await codeOf('view', 'sales'),
      await codeOf('service', 'sales', '--of', 'none'),
      await codeOf('table', 'sales'),
    ],
    [5, 2, 4, 4, 2],
  )
  assert.equal(readFileSync(join(folder, 'swell.config.ts'), 'utf8'), before)
  assert.equal(readFileSync(join(folder, 'groups/orders.ts'), 'utf8'), '// mine\n')
  assert.ok(!existsSync(join(folder, 'test/group-orders.test.ts')))
})

test('a list that is not there is made, a long one is broken, a computed one is left to its author', () => {
  const entry = { list: 'groups', identifier: 'orders', path: 'groups/orders.ts' }
  const line = "import { orders } from './groups/orders.ts'\n"
  const importing = "import { defineProject } from 'groundswell'\n"
  const project = (body: string) => `export const project = defineProject({\n${body}})\n`
  assert.equal(
    listInConfig(importing + project("  name: 'a',\n"), entry),
    importing + line + project("  name: 'a',\n  groups: [orders],\n"),
  )
  const long = Array.from({ length: 12 }, (_, at) => `someGroup${at}`)
  assert.equal(
    listInConfig(importing + project(`  groups: [\n    ${long.join(',\n    ')},\n  ],\n`), entry),
    importing + line + project(`  groups: [\n    ${[...long, 'orders'].join(',\n    ')},\n  ],\n`),
  )
  assert.equal(listInConfig(importing + project('  groups: allGroups(),\n'), entry), undefined)
  assert.equal(listInConfig(importing + project('  groups,\n'), entry), undefined)
  assert.equal(listInConfig('export const project = made()\n', entry), undefined)
})
