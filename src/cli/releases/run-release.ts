import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, rename, rm, symlink } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { findPackageAsset, loadProject } from '../../project/index.ts'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import { fetchRelease } from './fetch-release.ts'
import type { Release } from './parse-release.ts'

/** What a released project's own command gave. */
export interface ReleasedRun {
  readonly exitCode: number
  readonly stdout: string
}

/**
 * Runs a pipeline of a released project as `swell run` does in its folder, with the state, the `.env` and the
 * files of the folder from which it was called. Throws what `fetchRelease` does, or `pipelineNotTold`.
 */
export async function runRelease(
  context: CommandContext,
  release: Release,
  call: {
    /** The project's start, or its only one, if it is absent. */
    readonly pipeline: string | undefined
    /** What follows the name of the pipeline. */
    readonly options: readonly string[]
  },
): Promise<ReleasedRun> {
  const state = stateOf(context, call.options)
  const folder = await workCopy(await fetchRelease(context, release), state)
  const pipeline = call.pipeline ?? (await usualPipeline(folder, release))
  const options = withOwnFiles(context.workingFolder, call.options)
  const args = ['run', pipeline, '--project', folder, ...options]
  const child = spawn(process.execPath, [commandOf(folder), ...args], {
    cwd: context.workingFolder,
    env: { ...variablesOf(context.workingFolder), ...process.env, SWELL_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () => child.kill('SIGINT')
  context.signal.addEventListener('abort', stop, { once: true })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => done({ exitCode: code ?? 1, stdout }))
  })
}

/**
 * The released project in a folder of the caller's state: what its steps write beside its code is the
 * caller's, and no other's.
 */
async function workCopy(release: string, state: string): Promise<string> {
  const folder = join(state, 'releases', basename(release))
  if (existsSync(folder)) return folder
  const draft = `${folder}.${randomUUID()}.draft`
  const packages = join(release, 'node_modules')
  try {
    await cp(release, draft, { recursive: true, filter: (path) => path !== packages })
    if (existsSync(packages)) await symlink(packages, join(draft, 'node_modules'), 'junction')
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

/** What a command line says besides `run` and these words. */
export function optionsBeside(argv: readonly string[], words: readonly string[]): string[] {
  const options = argv.slice(2)
  for (const word of ['run', ...words]) options.splice(options.indexOf(word), 1)
  return options
}

/** That of its own lockfile, or this one. */
function commandOf(folder: string): string {
  const installed = join(folder, 'node_modules/groundswell/bin/swell.mjs')
  if (existsSync(installed)) return installed
  const own = findPackageAsset('bin/swell.mjs')
  if (own === undefined) throw new Error('the package lacks bin/swell.mjs')
  return own
}

/** The state of the caller, for each environment one of its own. */
function stateOf(
  { workingFolder, environment }: CommandContext,
  options: readonly string[],
): string {
  const told = environment['SWELL_STATE']
  if (told !== undefined) return resolve(workingFolder, told)
  const name = environmentIn(options) ?? environment['SWELL_ENV'] ?? 'development'
  const own = name === 'development' ? [] : ['environments', name]
  return resolve(workingFolder, '.swell', ...own)
}

function environmentIn(options: readonly string[]): string | undefined {
  const at = options.findLastIndex((one) => one === '--env' || one.startsWith('--env='))
  return at < 0 ? undefined : (options[at]?.split('=')[1] ?? options[at + 1])
}

function variablesOf(folder: string): NodeJS.Dict<string> {
  const path = join(folder, '.env')
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}
}

async function usualPipeline(folder: string, { url, tag }: Release): Promise<string> {
  const { start, pipelines } = await loadProject(folder)
  const names = pipelines.map(({ name }) => name)
  const pipeline = start?.name ?? (names.length === 1 ? names[0] : undefined)
  if (pipeline === undefined) throw cliErrors.pipelineNotTold({ release: `${url}#${tag}`, names })
  return pipeline
}

/** A value of `--set` that names a file or folder here means that one, wherever the project stands. */
function withOwnFiles(workingFolder: string, options: readonly string[]): string[] {
  return options.map((option, at) => {
    const isSet = options[at - 1] === '--set' || option.startsWith('--set=')
    const [, before, path] = /^((?:--set=)?[^=]+=)(.+)$/.exec(option) ?? []
    if (!isSet || before === undefined || path === undefined) return option
    const file = resolve(workingFolder, path)
    return existsSync(file) && /[./]/.test(path) ? `${before}${file}` : option
  })
}
