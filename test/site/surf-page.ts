import { readFileSync } from 'node:fs'
import { seededRandom } from '../../src/base/index.ts'
import type { CameTrue, ForecastPage, Place } from '../../src/site/index.ts'

const hourMs = 3_600_000

/** Made data in the shape of the surf example: three beaches, ten days, a fortnight of reports. */
export function surfPage(changes: Partial<ForecastPage> = {}): ForecastPage {
  const madeAt = new Date('2026-11-21T11:11:00Z')
  return {
    title: 'Surf on the west coast',
    introduction:
      'How high the waves will be over the next ten days, learnt from the offshore swell and from what people at the beach reported.',
    unit: 'ft',
    valueLabel: 'Wave height',
    madeAt,
    timeZone: 'Europe/Dublin',
    model: {
      name: 'surf-height',
      version: 3,
      trainedAt: new Date('2026-11-20T23:12:00Z'),
      trainedOn: '1,096 reports from November 2023 to September 2026',
      metrics: { mae: { value: 0.52, baseline: 1.18 } },
      baseline: 'the height of the last report',
    },
    places: [
      surfPlace({ id: 'lahinch', name: 'Lahinch', mean: 3.1, seed: 1 }, madeAt),
      surfPlace({ id: 'strandhill', name: 'Strandhill', mean: 3.6, seed: 2 }, madeAt),
      surfPlace({ id: 'inchydoney', name: 'Inchydoney', mean: 1.9, seed: 3 }, madeAt),
    ],
    howWeDid: [0.44, 0.49, 0.58, 0.66, 0.79, 0.9, 1.02, 1.13, 1.22, 1.27].map(
      (meanAbsoluteError, i) => ({ leadDays: i + 1, meanAbsoluteError, count: 86 - 3 * i }),
    ),
    schedule: 'every 12 hours, next 23:11',
    links: { dashboard: 'http://localhost:4300/', source: 'https://polar.ncep.noaa.gov/waves/' },
    tokensCss: readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8'),
    ...changes,
  }
}

interface MadeBeach {
  readonly id: string
  readonly name: string
  readonly mean: number
  readonly seed: number
}

export function surfPlace({ id, name, mean, seed }: MadeBeach, madeAt: Date): Place {
  const random = seededRandom(String(seed))
  const cycleAt = new Date('2026-11-21T06:00:00Z').getTime()
  const height = (at: number) => {
    const days = (at - cycleAt) / (24 * hourMs)
    const swell = 1.1 * Math.sin(days / 1.4 + seed * 2) + 0.7 * Math.sin(days / 0.63 + seed)
    return Math.max(0.3, mean + swell + 0.25 * Math.sin(days * 12.2))
  }
  const reports = Array.from(
    { length: 14 },
    (_, i) => Date.parse('2026-11-08T10:00:00Z') + i * 24 * hourMs,
  )
    .filter((_, i) => i !== 5 && i < 14)
    .map((at) => ({
      at: new Date(at),
      value: Math.round((height(at) + random.next() - 0.5) * 2) / 2,
    }))
  const earlier = reports.flatMap(({ at, value }): CameTrue[] =>
    [22, 46, 94].map((leadHours) => ({
      at,
      observed: value,
      predicted: height(at.getTime()) + (random.next() - 0.5) * (0.6 + leadHours / 60),
      leadHours,
    })),
  )
  const forecast = Array.from({ length: 119 }, (_, i) => cycleAt + i * 2 * hourMs).map((at) => ({
    at: new Date(at),
    value: height(at),
  }))
  return { id, name, forecast, reports: reports.filter(({ at }) => at < madeAt), earlier }
}
