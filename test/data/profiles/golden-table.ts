import { seededRandom } from '../../../src/base/index.ts'
import { float, integer, text, type RowOf } from '../../../src/table/index.ts'

/** Columns that depend on each other more and less, with ties, tails and gaps. */
export const goldenColumns = {
  height: float(),
  period: float({ optional: true }),
  power: float({ optional: true }),
  rating: integer(),
  wait: float(),
  beach: text(),
  tide: text({ optional: true }),
}

export type GoldenRow = RowOf<typeof goldenColumns>

export function goldenRows(): GoldenRow[] {
  const random = seededRandom('profiles')
  return Array.from({ length: 700 }, () => {
    const height = 2 + random.normal()
    const isGap = random.next() < 0.15
    const period = isGap ? undefined : Math.round(8 + height + 2 * random.normal())
    const isLate = isGap && random.next() < 0.8
    return {
      height,
      period,
      power: isLate ? undefined : Math.exp(1.5 * random.normal()) * height,
      rating: Math.min(5, Math.max(1, Math.round(3 + height - 2 + 0.7 * random.normal()))),
      wait: random.next() < 0.4 ? 0 : -Math.log(1 - random.next()),
      beach: height > 2.5 ? 'lahinch' : random.pick(['easkey', 'lahinch', 'bundoran']),
      tide: random.next() < 0.1 ? undefined : random.pick(['low', 'rising', 'high', 'falling']),
    }
  })
}
