import { createHash, randomBytes } from 'node:crypto'

/** A new secret text with which somebody shows who he is: 256 bits that nobody guesses. */
export function makeToken(): string {
  return `swell_${randomBytes(32).toString('base64url')}`
}

/** What is kept of a token. It needs no salt and no slow hash: there is nothing to guess. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
