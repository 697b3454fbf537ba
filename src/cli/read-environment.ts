import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { suggestName } from '../base/quick.ts'
import type { Environment } from './command-context.ts'
import { cliErrors } from './errors.ts'

/** These are there in each project, whether files tell of them or not. */
const usualEnvironments = ['development', 'staging', 'production']

export interface ProjectEnvironment {
  /** `development`, unless `--env` or SWELL_ENV say otherwise. */
  readonly name: string
  /**
   * The variables that a project sees: those of the process first, then `.env.<name>`, then `.env`. The
   * state of an environment other than development is a folder of its own.
   */
  readonly variables: Environment
  /** Where a variable stands, if that is a file: `.env:3`. */
  readonly placeOf: (variable: string) => string | undefined
}

/** Reads the variables of an environment of the project at `root`. Throws `environmentNotFound`. */
export function readEnvironment(
  root: string | undefined,
  process: Environment,
  wanted: string | undefined,
): ProjectEnvironment {
  const chosen = wanted ?? process['SWELL_ENV']
  if (root === undefined) {
    return { name: chosen ?? 'development', variables: process, placeOf: () => undefined }
  }
  const every = readVariables(root, '.env')
  const name = chosen ?? every?.variables['SWELL_ENV'] ?? 'development'
  assertEnvironment(root, name)
  const own = readVariables(root, `.env.${name}`)
  const variables = { ...every?.variables, ...own?.variables, ...process }
  const state = stateOf(name, every?.variables, { ...own?.variables, ...process })
  return {
    name,
    variables: { ...variables, SWELL_ENV: name, ...state },
    placeOf: (variable) =>
      process[variable] === undefined
        ? (own?.placeOf(variable) ?? every?.placeOf(variable))
        : undefined,
  }
}

/** What is told of the state for all environments would mix them; what is told for one holds as it is. */
function stateOf(
  name: string,
  every: Environment | undefined,
  own: Environment,
): { readonly SWELL_STATE: string } | undefined {
  if (name === 'development' || own['SWELL_STATE'] !== undefined) return undefined
  return { SWELL_STATE: join(every?.['SWELL_STATE'] ?? '.swell', 'environments', name) }
}

/** The environments that a project has: the usual ones, and those that a file tells of. */
export function listEnvironments(root: string): string[] {
  const ofVariables = namesIn(root, /^\.env\.([a-z][a-z0-9-]*)$/)
  const ofSettings = namesIn(join(root, 'settings'), /^([a-z][a-z0-9-]*)\.yaml$/)
  return [...new Set([...usualEnvironments, ...ofVariables, ...ofSettings])]
}

function assertEnvironment(root: string, environment: string): void {
  const known = listEnvironments(root)
  if (known.includes(environment)) return
  const suggestion = suggestName(environment, known)
  throw cliErrors.environmentNotFound({ environment, suggestion })
}

function namesIn(folder: string, pattern: RegExp): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => pattern.exec(file)?.[1] ?? [])
}

interface VariablesFile {
  readonly variables: Environment
  readonly placeOf: (variable: string) => string | undefined
}

function readVariables(root: string, file: string): VariablesFile | undefined {
  try {
    const text = readFileSync(join(root, file), 'utf8')
    const variables = parseEnv(text)
    return { variables, placeOf: (variable) => findPlace(file, text, variable) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Of a name that is written twice the later one holds. */
function findPlace(file: string, text: string, variable: string): string | undefined {
  const line = text
    .split('\n')
    .findLastIndex((one) => /^\s*(?:export\s+)?([^=\s]+)\s*=/.exec(one)?.[1] === variable)
  return line < 0 ? undefined : `${file}:${line + 1}`
}

/** The folder of the project around `folder`, if there is one. */
export function findRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'swell.config.ts'))) return at
    if (at === dirname(at)) return undefined
  }
}
