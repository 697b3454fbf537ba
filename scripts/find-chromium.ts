import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { withLock } from './setup/lock.mjs'

const run = promisify(execFile)

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A Chromium that fits this release of playwright-core, packed into an npm package for Linux. */
const packed = '@sparticuz/chromium@153.0.0'

/** A way to a Chromium: its path, or why it leads nowhere. */
type Attempt = { readonly path: string } | { readonly failed: string }

/**
 * Finds Chromium on this machine, and gets one where there is none: Debian's own package when this
 * is root, otherwise one from npm, kept in the user's cache. Throws with all that was tried: a test
 * in a browser is never skipped.
 */
export async function findChromium(): Promise<string> {
  const found = findOnMachine()
  if ('path' in found) return found.path
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'groundswell')
  mkdirSync(cache, { recursive: true })
  return withLock(pathToFileURL(join(cache, 'chromium-lock/')), () =>
    getChromium(cache, found.failed),
  )
}

/** Only looks; installs nothing. */
function findOnMachine(): Attempt {
  const named = process.env['CHROMIUM']
  if (named !== undefined && named !== '') {
    return isProgram(named) ? { path: named } : { failed: `CHROMIUM names no program: ${named}` }
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  const path = [...candidates, ...macPaths].find((candidate) => isProgram(candidate))
  return path === undefined
    ? { failed: `no ${names.join(', ')} in PATH, nor in /Applications` }
    : { path }
}

async function getChromium(cache: string, whyNotFound: string): Promise<string> {
  const reasons = [whyNotFound]
  // Another process may have installed it while this one waited for the lock.
  for (const attempt of [findOnMachine, installByApt, () => installByNpm(cache)]) {
    const found = await attempt()
    if ('path' in found) return found.path
    reasons.push(found.failed)
  }
  throw new Error(
    `There is no Chromium, and none could be got:\n${[...new Set(reasons)].map((reason) => `- ${reason}`).join('\n')}\n` +
      'Next: install Chromium, or set CHROMIUM to its path.',
  )
}

async function installByApt(): Promise<Attempt> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { failed: 'apt-get: not root on a Debian' }
  }
  process.stderr.write("Installing Debian's chromium …\n")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-qq']
  try {
    await run('apt-get', [...wait, 'update'], { env })
    await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], { env })
  } catch (error) {
    return { failed: `apt-get: ${lastLine(error)}` }
  }
  return findOnMachine()
}

async function installByNpm(cache: string): Promise<Attempt> {
  if (process.platform !== 'linux') return { failed: `npm: ${packed} is for Linux only` }
  const folder = join(cache, packed.replaceAll(/\W+/g, '-'))
  const resolve = createRequire(join(folder, 'package.json'))
  try {
    if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) {
      process.stderr.write(`Installing ${packed} …\n`)
      await run('npm', ['install', '--ignore-scripts', '--no-save', '--prefix', folder, packed])
    }
    const module = (await import(pathToFileURL(resolve.resolve('@sparticuz/chromium')).href)) as {
      default: { executablePath(): Promise<string> }
    }
    return { path: await module.default.executablePath() }
  } catch (error) {
    return { failed: `npm: ${lastLine(error)}` }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n').at(-1) ?? text
}
