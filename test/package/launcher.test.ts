import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { root } from '../architecture/source-files.ts'

// An older Node, as far as the launcher can see; the Node that it starts is what it is.
const older = `data:text/javascript,${encodeURIComponent(`
  if (!process.env.PRETENDED) {
    process.env.PRETENDED = 'yes'
    const versions = { ...process.versions, node: '20.19.0' }
    Object.defineProperty(process, 'versions', { value: versions })
  }`)}`

const program = `
export async function main(argv: string[]): Promise<number> {
  console.log(JSON.stringify(argv))
  if (argv[0] === 'wait') {
    await new Promise((resolve) => {
      const open = setInterval(() => {}, 1000)
      process.on('SIGTERM', () => resolve(clearInterval(open)))
      console.log('ready')
    })
    console.log('stopped')
  }
  return argv.length
}
`

let folder: string
let checkout: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'swell-launcher-'))
  checkout = join(folder, 'checkout')
  makePackage(checkout)
  mkdirSync(join(checkout, 'src/cli'), { recursive: true })
  writeFileSync(join(checkout, 'src/cli/main.ts'), program)
})

after(() => rmSync(folder, { recursive: true }))

test('in a checkout the launcher runs the sources and ends with their exit code', async () => {
  assert.deepEqual(await launch(checkout, ['a', 'b']), {
    code: 2,
    stdout: '["a","b"]\n',
    stderr: '',
  })
})

test('where the package is installed it runs the compiled code', async () => {
  const installed = join(folder, 'project/node_modules/groundswell')
  makePackage(installed)
  mkdirSync(join(installed, 'dist/cli'), { recursive: true })
  writeFileSync(
    join(installed, 'dist/cli/main.js'),
    `export const main = async () => { console.log('compiled'); return 3 }`,
  )
  assert.deepEqual(await launch(installed, []), { code: 3, stdout: 'compiled\n', stderr: '' })
})

test('on an older Node it runs the pinned one, which gets the arguments and gives the exit code', async () => {
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'))
  const result = await launch(checkout, ['a'], ['--import', older])
  assert.deepEqual(result, { code: 1, stdout: '["a"]\n', stderr: '' })
})

test('a signal reaches the pinned Node, and its end is the end of the command', async () => {
  const result = await launch(checkout, ['wait'], ['--import', older], (child) => {
    child.kill('SIGTERM')
  })
  assert.deepEqual(result, { code: 1, stdout: '["wait"]\nready\nstopped\n', stderr: '' })
})

test('on an older Node without a pinned one it says what to do', async () => {
  const lonely = join(folder, 'lonely')
  makePackage(lonely)
  const { code, stderr } = await launch(lonely, [], ['--import', older])
  assert.equal(code, 7)
  assert.match(stderr, /needs Node 24 or newer/)
  assert.match(stderr, /npm install/)
})

function makePackage(path: string): void {
  mkdirSync(join(path, 'scripts'), { recursive: true })
  cpSync(join(root, 'bin'), join(path, 'bin'), { recursive: true })
  cpSync(join(root, 'scripts/register-source.mjs'), join(path, 'scripts/register-source.mjs'))
  writeFileSync(join(path, 'package.json'), '{ "type": "module" }')
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function launch(
  path: string,
  args: readonly string[],
  options: readonly string[] = [],
  onReady: (child: { kill: (signal: 'SIGTERM') => boolean }) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [...options, join(path, 'bin/swell.mjs'), ...args], {
    cwd: path,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (text.includes('ready')) onReady(child)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
