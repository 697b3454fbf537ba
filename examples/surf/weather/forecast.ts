import { seededRandom } from 'groundswell'
import type { Swell } from '../texts/bulletin.ts'
import { stepCount, stepHours } from '../texts/bulletin.ts'
import type { Sea } from './sea.ts'
import { stepOf } from './steps.ts'
import { trains } from './trains.ts'

const knotHours = 24
const knotCount = Math.ceil((stepCount * stepHours) / knotHours) + 1

/**
 * What a cycle of the wave model foresees: the true sea, wrong by an error that wanders smoothly
 * and grows with the hours ahead, from an analysis that is nearly right to a mere guess.
 * One list of swells per step, in the order of `trains`.
 */
export function forecastSea(sea: Sea, seed: number | string, cycleAt: Date): Swell[][] {
  const random = seededRandom(`${seed}/forecast/${cycleAt.toISOString()}`)
  const errors = trains.map(() => [errorOf(random), errorOf(random), errorOf(random)] as const)
  const first = stepOf(cycleAt)
  return Array.from({ length: stepCount }, (_, index) => {
    const hours = index * stepHours
    const share = 1 - Math.exp(-hours / 110)
    return sea.at(first + index).map((swell, train): Swell => {
      const [height, period, direction] = errors[train] ?? []
      return {
        height: Math.min(9, swell.height * Math.exp((0.04 + 0.4 * share) * at(height, hours))),
        period: within(swell.period + (0.2 + 2 * share) * at(period, hours), 2.5, 19),
        direction: (swell.direction + (3 + 25 * share) * at(direction, hours) + 360) % 360,
      }
    })
  })
}

/** Deviates at knots a day apart. */
function errorOf(random: { normal(): number }): number[] {
  return Array.from({ length: knotCount }, () => random.normal())
}

/** Between knots: eased from one to the next, at an even deviation of 1. */
function at(knots: readonly number[] | undefined, hours: number): number {
  const knot = Math.floor(hours / knotHours)
  const way = (hours % knotHours) / knotHours
  const next = way * way * (3 - 2 * way)
  const value = (1 - next) * (knots?.[knot] ?? 0) + next * (knots?.[knot + 1] ?? 0)
  return value / Math.sqrt((1 - next) ** 2 + next ** 2)
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
