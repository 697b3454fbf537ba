import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { copyCheckout } from '../../scripts/copy-checkout.ts'
import { root } from '../architecture/source-files.ts'

const run = promisify(execFile)

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

let folder: string
let project: string
let packed: Packed

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'swell-pack-'))
  const source = join(folder, 'source')
  copyCheckout(source)
  packed = await pack(source)
  project = await installInto(join(folder, 'project'))
})

after(() => rmSync(folder, { recursive: true, force: true }))

test('the package holds the command, compiled code with types, the dashboard, and no sources', () => {
  const paths = packed.files.map((file) => file.path)
  const needed = [
    'bin/swell.mjs',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/cli/main.js',
    'dist/ui/index.html',
    'dist/ui/tokens.css',
    'docs/errors.md',
    'LICENSE',
  ]
  assert.deepEqual(
    needed.filter((path) => !paths.includes(path)),
    [],
  )
  assert.deepEqual(
    paths.filter((path) => /^(src|test|examples|bench|scripts)\//.test(path)),
    [],
  )
})

test('the installed command runs far from the repository', async () => {
  const { stdout } = await run(join(project, 'node_modules/.bin/swell'), ['--help'], {
    cwd: project,
  })
  assert.match(stdout, /swell/)
})

test('a project in TypeScript compiles against the installed types', async () => {
  writeFileSync(
    join(project, 'group.ts'),
    `import { defineGroup, float, text, timestamp } from 'groundswell'\n` +
      `export const reports = defineGroup({ name: 'reports', key: ['beachId'], time: 'at',\n` +
      `  columns: { beachId: text(), at: timestamp(), height: float({ unit: 'ft' }) } })\n`,
  )
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024']
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const types = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node']
  await run(process.execPath, [tsc, ...options, ...types, '--skipLibCheck', 'group.ts'], {
    cwd: project,
  })
})

test('swell init makes a project that installs, runs, compiles and passes its own tests', async () => {
  const swell = join(project, 'node_modules/.bin/swell')
  await run(swell, ['init', 'my-service'], { cwd: folder })
  const own = join(folder, 'my-service')
  assert.deepEqual(
    readdirSync(own).filter((name) =>
      ['.npmrc', '.gitignore', 'npmrc', 'gitignore'].includes(name),
    ),
    ['.gitignore', '.npmrc'],
  )
  await run('git', ['init', '-q'], { cwd: own })
  await npm(own, 'install', '--prefer-offline')
  const { stdout: hooks } = await run('git', ['config', 'core.hooksPath'], { cwd: own })
  assert.equal(hooks.trim(), '.githooks')
  const { stdout } = await npm(own, 'start', '--', '--once')
  assert.match(stdout, /version 1 is champion: mae/)
  assert.ok(existsSync(join(own, 'site/index.html')))
  assert.match((await npm(own, 'test')).stdout, /fail 0/)
  await npm(own, 'run', 'check')
  // It runs check and tests, and Git must be allowed to run it.
  accessSync(join(own, '.githooks/pre-commit'), constants.X_OK)
})

for (const template of ['blank', 'tabular', 'api']) {
  test(`the project of template ${template} learns, and passes its own check and tests`, async () => {
    const swell = join(project, 'node_modules/.bin/swell')
    await run(swell, ['init', template, '--template', template], { cwd: folder })
    const own = join(folder, template)
    // What the first project has installed is what each of them asks for.
    symlinkSync(join(folder, 'my-service/node_modules'), join(own, 'node_modules'))
    await npm(own, 'run', 'check')
    assert.match((await npm(own, 'test')).stdout, /fail 0/)
    if (template === 'blank') return
    const { stdout } = await npm(own, 'start', '--', '--once')
    assert.match(stdout, /version 1 is champion/)
  })
}

/** As a person would type it: nothing of the npm that runs these tests reaches it. */
function npm(cwd: string, ...args: readonly string[]) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local_prefix|package|lifecycle)|^NODE_TEST_CONTEXT$/.test(name),
    ),
  )
  return run('npm', [...args], { cwd, env, maxBuffer: 1 << 26 })
}

async function pack(source: string): Promise<Packed> {
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--silent', '--pack-destination', folder],
    {
      cwd: source,
      maxBuffer: 1 << 26,
    },
  )
  const [only] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as readonly Packed[]
  assert.ok(only !== undefined)
  return only
}

async function installInto(path: string): Promise<string> {
  mkdirSync(path)
  writeFileSync(
    join(path, 'package.json'),
    '{ "name": "my-service", "private": true, "type": "module" }',
  )
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await run('npm', ['install', ...options, join(folder, packed.filename)], { cwd: path })
  return path
}
