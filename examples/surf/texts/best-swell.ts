import type { Swell } from './bulletin.ts'

/** The directions, ends included, from which a swell can reach a beach. */
export interface DirectionWindow {
  readonly from: number
  readonly to: number
}

export const beachWindow: DirectionWindow = { from: 20, to: 180 }

/**
 * The swell that makes the surf: the first, unless it misses the beach and the secondary one
 * doesn't. The secondary is the second swell, or the third when only that one hits the beach.
 * Undefined in a calm sea.
 */
export function bestSwell(swells: readonly Swell[], window = beachWindow): Swell | undefined {
  const [first, second, third] = swells
  if (isValid(first, window)) return first
  if (isValid(second, window)) return second
  if (isValid(third, window)) return third
  return first
}

function isValid(swell: Swell | undefined, { from, to }: DirectionWindow): boolean {
  return swell !== undefined && swell.direction >= from && swell.direction <= to
}
