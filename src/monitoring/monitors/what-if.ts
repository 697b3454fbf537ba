import { parseDuration } from '../../base/index.ts'
import type { Limits } from './rule.ts'
import type { SeriesPoint } from './monitor-store.ts'

/** One time that an alert would have fired. */
export interface WouldFire {
  /** Ends of windows: of the one in which it would have fired, and of the one in which it would have been over. */
  readonly at: Date
  readonly recoveredAt: Date | undefined
  /** The worst value while it would have fired. */
  readonly value: number
}

/** When an alert would have fired with other limits, by what was measured; oldest first. */
export function whatIf(
  points: readonly SeriesPoint[],
  { atMost = Infinity, atLeast = -Infinity, lasting }: Limits & { readonly lasting?: string },
): WouldFire[] {
  const lastingMs = lasting === undefined ? 0 : parseDuration(lasting)
  const excess = (value: number) => Math.max(value - atMost, atLeast - value)
  const fired: WouldFire[] = []
  let badSince: Date | undefined
  let isFiring = false
  for (const { value, until } of points) {
    if (Number.isNaN(value)) continue
    const last = fired.at(-1)
    if (excess(value) <= 0) {
      if (isFiring && last !== undefined) fired[fired.length - 1] = { ...last, recoveredAt: until }
      badSince = undefined
      isFiring = false
      continue
    }
    badSince ??= until
    if (isFiring && last !== undefined) {
      if (excess(value) > excess(last.value)) fired[fired.length - 1] = { ...last, value }
    } else if (until.getTime() - badSince.getTime() >= lastingMs) {
      fired.push({ at: until, recoveredAt: undefined, value })
      isFiring = true
    }
  }
  return fired
}
