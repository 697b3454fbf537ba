import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { test, type TestContext } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const config = `
import { defineProject, definePipeline, defineStep } from 'groundswell'
import { metres } from 'units'
const height = defineStep({ name: 'height', run: () => metres(2) })
export const project = defineProject({ name: 'surf', pipelines: [definePipeline({ name: 'surf', steps: [height] })] })
`

/** What npm installs without asking anybody: a package that lies in the repository. */
const files = {
  '.gitignore': 'node_modules\n',
  'swell.config.ts': config,
  'package.json': JSON.stringify({
    name: 'surf',
    type: 'module',
    dependencies: { units: 'file:vendor/units' },
  }),
  'package-lock.json': JSON.stringify({
    name: 'surf',
    lockfileVersion: 3,
    packages: {
      '': { name: 'surf', dependencies: { units: 'file:vendor/units' } },
      'node_modules/units': { resolved: 'vendor/units', link: true },
      'vendor/units': { version: '1.2.0' },
    },
  }),
  'vendor/units/package.json': JSON.stringify({
    name: 'units',
    version: '1.2.0',
    type: 'module',
    exports: './index.js',
  }),
  'vendor/units/index.js': 'export const metres = (value) => `${value} m`\n',
}

test('a release is fetched over HTTPS, and what its lockfile names is installed', async (t) => {
  const { url, certificate } = await serveRepository(t)
  const cwd = temporaryFolder('remote')
  const env = { XDG_CACHE_HOME: join(cwd, 'cache'), GIT_SSL_CAINFO: certificate }
  const first = await runSwell(['run', `${url}#1.0.0`, '--json'], { cwd, env })
  assert.equal(first.code, 0, first.stderr)
  const { steps } = JSON.parse(first.stdout) as {
    readonly steps: readonly { readonly output: unknown }[]
  }
  assert.equal(steps[0]?.output, '2 m')
  const again = await runSwell(['run', `${url}#1.0.0`], { cwd, env })
  assert.match(again.stdout, /^1 step in .*: 0 done, 1 skipped\n$/)
  assert.doesNotMatch(again.stderr, /fetching|installing/)
})

test('a server that shows no certificate that is trusted is not read', async (t) => {
  const { url } = await serveRepository(t)
  const cwd = temporaryFolder('remote')
  const env = { XDG_CACHE_HOME: join(cwd, 'cache') }
  const told = await runSwell(['run', `${url}#1.0.0`], { cwd, env })
  assert.equal(told.code, 7)
  assert.match(told.stderr, /Git can't read https:\/\/localhost[\s\S]*certificate/)
})

/** A repository behind HTTPS, as plain files: Git reads it so, too. */
async function serveRepository(t: TestContext) {
  const folder = temporaryFolder('served')
  const bare = makeRepository(folder)
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const out = ['-keyout', key, '-out', certificate]
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, ...out], { stdio: 'ignore' })
  const options = { key: readFileSync(key), cert: readFileSync(certificate) }
  const server = createServer(options, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://localhost')
    const path = join(bare, normalize(pathname.replace(/^\/surf\.git/, '')))
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) {
      response.end(readFileSync(path))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `https://localhost:${port}/surf.git`, certificate }
}

function makeRepository(folder: string): string {
  const work = join(folder, 'work')
  mkdirSync(join(work, 'vendor/units'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text)
  const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org']
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', [...who, ...args], { cwd, stdio: 'ignore' })
  git(work, 'init', '--quiet')
  git(work, 'add', '.')
  git(work, 'commit', '--quiet', '-m', 'Tell heights')
  git(work, 'tag', '-a', '-m', 'first', '1.0.0')
  const bare = join(folder, 'surf.git')
  git(folder, 'clone', '--quiet', '--bare', work, bare)
  git(bare, 'update-server-info')
  return bare
}
