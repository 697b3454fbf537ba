import type { Swell } from './bulletin.ts'

const hourMs = 3_600_000
const travelHours = 8

/**
 * When a swell that a bulletin foresees at its point, `offsetHours` after `cycleAt`, breaks on the
 * beach: eight hours later, less the closer its path is to the coast, and an hour less for long
 * swells, which travel faster.
 */
export function arrivalAt(cycleAt: Date, offsetHours: number, swell: Swell): Date {
  const hours = offsetHours + travelHours - hoursSaved(swell)
  return new Date(cycleAt.getTime() + hours * hourMs)
}

function hoursSaved({ direction, period }: Swell): number {
  return hoursSavedByDirection(direction) + (period > 12 ? 1 : 0)
}

/** Exactly 20° and exactly 80° save nothing. */
function hoursSavedByDirection(direction: number): number {
  if (direction > 66 && direction < 80) return 1
  if (direction > 50 && direction <= 66) return 2
  if (direction > 20 && direction <= 50) return 3
  return 0
}
