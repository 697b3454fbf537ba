import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { beaches, type Beach } from '../beaches.ts'
import { parseBulletin } from '../texts/parse-bulletin.ts'
import { parseReport } from '../texts/parse-report.ts'
import { swellRows } from '../texts/swell-rows.ts'
import { forecastSea } from '../weather/forecast.ts'
import { formatBulletin } from '../weather/format-bulletin.ts'
import { makeSeas, type Sea } from '../weather/sea.ts'
import { momentOf, stepOf } from '../weather/steps.ts'
import { writeReport } from '../weather/write-report.ts'
import { persistentNoise } from '../weather/persistent-noise.ts'
import { vonMises } from '../weather/von-mises.ts'
import { seededRandom } from 'groundswell'

const seed = 'surf'
const from = new Date('2023-01-01T00:00:00Z')
const dayCount = 1095

const lahinch = beaches[0] ?? assert.fail('there is a first beach')

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const covariance = mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB)))
  const variance = (values: readonly number[], centre: number): number =>
    mean(values.map((value) => (value - centre) ** 2))
  return covariance / Math.sqrt(variance(a, meanA) * variance(b, meanB))
}

interface Day {
  readonly seen: number
  readonly features: readonly [height: number, period: number, direction: number]
}

/** What was reported on each day, and the swell that the day's own bulletin foresaw for it. */
function daysOf(beach: Beach, sea: Sea): Day[] {
  return Array.from({ length: dayCount }, (_, index) => {
    const cycleAt = new Date(from.getTime() + index * 86_400_000)
    const observedAt = new Date(cycleAt.getTime() + 10 * 3_600_000)
    const report = parseReport(writeReport(beach, sea, seed, observedAt))
    const steps = forecastSea(sea, `${seed}/${beach.id}`, cycleAt)
    const rows = swellRows(parseBulletin(formatBulletin(beach, cycleAt, steps)))
    const row = rows.findLast(({ hitsAt }) => hitsAt <= observedAt)
    assert.ok(row, `a swell has arrived by ${observedAt.toISOString()}`)
    return { seen: report.waveHeight, features: [row.height, row.period, row.direction] }
  })
}

for (const beach of beaches) {
  describe(`three years of ${beach.name}`, () => {
    let days: Day[] = []
    let seen: number[] = []
    before(() => {
      const seas = makeSeas(seed, beaches, new Date('2026-02-01T00:00:00Z'))
      days = daysOf(beach, seas.get(beach.id) ?? assert.fail('its sea was made'))
      seen = days.map((day) => day.seen)
    })

    test('have heights of 0 to 20 ft, few different ones, about 3 ft on average', () => {
      assert.ok(Math.min(...seen) === 0)
      assert.ok(Math.max(...seen) <= 20)
      assert.ok(new Set(seen).size <= 20)
      assert.ok(mean(seen) > 2 && mean(seen) < 4)
    })

    test('are flat on some days', () => {
      const flat = seen.filter((height) => height === 0).length / seen.length
      assert.ok(flat > 0.03 && flat < 0.2, `${flat}`)
    })

    test('persist from day to day and change within two weeks', () => {
      assert.ok(correlation(seen.slice(1), seen.slice(0, -1)) > 0.5)
      assert.ok(correlation(seen.slice(14), seen.slice(0, -14)) < 0.4)
    })

    test('are bigger in winter', () => {
      const inMonths = (months: readonly number[]): number[] =>
        seen.filter((_, index) =>
          months.includes(new Date(from.getTime() + index * 86_400_000).getUTCMonth()),
        )
      assert.ok(mean(inMonths([11, 0, 1])) > 1.3 * mean(inMonths([5, 6, 7])))
    })

    test('follow the size of the swell that was foreseen', () => {
      const size = days.map(({ features: [height, period] }) => height * Math.sqrt(period))
      assert.ok(correlation(size, seen) > 0.6)
    })

    test('are explained by height, period and direction, but not wholly', () => {
      const share = shareExplained(days.slice(0, 900), days.slice(900))
      assert.ok(share > 0.65 && share < 0.9, `${share}`)
    })
  })
}

