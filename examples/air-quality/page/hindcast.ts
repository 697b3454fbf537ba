import type { Outcome } from 'groundswell'

/** A forecast of a day that has been measured since. */
export interface Held {
  readonly city: string
  readonly at: number
  /** 1 is the next day. */
  readonly ahead: number
  readonly value: number
  readonly measured: number
  /** What was measured last when it was made. */
  readonly naive: number | undefined
}

export interface HorizonScore {
  readonly ahead: number
  readonly count: number
  readonly meanError: number
  /** Of saying again what was measured last. */
  readonly naiveError: number
  /** Nine in ten were off by less, as a factor. */
  readonly within: number
}

const dayMs = 86_400_000

/** How many days ahead a forecast looks: of the morning's knowledge, the next day is 1. */
export function daysAhead(leadMs: number): number {
  return Math.max(1, Math.ceil(leadMs / dayMs))
}

export function toHeld({ key, at, leadMs, predicted, observed, naive }: Outcome): Held {
  const city = String(key['city'])
  const ahead = daysAhead(leadMs)
  return { city, at: at.getTime(), ahead, value: predicted, measured: observed, naive }
}

export function scoresByHorizon(held: readonly Held[]): readonly HorizonScore[] {
  const byAhead = Map.groupBy(held, ({ ahead }) => ahead)
  return [...byAhead]
    .toSorted(([a], [b]) => a - b)
    .map(([ahead, own]) => {
      const factors = own
        .map(({ value, measured }) => Math.abs(Math.log(safe(measured) / safe(value))))
        .toSorted((a, b) => a - b)
      return {
        ahead,
        count: own.length,
        meanError: mean(own.map(({ value, measured }) => Math.abs(value - measured))),
        naiveError: mean(
          own.flatMap(({ naive, measured }) =>
            naive === undefined ? [] : [Math.abs(naive - measured)],
          ),
        ),
        within: Math.exp(factors[Math.min(own.length - 1, Math.floor(0.9 * own.length))] ?? 0),
      }
    })
}

/** The axis is logarithmic, and has no place for nothing. */
export function safe(dust: number): number {
  return Math.max(1, dust)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
