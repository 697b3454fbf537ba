import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { baseErrors } from './errors.ts'
import { hideSecret } from './mask-secrets.ts'
import { messageOf } from './system-error.ts'

/** Where a secret is. The value itself stands in no definition. */
export type Secret = { readonly kind: 'secret' } & SecretPlace

type SecretPlace =
  { readonly variable: string } | { readonly file: string } | { readonly command: string }

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Points at a secret: a variable of the environment or of `.env` (`secret('ORDERS_URL')`), a file
 * (`secret({ file: '/run/secrets/orders' })`), or what a command prints (`secret({ command: 'pass orders' })`).
 * Throws `base.secretFileRelative`.
 */
export function secret(
  place: string | { readonly file: string } | { readonly command: string },
): Secret {
  if (typeof place === 'string') return Object.freeze({ kind: 'secret', variable: place })
  if ('file' in place && !isAbsolute(place.file) && !place.file.startsWith('~/')) {
    throw baseErrors.secretFileRelative({ file: place.file })
  }
  return Object.freeze({ kind: 'secret', ...place })
}

/** Names a secret for people: where it is, not what it is. */
export function secretName(of: Secret): string {
  if ('variable' in of) return of.variable
  // What follows the command's own name may be half of the secret.
  return 'file' in of ? of.file : `what ${of.command.trim().split(/\s+/)[0] ?? ''} tells`
}

/**
 * The value of a secret, or `given` itself where it is a plain text. From then on it is masked wherever
 * the process tells anything. Throws `base.secretMissing` or `base.secretNotTold`.
 */
export function secretValue(given: Secret | string, environment: Environment): string {
  if (typeof given === 'string') return given
  const value = readSecret(given, environment)
  hideSecret(value)
  return value
}

function readSecret(of: Secret, environment: Environment): string {
  if ('variable' in of) {
    const value = environment[of.variable]
    if (value === undefined || value === '') {
      throw baseErrors.secretMissing({ variable: of.variable })
    }
    return value
  }
  const value = 'file' in of ? readFile(of.file) : runCommand(of.command, environment)
  if (value !== '') return value
  throw baseErrors.secretNotTold({ secret: secretName(of), problem: 'it is empty' })
}

function readFile(file: string): string {
  const path = file.startsWith('~/') ? join(homedir(), file.slice(2)) : file
  try {
    return withoutLastLineEnd(readFileSync(path, 'utf8'))
  } catch (error) {
    throw baseErrors.secretNotTold({ secret: file, problem: messageOf(error) }, error)
  }
}

/** What commands told, by command: one may ask a person, or take seconds. */
const toldByCommand = new Map<string, string>()

function runCommand(command: string, environment: Environment): string {
  const known = toldByCommand.get(command)
  if (known !== undefined) return known
  const env = { ...process.env, ...environment }
  try {
    const told = execSync(command, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 60_000,
    })
    const value = withoutLastLineEnd(told)
    toldByCommand.set(command, value)
    return value
  } catch (error) {
    const { status, code } = error as { readonly status?: number | null; readonly code?: string }
    // Its message and output may hold half of a secret.
    const problem =
      typeof status === 'number' ? `it ended with ${status}` : `it failed (${code ?? 'killed'})`
    throw baseErrors.secretNotTold({ secret: secretName({ kind: 'secret', command }), problem })
  }
}

function withoutLastLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '')
}
