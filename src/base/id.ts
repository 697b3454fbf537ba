import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id such as `run_01kaj3v0z8m4x2q7c1`: ids sort by the time they were made, and hold 40 random
 * bits beside it, so that processes need not agree.
 */
export function newId<Id extends string>(prefix: string, now: Date): Id {
  return `${prefix}_${encode(now.getTime(), 10)}${encodeBytes(randomBytes(randomSignCount))}` as Id
}

/** So many signs of an id are random, those at its end. */
const randomSignCount = 8

/** When an id says that it was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  const signs = id.slice(id.lastIndexOf('_') + 1).slice(0, 10)
  return Array.from(signs).reduce((time, sign) => time * 32 + alphabet.indexOf(sign), 0)
}

function encode(value: number, length: number): string {
  let rest = value
  let text = ''
  for (let place = 0; place < length; place += 1) {
    text = alphabet.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function encodeBytes(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += alphabet.charAt(byte % 32)
  return text
}

/** Fetched ahead: the system's source of randomness costs by the call, not by the byte. */
const pool = new Uint8Array(4096)
let usedCount = pool.length

function randomBytes(count: number): Uint8Array {
  if (usedCount + count > pool.length) {
    randomFillSync(pool)
    usedCount = 0
  }
  usedCount += count
  return pool.subarray(usedCount - count, usedCount)
}
