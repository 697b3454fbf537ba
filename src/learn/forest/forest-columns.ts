import type { Feature } from '../feature-matrix.ts'
import { binFeature, midpoint, type BinnedFeature } from '../trees/bin-features.ts'

/** A feature as deep trees read it: in bins for nodes of many rows, value by value for those of few. */
export interface ForestColumn extends BinnedFeature {
  /** The bits of each value, so that keys sort as values do; the last of all keys where it is missing. */
  readonly keys: Uint32Array
}

export const missingKey = 0xffff_ffff

export function toForestColumn(feature: Feature): ForestColumn {
  return { ...binFeature(feature, 255), keys: toKeys(feature.values) }
}

function toKeys(values: Float32Array): Uint32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const keys = new Uint32Array(values.length)
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN
    keys[row] = Number.isNaN(value) ? missingKey : toKey(value === 0 ? 0 : (bits[row] ?? 0))
  }
  return keys
}

/** Numbers below zero are flipped whole, others get the highest bit. */
function toKey(bits: number): number {
  return (bits ^ ((bits >> 31) | 0x8000_0000)) >>> 0
}

const oneKey = new Uint32Array(1)
const oneValue = new Float32Array(oneKey.buffer)

export function valueOf(key: number): number {
  oneKey[0] = key ^ (((key >>> 31) - 1) | 0x8000_0000)
  return oneValue[0] ?? 0
}

export function keyOf(value: number): number {
  oneValue[0] = value === 0 ? 0 : value
  return toKey(oneKey[0] ?? 0)
}

/** A 32-bit number between the values of two keys, or the lower one. */
export function betweenKeys(low: number, high: number): number {
  return midpoint(valueOf(low), valueOf(high))
}
