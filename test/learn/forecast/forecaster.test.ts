import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  backTest,
  boostedTrees,
  fitForecaster,
  forecastAhead,
  forecaster,
  leastSquares,
  meanBaseline,
  ridge,
  toOnnx,
  type SeriesTable,
} from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'
import { forecastColumns } from '../../../src/learn/forecast/forecast-columns.ts'
import { toSeries } from '../../../src/learn/forecast/series-table.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

function daily(values: readonly number[], from = start): SeriesTable {
  return {
    times: Float64Array.from(values, (_, day) => from + day * dayMs),
    target: Float64Array.from(values),
  }
}

function join(tables: Readonly<Record<string, SeriesTable>>): SeriesTable {
  const all = Object.entries(tables)
  return {
    series: all.flatMap(([name, { times }]) => [...times].map(() => name)),
    times: Float64Array.from(all.flatMap(([, { times }]) => [...times])),
    target: Float64Array.from(all.flatMap(([, { target }]) => [...target])),
  }
}

/** Weeks that are alike, with noise that stays for a while. */
function noisyWeeks(count: number, seed: string): number[] {
  const random = seededRandom(seed)
  let noise = 0
  return Array.from({ length: count }, (_, day) => {
    noise = 0.7 * noise + random.normal()
    return 20 + 5 * Math.sin((2 * Math.PI * day) / 7) + noise
  })
}

const options = { seed: 1 }

test('what a model of a forecast reads is what was known at the origin, and the calendar of what is asked', () => {
  const spec = forecaster({
    learner: ridge(),
    every: '1d',
    steps: 3,
    lags: [1, 3],
    windows: [2],
    season: 2,
    calendar: ['weekday', 'monthDay', 'month', 'yearDay', 'hour'],
  })
  const known = [
    { name: 'holiday', kind: 'number', values: Float64Array.of(0, 0, 0, 1, 0, 0) },
  ] as const
  const past = [
    { name: 'wind', kind: 'number', values: Float64Array.of(1, 2, 3, 4, 5, 6) },
  ] as const
  const table = { ...daily([10, 20, 30, 40, 50, 60]), known, past }
  const [series] = toSeries(table, dayMs)
  assert.ok(series)
  const questions = [
    { series, origin: 2, ahead: 1 },
    { series, origin: 2, ahead: 3 },
  ]
  const columns = forecastColumns(spec, table, false, questions, dayMs)
  assert.deepEqual(Object.fromEntries(columns.map(({ name, values }) => [name, [...values]])), {
    ahead: [1, 3],
    lag1: [30, 30],
    lag3: [10, 10],
    lastSeason: [20, 20],
    mean2: [25, 25],
    deviation2: [5, 5],
    least2: [20, 20],
    most2: [30, 30],
    // The 4th and the 6th of January 2026: a Sunday and a Tuesday.
    weekday: [0, 2],
    monthDay: [4, 6],
    month: [1, 1],
    yearDay: [4, 6],
    hour: [0, 0],
    holiday: [1, 0],
    'last wind': [3, 3],
  })
})

for (const way of ['direct', 'each', 'recursive'] as const) {
  test(`a straight line is followed ahead (${way})`, async () => {
    const table = daily(Array.from({ length: 40 }, (_, day) => 5 + 2 * day))
    const spec = forecaster({
      learner: leastSquares(),
      every: '1d',
      steps: 3,
      way,
      lags: [1],
      learns: 'change',
    })
    const points = forecastAhead(await fitForecaster(spec, table, options), table)
    assert.deepEqual(
      points.map(({ at, ahead, value }) => [
        new Date(at).toISOString(),
        ahead,
        Math.round(value * 1e6) / 1e6,
      ]),
      [
        ['2026-02-10T00:00:00.000Z', 1, 85],
        ['2026-02-11T00:00:00.000Z', 2, 87],
        ['2026-02-12T00:00:00.000Z', 3, 89],
      ],
    )
  })
}

test('several series are forecast by one model, each from its own last value', async () => {
  const table = join({
    north: daily(Array.from({ length: 60 }, (_, day) => 100 + (day % 7))),
    south: daily(Array.from({ length: 55 }, (_, day) => 10 + (day % 7))),
  })
  const spec = forecaster({ learner: leastSquares(), every: '1d', steps: 2, lags: [], season: 7 })
  const fitted = await fitForecaster(spec, table, options)
  assert.equal(fitted.models.length, 1)
  const points = forecastAhead(fitted, table)
  assert.deepEqual(
    points.map(({ series, at, value }) => [
      series,
      new Date(at).toISOString().slice(0, 10),
      Math.round(value),
    ]),
    [
      ['north', '2026-03-02', 104],
      ['north', '2026-03-03', 105],
      ['south', '2026-02-25', 16],
      ['south', '2026-02-26', 10],
    ],
  )
})

test('intervals hold so large a share of what comes true, wider where they look farther', async () => {
  const table = daily(noisyWeeks(900, 'weeks'))
  const spec = forecaster({
    learner: ridge({ alpha: 0.1 }),
    every: '1d',
    steps: 4,
    lags: [1, 2, 7],
    season: 7,
    way: 'each',
    interval: { share: 0.8 },
  })
  const tested = await backTest(spec, table, { ...options, origins: 60, apart: 2, relearn: false })
  assert.equal(tested.scores.pointCount, 240)
  const { coverage = 0, mae, lastValueMae, seasonalNaiveMae = 0 } = tested.scores
  assert.ok(coverage > 0.72 && coverage < 0.88, `${coverage}`)
  assert.ok(mae < 0.9 * seasonalNaiveMae && mae < 0.9 * lastValueMae, `${mae}, ${seasonalNaiveMae}`)
  const widths = tested.points.slice(0, 4).map(({ low = 0, high = 0 }) => high - low)
  assert.ok((widths[3] ?? 0) > 1.1 * (widths[0] ?? 0), widths.join())
})

