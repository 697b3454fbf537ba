import { createHash } from 'node:crypto'
import type { Branded } from './branded.ts'

/** The SHA-256 of some bytes, as 64 hexadecimal digits. */
export type Digest = Branded<'Digest'>

export function digestOf(bytes: Uint8Array | string): Digest {
  return createHash('sha256').update(bytes).digest('hex') as Digest
}

/** The digest of a plain value: equal values have equal digests, whatever the order of their keys. */
export function digestOfValue(value: unknown): Digest {
  return digestOf(canonicalJson(value))
}

/** JSON with sorted keys. Absent (`undefined`) members are left out; dates are ISO texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
        )
      : part,
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
