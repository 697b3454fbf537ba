import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  backTest,
  fitForecaster,
  forecastAhead,
  type BackTest,
  type SeriesTable,
} from 'groundswell'
import { priceForecast } from '../forecast/price-forecast.ts'
import { toSeriesTable } from '../forecast/to-series-table.ts'
import { writePage } from '../page/write-page.ts'
import { dayMs, makeDays, worldBegin } from '../world/make-days.ts'
import { typeOfDay } from '../world/swedish-holidays.ts'

/** The first year and a half, and five days more of which only the outlook is known. */
const knownDays = 540
const rows = [...makeDays('test', worldBegin + (knownDays + 4) * dayMs).values()].flat()
const known = rows.filter(({ day }) => day < worldBegin + knownDays * dayMs)
const told = <More>({ area, day }: (typeof rows)[number], more: More) => ({
  area,
  day: new Date(day),
  ...more,
})
const table: SeriesTable = toSeriesTable({
  prices: known.map((row) => told(row, { price: row.price })),
  outlook: rows.map((row) => told(row, row.outlook)),
  holidays: rows.map((row) => told(row, { typeOfDay: typeOfDay(row.day) })),
})
const spec = priceForecast({ steps: 4, trees: 60 })
let tested: BackTest

before(async () => {
  tested = await backTest(spec, table, { seed: 1, origins: 10 })
})

test('on a rolling back-test the forecast beats the price of a week before, on each day ahead and in each area', () => {
  for (const own of [tested.scores, ...tested.byStep, ...tested.bySeries]) {
    assert.ok(own.mae < 0.9 * (own.seasonalNaiveMae ?? 0), JSON.stringify(own))
  }
  assert.equal(tested.scores.pointCount, 10 * 4 * 4)
})

test('about nine in ten prices come true within the bounds', () => {
  const { coverage = 0 } = tested.scores
  assert.ok(coverage > 0.8 && coverage <= 1, `${coverage}`)
})

test('four days of each area are forecast, and drawn beside what came true', async () => {
  const points = forecastAhead(await fitForecaster(spec, table, { seed: 1 }), table)
  const first = worldBegin + knownDays * dayMs
  assert.deepEqual(
    points.map(({ series, at, ahead }) => [series, (at - first) / dayMs, ahead]),
    ['SE1', 'SE2', 'SE3', 'SE4'].flatMap((area) =>
      [1, 2, 3, 4].map((step) => [area, step - 1, step]),
    ),
  )
  for (const { low = Infinity, value, high = 0 } of points) assert.ok(low < value && value < high)
  const page = writePage({
    madeAt: new Date(first),
    prices: known.map(({ area, day, price }) => ({ series: area, at: day, price })),
    forecast: points,
    test: tested,
  })
  assert.equal(page.match(/<svg class="wide"/g)?.length, 4)
  assert.ok(!page.includes('NaN'))
})