test('bounds of quantiles keep their share too', async () => {
  const table = daily(noisyWeeks(700, 'quantiles'))
  const spec = forecaster({
    learner: boostedTrees({ trees: 30, maxLeaves: 8 }),
    every: '1d',
    steps: 3,
    lags: [1, 2],
    season: 7,
    calendar: ['weekday'],
    interval: { share: 0.8, widths: 'quantiles' },
  })
  const { scores } = await backTest(spec, table, {
    ...options,
    origins: 50,
    apart: 2,
    relearn: false,
  })
  assert.ok((scores.coverage ?? 0) > 0.7 && (scores.coverage ?? 0) < 0.92, `${scores.coverage}`)
})

test('a back-test knows nothing of what came after its origins', async () => {
  const values = noisyWeeks(200, 'hidden')
  const spec = forecaster({ learner: ridge(), every: '1d', steps: 2, lags: [1, 2], season: 7 })
  const test = { ...options, origins: 1 }
  const honest = await backTest(spec, daily(values), test)
  const changed = values.map((value, day) => (day >= 198 ? value + 1000 : value))
  const other = await backTest(spec, daily(changed), test)
  assert.deepEqual(
    other.points.map(({ value }) => value),
    honest.points.map(({ value }) => value),
  )
  assert.ok(other.scores.mae > 900)
})

test('days that are missing leave gaps, and the same rows in another order are the same forecast', async () => {
  const table = daily(noisyWeeks(120, 'gaps'))
  const kept = [...table.times.keys()].filter((day) => day % 11 !== 5).toReversed()
  const gappy = {
    times: Float64Array.from(kept, (row) => table.times[row] ?? 0),
    target: Float64Array.from(kept, (row) => table.target[row] ?? 0),
  }
  const sorted = { times: gappy.times.toReversed(), target: gappy.target.toReversed() }
  const spec = forecaster({ learner: ridge(), every: '1d', steps: 2, lags: [1, 2] })
  const points = forecastAhead(await fitForecaster(spec, gappy, options), gappy)
  assert.deepEqual(forecastAhead(await fitForecaster(spec, sorted, options), sorted), points)
  assert.deepEqual(
    points.map(({ at }) => (at - start) / dayMs),
    [120, 121],
  )
})

test('each model of a forecast is an ONNX file of raw columns', async () => {
  const table = join({ a: daily(noisyWeeks(80, 'a')), b: daily(noisyWeeks(80, 'b')) })
  const spec = forecaster({
    learner: boostedTrees({ trees: 5 }),
    every: '1d',
    steps: 2,
    windows: [7],
    interval: {},
  })
  const { models } = await fitForecaster(spec, table, options)
  const [model] = models
  assert.ok(model)
  assert.deepEqual(
    model.inputs.map(({ name }) => name),
    ['ahead', 'series', 'lag1', 'lag2', 'lag3', 'mean7', 'deviation7', 'least7', 'most7'],
  )
  const questions = toSeries(table, dayMs).flatMap((series) =>
    [20, 30].flatMap((origin) => [1, 2].map((ahead) => ({ series, origin, ahead }))),
  )
  await assertParity(model, forecastColumns(spec, table, true, questions, dayMs))
  assert.ok(toOnnx(model, { modelName: 'price', outputName: 'price' }).length > 0)
})

test('what can not be forecast is refused, saying why', async () => {
  const usual = { learner: meanBaseline(), every: '1d', steps: 2 } as const
  assert.throws(() => forecaster({ ...usual, steps: 0 }), { code: 'learn.wrongSetting' })
  assert.throws(() => forecaster({ ...usual, lags: [0] }), { code: 'learn.wrongSetting' })
  assert.throws(() => forecaster({ ...usual, lags: [] }), { code: 'learn.wrongSetting' })
  assert.throws(() => forecaster({ ...usual, way: 'recursive', interval: {} }), {
    code: 'learn.wrongSetting',
  })
  const spec = forecaster(usual)
  const table = daily([1, 2, 3, 4, 5])
  const late = { ...table, times: table.times.map((time, day) => time + (day === 3 ? 1 : 0)) }
  await assert.rejects(fitForecaster(spec, late, options), {
    code: 'learn.unevenTime',
    message: /2026-01-04T00:00:00.001Z is not a whole number of steps of 1 d/,
  })
  const twice = { ...table, times: table.times.map((time, day) => time - (day === 3 ? dayMs : 0)) }
  await assert.rejects(fitForecaster(spec, twice, options), { code: 'learn.momentTwice' })
  await assert.rejects(fitForecaster(spec, daily([1]), options), { code: 'learn.noData' })
  await assert.rejects(backTest(spec, table, { ...options, origins: 4 }), { code: 'learn.noData' })
  await assert.rejects(fitForecaster(spec, { ...table, target: Float64Array.of(1) }, options), {
    code: 'learn.unequalLengths',
  })
})
