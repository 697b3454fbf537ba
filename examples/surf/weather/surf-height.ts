import type { Beach } from '../beaches.ts'
import type { Swell } from '../texts/bulletin.ts'
import { beachWindow } from '../texts/best-swell.ts'

const feetPerPower = 0.75
const powerLost = 0.9
const highest = 20

// What no model of the swell can know: banks, tide, and who looks.
const heightSpread = 0.26
const feetSpread = 0.55

/** The heights that people say, in feet: finer when low. */
const spokenHeights = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20]

/**
 * The height in feet that an observer reports when `swell` has arrived. It follows height·√period,
 * less where the swell comes in at an angle; `noise` is two normal deviates.
 */
export function surfHeight(beach: Beach, swell: Swell, noise: readonly [number, number]): number {
  const power = swell.height * Math.sqrt(swell.period) * shareThatEnters(beach, swell.direction)
  const feet = feetPerPower * beach.exposure * Math.max(0, power - powerLost)
  const seen = feet * Math.exp(heightSpread * noise[0]) + feetSpread * noise[1]
  const half = Math.round(Math.min(highest, Math.max(0, seen)) * 2) / 2
  return nearest(spokenHeights, half)
}

function shareThatEnters({ facing, window }: Beach, direction: number): number {
  const isInWindow = direction >= beachWindow.from && direction <= beachWindow.to
  if (!isInWindow) return 0.2
  return Math.exp(-(((direction - facing) / window) ** 2))
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce((best, value) =>
    Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best,
  )
}
