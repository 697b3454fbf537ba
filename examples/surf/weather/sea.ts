import { seededRandom } from 'groundswell'
import type { Beach } from '../beaches.ts'
import type { Swell } from '../texts/bulletin.ts'
import { persistentNoise } from './persistent-noise.ts'
import { epoch, momentOf, stepOf, stepsPerDay } from './steps.ts'
import { trains, type Train } from './trains.ts'
import { vonMises } from './von-mises.ts'

/** The true sea at the point off one beach, from the epoch on. */
export interface Sea {
  /** One swell per train at a step; a height of 0 where a train isn't there. */
  at(step: number): readonly Swell[]
}

/** Share of the weather that all beaches have in common; the rest is each one's own. */
const commonShare = 0.85

const highest = 8

/**
 * The seas off `beaches` up to `until`: a function of seed, beach and absolute time alone. A later
 * `until` extends a sea and changes nothing of it.
 */
export function makeSeas(
  seed: number | string,
  beaches: readonly Beach[],
  until: Date,
): ReadonlyMap<string, Sea> {
  const length = stepOf(until) + 1
  const common = weatherOf(`${seed}/sea`, length)
  return new Map(
    beaches.map(({ id }) => [id, toSea(blend(common, weatherOf(`${seed}/sea/${id}`, length)))]),
  )
}

/** Deviates behind one train: what its height, period and direction follow. */
type Deviates = readonly [Float64Array, Float64Array, Float64Array]

function weatherOf(seed: string, length: number): Deviates[] {
  return trains.map(({ name, memoryDays }) => {
    const deviatesOf = (quantity: string): Float64Array =>
      persistentNoise({
        random: seededRandom(`${seed}/${name}/${quantity}`),
        length,
        memory: memoryDays * stepsPerDay,
        smoothing: 3,
      })
    return [deviatesOf('height'), deviatesOf('period'), deviatesOf('direction')]
  })
}

function blend(common: readonly Deviates[], own: readonly Deviates[]): Deviates[] {
  const ownShare = Math.sqrt(1 - commonShare ** 2)
  return common.map((deviates, train): Deviates => {
    const mix = (quantity: 0 | 1 | 2): Float64Array =>
      deviates[quantity].map(
        (value, step) => commonShare * value + ownShare * (own[train]?.[quantity][step] ?? 0),
      )
    return [mix(0), mix(1), mix(2)]
  })
}

function toSea(weather: readonly Deviates[]): Sea {
  const directionOf = trains.map((train) => vonMises(train.direction, train.concentration))
  return {
    at(step) {
      const winter = winterAt(step)
      return trains.map((train, index): Swell => {
        const [heights, periods, directions] = weather[index] ?? []
        const height = deviateAt(heights, step)
        return {
          height: toHeight(train, height, winter),
          period: toPeriod(train, 0.5 * height + 0.87 * deviateAt(periods, step), winter),
          direction: directionOf[index]?.(deviateAt(directions, step)) ?? train.direction,
        }
      })
    },
  }
}

function deviateAt(deviates: Float64Array | undefined, step: number): number {
  const deviate = deviates?.[step]
  if (deviate !== undefined) return deviate
  throw new RangeError(
    `The sea is known from ${epoch.toISOString()} on for ${deviates?.length ?? 0} steps, not at step ${step}.`,
  )
}

/** 1 in the middle of January, −1 in the middle of July. */
function winterAt(step: number): number {
  const at = momentOf(step)
  const dayOfYear = (at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 15)) / 86_400_000
  return Math.cos((2 * Math.PI * dayOfYear) / 365.25)
}

function toHeight(train: Train, deviate: number, winter: number): number {
  const typical = train.typicalHeight * Math.exp(0.3 * winter + train.heightSpread * deviate)
  return clamp(typical - train.heightLost, train.minHeight, highest)
}

function toPeriod(train: Train, deviate: number, winter: number): number {
  const typical = train.typicalPeriod + train.periodSpread * (0.5 * winter + deviate)
  return clamp(typical, ...train.periodRange)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
