import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { digestOf, maskSecrets, messageOf, nearestName } from '../../base/index.ts'
import { configName, findPackageAsset } from '../../project/index.ts'
import type { CommandContext } from '../command-context.ts'
import { cliErrors } from '../errors.ts'
import type { Release } from './parse-release.ts'

type Context = Pick<CommandContext, 'environment' | 'live' | 'signal'>

/**
 * The folder of a released project, set up to run: kept for as long as the tag stands where it stands.
 * Throws `repositoryNotRead`, `tagNotFound`, `releaseHasNoProject` or `releaseNotSetUp`.
 */
export async function fetchRelease(context: Context, release: Release): Promise<string> {
  const commit = await findCommit(context, release)
  const folder = join(cacheFolder(context), `${digestOf(release.url).slice(-12)}-${commit}`)
  if (existsSync(folder)) return folder
  const draft = `${folder}.${randomUUID()}.draft`
  await mkdir(cacheFolder(context), { recursive: true })
  try {
    await clone(context, release, draft)
    if (!existsSync(join(draft, configName))) {
      throw cliErrors.releaseHasNoProject({ ...shown(release), file: configName })
    }
    await setUp(context, release, draft)
    // Somebody else may have been quicker: both have fetched the same.
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}

function cacheFolder({ environment }: Context): string {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return join(cache, 'groundswell', 'releases')
}

/** The commit that a tag names now. */
async function findCommit(context: Context, release: Release): Promise<string> {
  const text = await git(context, release, ['ls-remote', '--tags', '--', release.url])
  const tags = new Map(
    text
      .split('\n')
      .map((line) => line.split('\trefs/tags/'))
      .flatMap(([commit = '', name = '']) => (name === '' ? [] : [[name, commit] as const])),
  )
  // An annotated tag is told twice, the second time with the commit that it stands for.
  const commit = tags.get(`${release.tag}^{}`) ?? tags.get(release.tag)
  if (commit !== undefined) return commit
  const names = [...tags.keys()].filter((name) => !name.endsWith('^{}'))
  const nearest = nearestName(release.tag, names)
  throw cliErrors.tagNotFound({ ...shown(release), nearest, tags: names.slice(-5) })
}

async function clone(context: Context, release: Release, folder: string): Promise<void> {
  const { style } = context.live
  context.live.line(style.dim(`fetching ${maskSecrets(release.url)} at ${release.tag}`))
  const from = ['--branch', release.tag, '--', release.url, folder]
  const quietly = ['-c', 'advice.detachedHead=false', 'clone', '--quiet']
  await git(context, release, [...quietly, '--single-branch', ...from])
}

async function git(context: Context, release: Release, args: readonly string[]): Promise<string> {
  try {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' }
    const { stdout } = await promisify(execFile)('git', [...args], {
      env,
      signal: context.signal,
      maxBuffer: 1 << 26,
    })
    return stdout
  } catch (error) {
    if (context.signal.aborted) throw error
    throw cliErrors.repositoryNotRead({ ...shown(release), problem: problemOf(error) }, error)
  }
}

/** Installs what its lockfile names; without one it runs with this very package. */
async function setUp(context: Context, release: Release, folder: string): Promise<void> {
  if (existsSync(join(folder, 'package-lock.json')) && (await hasDependencies(folder))) {
    context.live.line(context.live.style.dim('installing what its lockfile names'))
    try {
      await promisify(execFile)('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], {
        cwd: folder,
        signal: context.signal,
        maxBuffer: 1 << 26,
      })
    } catch (error) {
      if (context.signal.aborted) throw error
      throw cliErrors.releaseNotSetUp({ ...shown(release), problem: problemOf(error) }, error)
    }
  }
  const place = join(folder, 'node_modules/groundswell')
  const own = findPackageAsset('package.json')
  if (existsSync(place) || own === undefined) return
  await mkdir(join(folder, 'node_modules'), { recursive: true })
  await symlink(dirname(own), place, 'junction')
}

async function hasDependencies(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}')
  const { dependencies = {} } = JSON.parse(text) as { readonly dependencies?: object }
  return Object.keys(dependencies).length > 0
}

/** An address may hold a password. */
function shown({ url, tag }: Release): Release {
  return { url: maskSecrets(url), tag }
}

function problemOf(error: unknown): string {
  const { stderr = '' } = error as { readonly stderr?: string }
  const lines = (stderr.trim() === '' ? messageOf(error) : stderr).trim().split('\n')
  // Git says first what is wrong, and then what it may be; others say it last.
  const told = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? ''
  return maskSecrets(told.replaceAll(/^fatal: |\.$/g, ''))
}
