import { existsSync, readFileSync, rmSync } from 'node:fs'
import { hashFiles, readStamp, writeStamp } from './stamp.mjs'
import { runProgram } from './run-program.mjs'

const stampOf = (root) => new URL('node_modules/.groundswell-installed', root)
const hiddenLockOf = (root) => new URL('node_modules/.package-lock.json', root)

/** Whether node_modules holds what package-lock.json asks for on this platform. */
export function areDependenciesInstalled(root) {
  const stamp = hashFiles(root, ['package-lock.json'])
  if (readStamp(stampOf(root)) === stamp) return true
  if (!isInstalledByHand(root)) return false
  writeStamp(stampOf(root), stamp)
  return true
}

/** Installs exactly the lockfile. No package runs a script. */
export async function installDependencies(root, onStart) {
  say('Installing the dependencies listed in package-lock.json (about a minute, once) …')
  // Without these two, an installation that is killed while npm clears the folder counts as none.
  rmSync(stampOf(root), { force: true })
  rmSync(hiddenLockOf(root), { force: true })
  const { command, args } = npm()
  const options = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=2',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]
  const result = await runProgram(command, [...args, 'ci', ...options], { cwd: root, onStart })
  if (result.code !== 0) throw new Error(explain(result))
  writeStamp(stampOf(root), hashFiles(root, ['package-lock.json']))
}

/** True when somebody ran `npm install` themselves and it agrees with the lockfile. */
function isInstalledByHand(root) {
  if (!existsSync(hiddenLockOf(root))) return false
  const wanted = readPackages(new URL('package-lock.json', root))
  const found = readPackages(hiddenLockOf(root))
  const agrees = ([path, { version, integrity }]) =>
    wanted[path]?.version === version && wanted[path]?.integrity === integrity
  const isThere = ([path]) => path === '' || found[path] !== undefined
  return (
    Object.entries(found).every(agrees) && Object.entries(wanted).filter(isNeeded).every(isThere)
  )
}

// Optional packages may be absent for many reasons; the pinned Node of this platform may not.
function isNeeded([path, { optional, os, cpu }]) {
  if (optional !== true) return true
  const isPinnedNode = /^node_modules\/node-(bin-)?(linux|darwin|win)/.test(path)
  return (
    isPinnedNode && [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch)
  )
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}

/** npm as it was called; the Node that runs it must not be the one it is about to replace. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script?.endsWith('.js')) return { command: node ?? process.execPath, args: [script] }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

function explain({ code, signal, errors }) {
  if (
    /ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network/i.test(errors)
  ) {
    return (
      `the npm registry can't be reached, and the dependencies are not installed yet.\n` +
      'Next: check the network, or `npm config get registry` and the proxy settings, and run this again.'
    )
  }
  if (/EACCES|EPERM|EROFS/.test(errors)) {
    return 'this folder may not be written to.\nNext: make it yours (`ls -ld . node_modules`) and run this again.'
  }
  if (/ENOSPC/.test(errors)) return 'the disk is full.\nNext: free a gigabyte and run this again.'
  const said = errors.split('\n').filter((line) => /npm error|npm ERR/.test(line))
  return [`\`npm ci\` ended with ${signal ?? `code ${code}`}:`, ...said.slice(0, 12)].join('\n')
}

function say(text) {
  process.stderr.write(`${text}\n`)
}
