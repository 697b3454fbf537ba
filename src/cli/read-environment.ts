import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Environment } from './command-context.ts'
import { cliErrors } from './errors.ts'

/**
 * The variables that a project sees: those of the process first, then `.env.<name>` for `--env <name>`,
 * then `.env` in the project's folder.
 */
export function readEnvironment(
  root: string | undefined,
  process: Environment,
  environment: string | undefined,
): Environment {
  if (root === undefined) return process
  const file = join(root, `.env.${environment ?? ''}`)
  const named = environment === undefined ? {} : readVariables(file)
  if (named === undefined) {
    throw cliErrors.environmentNotFound({ environment: environment ?? '', file })
  }
  return { ...readVariables(join(root, '.env')), ...named, ...process }
}

function readVariables(file: string): Environment | undefined {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The folder of the project around `folder`, if there is one. */
export function findRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'swell.config.ts'))) return at
    if (at === dirname(at)) return undefined
  }
}