/** R² of the mean of the twelve most similar days before. */
function shareExplained(known: readonly Day[], asked: readonly Day[]): number {
  const distance = (a: Day, b: Day): number =>
    (2 * Math.log(a.features[0] / b.features[0])) ** 2 +
    ((a.features[1] - b.features[1]) / 3.5) ** 2 +
    ((a.features[2] - b.features[2]) / 22) ** 2
  const guess = (day: Day): number =>
    mean(
      known
        .toSorted((a, b) => distance(day, a) - distance(day, b))
        .slice(0, 12)
        .map((near) => near.seen),
    )
  const centre = mean(asked.map((day) => day.seen))
  const left = mean(asked.map((day) => (day.seen - guess(day)) ** 2))
  return 1 - left / mean(asked.map((day) => (day.seen - centre) ** 2))
}

test('the ground swell has 0.3 to 8 m, 6 to 18 s, and goes to 60° on average', () => {
  const sea = makeSeas(seed, [lahinch], new Date('2026-01-01T00:00:00Z')).get('lahinch')
  const swells = Array.from(
    { length: 12 * dayCount },
    (_, step) => sea?.at(step)[0] ?? assert.fail('there is a ground swell'),
  )
  for (const { height, period } of swells) {
    assert.ok(height >= 0.3 && height <= 8)
    assert.ok(period >= 6 && period <= 18)
  }
  const radians = swells.map(({ direction }) => (direction * Math.PI) / 180)
  const centre = Math.atan2(mean(radians.map(Math.sin)), mean(radians.map(Math.cos)))
  assert.ok(Math.abs((centre * 180) / Math.PI - 60) < 6)
})

test('a sea made for longer is the same where both know it', () => {
  const at = new Date('2021-06-01T00:00:00Z')
  const short = makeSeas(seed, beaches, at).get('easkey')
  const long = makeSeas(seed, beaches, new Date('2023-06-01T00:00:00Z')).get('easkey')
  for (const step of [0, 1, 1000, stepOf(at)]) {
    assert.deepEqual(short?.at(step), long?.at(step))
  }
})

test('a forecast is nearly right at its start and loses its way with the days', () => {
  const sea = makeSeas(seed, [lahinch], new Date('2024-03-01T00:00:00Z')).get('lahinch')
  assert.ok(sea)
  const errorAt = (offset: number): number =>
    mean(
      Array.from({ length: 200 }, (_, cycle) => {
        const cycleAt = momentOf(stepOf(from) + cycle * 6)
        const foreseen = forecastSea(sea, seed, cycleAt)[offset]?.[0]?.height ?? Number.NaN
        const real = sea.at(stepOf(cycleAt) + offset)[0]?.height ?? Number.NaN
        return Math.abs(Math.log(foreseen / real))
      }),
    )
  const [now, tomorrow, later] = [errorAt(0), errorAt(12), errorAt(100)]
  assert.ok(now < 0.06)
  assert.ok(now < tomorrow && tomorrow < later)
  assert.ok(later > 0.2)
})

test('persistent noise has mean 0, deviation 1, and forgets as told', () => {
  const random = seededRandom(5)
  const noise = [...persistentNoise({ random, length: 200_000, memory: 20, smoothing: 1e-9 })]
  assert.ok(Math.abs(mean(noise)) < 0.05)
  assert.ok(Math.abs(mean(noise.map((value) => value ** 2)) - 1) < 0.05)
  const later = correlation(noise.slice(20), noise.slice(0, -20))
  assert.ok(Math.abs(later - Math.exp(-1)) < 0.03)
})

test('smoothed noise still has deviation 1', () => {
  const random = seededRandom(5)
  const noise = [...persistentNoise({ random, length: 200_000, memory: 20, smoothing: 3 })]
  assert.ok(Math.abs(mean(noise.map((value) => value ** 2)) - 1) < 0.05)
})

test('von Mises directions have their centre at half and the right spread', () => {
  const directionOf = vonMises(60, 5)
  assert.ok(Math.abs(directionOf(0) - 60) < 1e-3)
  assert.ok(Math.abs(directionOf(1) + directionOf(-1) - 120) < 1e-3)
  // I₁(5)/I₀(5), the mean resultant length (Abramowitz and Stegun, table 9.8).
  const random = seededRandom(9)
  const cosines = Array.from({ length: 100_000 }, () =>
    Math.cos(((directionOf(random.normal()) - 60) * Math.PI) / 180),
  )
  assert.ok(Math.abs(mean(cosines) - 0.8934) < 0.003)
})
