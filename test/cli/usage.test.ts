import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../architecture/source-files.ts'
import { runSwell } from './run-swell.ts'

const cwd = tmpdir()

async function wrongUse(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runSwell(args, { cwd })
  assert.deepEqual({ code, stdout }, { code: 2, stdout: '' })
  return stderr
}

test('an unknown command names the nearest one', async () => {
  assert.equal(
    await wrongUse('modls', 'list'),
    'error cli.unknownCommand: There is no command "modls". Did you mean "models"?\n' +
      '→ See all commands with `swell --help`.\n',
  )
  assert.match(await wrongUse('models', 'shwo', 'x'), /Did you mean "models show"\?/)
})

test('a noun alone tells its verbs', async () => {
  assert.match(await wrongUse('models'), /needs a verb: list, show, promote/)
})

test('an unknown option names the nearest one', async () => {
  assert.match(
    await wrongUse('run', 'daily', '--form', 'x'),
    /no option --form\. Did you mean "--from"\?/,
  )
  assert.match(await wrongUse('--jsn', 'status'), /no option --jsn\. Did you mean "--json"\?/)
})

test('a missing argument, one too many and a missing value say what to write', async () => {
  assert.match(await wrongUse('train'), /needs <model>\.\n→ Write: swell train <model>/)
  assert.match(await wrongUse('train', 'a', 'b'), /what to do with "b"/)
  assert.match(await wrongUse('up', '--port'), /--port needs a value: <number>/)
  assert.match(await wrongUse('predict', 'riders', '--in', 'a.csv'), /needs --out <file>/)
})

test('a value of a wrong kind is told with what it may be', async () => {
  assert.match(
    await wrongUse('up', '--port', 'abc'),
    /--port <number> of `swell up`: "abc" is not a number/,
  )
  assert.match(await wrongUse('up', '--port', '70000'), /"70000" can't be/)
  assert.match(await wrongUse('runs', 'list', '--kind', 'pipelin'), /Did you mean "pipeline"\?/)
  assert.match(await wrongUse('start', '--once=yes'), /is a switch and takes no value/)
})

test('help of a noun and an unknown command load no package', async () => {
  const tracer = join(root, 'test/architecture/trace-modules.mjs')
  for (const args of [['models', '--help'], ['modls'], ['models'], ['--jsn']]) {
    const env = { NODE_OPTIONS: `--import ${tracer}`, SWELL_FROM_SOURCE: '1' }
    const { stderr } = await runSwell(args, { cwd, env })
    const loaded = stderr.split('\n').filter((line) => line.startsWith('loaded '))
    assert.ok(loaded.some((line) => line.endsWith('/src/cli/main.ts')))
    assert.deepEqual(
      loaded.filter((line) => line.includes('/node_modules/')),
      [],
      args.join(' '),
    )
  }
})

test('help goes to standard output, for all commands, a noun and one command', async () => {
  for (const args of [[], ['--help'], ['models', '--help'], ['models', 'promote', '--help']]) {
    const { code, stdout, stderr } = await runSwell(args, { cwd })
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, args.join(' '))
    assert.match(stdout, /Usage {3}swell/)
  }
})

test('the version is that of the package', async () => {
  const { stdout } = await runSwell(['--version'], { cwd })
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
})

test('with --json an error is JSON on standard error', async () => {
  const { code, stdout, stderr } = await runSwell(['status', '--json'], { cwd: '/' })
  assert.deepEqual({ code, stdout }, { code: 3, stdout: '' })
  const { hint, ...error } = JSON.parse(stderr) as Record<string, unknown>
  assert.match(String(hint), /swell init/)
  assert.deepEqual(error, {
    code: 'project.configNotFound',
    kind: 'definition',
    message: 'There is no swell.config.ts in / or above it.',
    details: { folder: '/' },
    exitCode: 3,
  })
})

test('colours come only when asked for outside a terminal', async () => {
  const plain = await runSwell(['--help'], { cwd })
  const forced = await runSwell(['--help'], { cwd, env: { FORCE_COLOR: '1' } })
  const refused = await runSwell(['--help'], { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } })
  assert.ok(!plain.stdout.includes('\u001B['))
  assert.ok(forced.stdout.includes('\u001B['))
  assert.equal(refused.stdout, plain.stdout)
})

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [join(root, 'bin/swell.mjs'), 'run', '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
})
