import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageVersion } from '../package-asset.ts'

export interface DependencyState {
  readonly name: string
  /** Null where it is not there. */
  readonly installed: string | null
  /** As package.json says. */
  readonly wanted: string
  /** Null where no registry was asked, or none answered. */
  readonly latest: string | null
  /** Why it is known to be broken: not there, not what is wanted, a known hole. */
  readonly problem: string | null
}

export interface DependencyReport {
  readonly packages: readonly DependencyState[]
  /** Whether a registry answered; null where none was asked. */
  readonly isRegistryReached: boolean | null
}

export interface DependencyOptions {
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Ask the registry for what is newest and for known holes. */
  readonly asksRegistry: boolean
  readonly signal?: AbortSignal | undefined
}

/** What the project's package.json names, as npm sees it: installed, wanted, newest, broken. */
export async function listDependencies(options: DependencyOptions): Promise<DependencyReport> {
  const named = await readNamed(options.root)
  const own: DependencyState = {
    name: 'groundswell',
    installed: await packageVersion(),
    wanted: named['groundswell'] ?? 'this one',
    latest: null,
    problem: null,
  }
  const others = Object.entries(named).filter(([name]) => name !== 'groundswell')
  if (others.length === 0) return { packages: [own], isRegistryReached: null }
  const tree = (await askNpm(options, ['ls', '--json', '--depth=0'])) as NpmTree | undefined
  const newest = options.asksRegistry
    ? ((await askNpm(options, ['outdated', '--json', '--all=false'])) as NpmOutdated | undefined)
    : undefined
  const holes = options.asksRegistry
    ? ((await askNpm(options, ['audit', '--json'])) as NpmAudit | undefined)
    : undefined
  const isReached = newest !== undefined && newest['error'] === undefined
  const packages = others.map(([name, wanted]): DependencyState => {
    const found = tree?.dependencies?.[name]
    const installed = found?.version ?? null
    return {
      name,
      installed,
      wanted,
      latest: isReached ? (newest[name]?.latest ?? installed) : null,
      problem: problemOf({ installed, wanted, found, hole: holes?.vulnerabilities?.[name] }),
    }
  })
  return {
    packages: [own, ...packages],
    isRegistryReached: options.asksRegistry ? isReached : null,
  }
}

interface NpmPackage {
  readonly version?: string
  readonly missing?: boolean
  /** True, or a sentence. */
  readonly invalid?: boolean | string
}

interface NpmTree {
  readonly dependencies?: Readonly<Record<string, NpmPackage>>
}

type NpmOutdated = Readonly<Record<string, { readonly latest?: string } | undefined>>

interface NpmHole {
  readonly severity?: string
}

interface NpmAudit {
  readonly vulnerabilities?: Readonly<Record<string, NpmHole>>
}

function problemOf({
  installed,
  wanted,
  found,
  hole,
}: {
  readonly installed: string | null
  readonly wanted: string
  readonly found: NpmPackage | undefined
  readonly hole: NpmHole | undefined
}): string | null {
  if (installed === null || found?.missing === true) return 'not installed: npm install'
  if (found?.invalid !== undefined && found.invalid !== false) {
    return `${installed} is not what is wanted (${wanted}): npm install`
  }
  return hole === undefined
    ? null
    : `a known hole (${hole.severity ?? 'of some severity'}): npm audit`
}

async function readNamed(root: string): Promise<Readonly<Record<string, string>>> {
  try {
    const text = await readFile(join(root, 'package.json'), 'utf8')
    const { dependencies = {}, devDependencies = {} } = JSON.parse(text) as {
      readonly dependencies?: Readonly<Record<string, string>>
      readonly devDependencies?: Readonly<Record<string, string>>
    }
    return { ...dependencies, ...devDependencies }
  } catch {
    // No package.json, or one that can't be read: then nothing is named.
    return {}
  }
}

const patienceMs = 60_000

/** What npm prints; it ends with 1 where something is outdated or broken, and prints it all the same. */
function askNpm(
  { root, environment, signal }: DependencyOptions,
  words: readonly string[],
): Promise<unknown> {
  const options = {
    cwd: root,
    env: { ...environment, npm_config_fetch_retries: '0', npm_config_fetch_timeout: '8000' },
    timeout: patienceMs,
    maxBuffer: 64e6,
    shell: process.platform === 'win32',
    ...(signal === undefined ? {} : { signal }),
  }
  return new Promise((resolve) => {
    execFile('npm', [...words], options, (_error, printed) => resolve(parse(printed)))
  })
}

function parse(text: string): unknown {
  try {
    return text.trim() === '' ? {} : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
