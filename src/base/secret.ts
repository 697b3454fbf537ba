import { baseErrors } from './errors.ts'

/** The name of a variable that holds a secret. The value itself stands in no definition. */
export interface Secret {
  readonly kind: 'secret'
  readonly variable: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Points at a variable of the environment or of `.env`: `secret('ORDERS_URL')`. */
export function secret(variable: string): Secret {
  return Object.freeze({ kind: 'secret', variable })
}

/** The value of a secret, or `given` itself where it is a plain text. Throws `base.secretMissing`. */
export function secretValue(given: Secret | string, environment: Environment): string {
  if (typeof given === 'string') return given
  const value = environment[given.variable]
  if (value !== undefined && value !== '') return value
  throw baseErrors.secretMissing({ variable: given.variable })
}
