import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom, silentLog } from '../../../src/base/index.ts'
import { sqlDeliveryStore } from '../../../src/data/index.ts'
import { forecaster, ridge, type SeriesTable } from '../../../src/learn/index.ts'
import {
  atMost,
  defineMonitor,
  listOutcomes,
  runMonitor,
  tumbling,
  type FullMonitorRun,
  type MeasureDeps,
} from '../../../src/monitoring/index.ts'
import { getVersion, overall, promoteVersion, worstSlice } from '../../../src/registry/index.ts'
import { makeForecast, readSeries } from '../../../src/serving/index.ts'
import { defineForecast, trainForecast } from '../../../src/training/index.ts'
import { trainingLab, trainOptions } from '../../training/training-lab.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)
const day = (count: number) => new Date(start + count * dayMs)

/** Riders of two places, alike from week to week; from day 126 on half as many at the bridge. Rain is foretold two days. */
function ridersUntil(dayCount: number): SeriesTable {
  const random = seededRandom('riders')
  const days = Array.from({ length: dayCount + 2 }, (_, at) => at)
  const riders = days.map((at) => [
    (at < 126 ? 1 : 0.5) * (20 + 3 * (at % 7)) + random.next(),
    50 + 3 * (at % 7) + random.next(),
  ])
  const known = riders.map((own, at) => (at < dayCount ? own : [Number.NaN, Number.NaN]))
  return {
    series: days.flatMap(() => ['bridge', 'harbour']),
    times: Float64Array.from(days.flatMap((at) => [+day(at), +day(at)])),
    target: Float64Array.from(known.flat()),
    known: [
      {
        name: 'rain',
        kind: 'number',
        values: Float64Array.from(days.flatMap((at) => [at % 2, at % 2])),
      },
    ],
  }
}

/** A lab in which a forecast is made each day of what is known that morning; `today` is what the clock says. */
async function forecastLab(t: TestContext) {
  const lab = await trainingLab(t)
  const state = mkdtempSync(join(tmpdir(), 'swell-forecast-'))
  t.after(() => rmSync(state, { recursive: true, force: true }))
  const made = { today: 120 }
  const forecast = defineForecast({
    name: 'riders',
    unit: 'riders',
    spec: forecaster({
      learner: ridge(),
      every: '1d',
      steps: 2,
      lags: [1, 2],
      season: 7,
      calendar: ['weekday'],
      interval: { share: 0.9 },
    }),
    origins: 4,
    read: () => Promise.resolve(ridersUntil(made.today)),
  })
  const deps: MeasureDeps = {
    ...lab,
    state,
    settings: {},
    log: silentLog,
    now: () => new Date(+day(made.today) + dayMs / 4),
    deliveries: sqlDeliveryStore(lab.database),
  }
  const { version } = await trainForecast(lab, forecast, trainOptions)
  const of = { model: forecast.name, version, alias: 'champion', by: 'ada', gates: [] }
  await promoteVersion(lab, of)
  const foretell = async (from: number, to: number) => {
    const held = await getVersion(lab.models, forecast.name, version)
    for (made.today = from; made.today < to; made.today += 1) {
      await makeForecast(deps, { forecast, version: held, read: await readSeries(deps, forecast) })
    }
  }
  return Object.assign(made, { deps, forecast, foretell })
}

function valuesOf({ values }: FullMonitorRun, series: string) {
  const own = values.filter((one) => one.series === series)
  return Object.fromEntries(own.map(({ slice, value }) => [slice, value]))
}

test('a forecast is watched: what it was given, what it said, and by steps ahead what came true', async (t) => {
  const lab = await forecastLab(t)
  await lab.foretell(120, 133)
  const monitor = defineMonitor({
    name: 'riders-right',
    watch: { model: lab.forecast },
    window: tumbling('5d'),
    by: 'at',
    slices: ['series'],
    rules: [
      atMost('mae', 3),
      atMost('mean of rain', 2),
      overall('coverage').above(0.5),
      worstSlice('mae').below(5),
    ],
  })
  const asked = { kind: 'range', from: day(121), to: day(131) } as const
  const runs = await runMonitor(lab.deps, monitor, { asked })
  const [usual, changed] = runs
  assert.ok(usual !== undefined && changed !== undefined)
  assert.deepEqual(
    runs.map(({ state, problem }) => [state, problem]),
    [
      ['ok', undefined],
      ['warning', undefined],
    ],
  )
  // Five days of two places, each said one day and two days before.
  assert.deepEqual(valuesOf(usual, 'outcomeCount')[''], 20)
  const errors = valuesOf(usual, 'mae')
  assert.deepEqual(Object.keys(errors), [
    '',
    'ahead=1d',
    'ahead=2d',
    'series=bridge',
    'series=harbour',
  ])
  assert.ok(Object.values(errors).every((error) => error < 1))
  const { lower = Number.NaN, upper = Number.NaN } =
    usual.values.find(({ series, slice }) => series === 'mae' && slice === 'ahead=2d') ?? {}
  assert.ok(lower < (errors['ahead=2d'] ?? 0) && (errors['ahead=2d'] ?? 0) < upper)
  assert.ok((valuesOf(usual, 'coverage')['ahead=1d'] ?? 0) >= 0.7)
  assert.deepEqual(valuesOf(usual, 'mean of rain')[''], 0.6)
  assert.deepEqual(valuesOf(usual, 'label delay')[''], 30)
  assert.ok((valuesOf(changed, 'mae')['series=bridge'] ?? 0) > 3)
  assert.ok((valuesOf(changed, 'coverage')['series=bridge'] ?? 1) < 0.7)
  const drifted = changed.drift.find(({ of }) => of === 'inputs')?.columns ?? []
  // What the calendar tells is left out.
  assert.deepEqual(drifted.map(({ column }) => column).toSorted(), [
    'lag1',
    'lag2',
    'lastSeason',
    'rain',
    'series',
  ])
  const outcomes = await listOutcomes(lab.deps, lab.forecast, { since: day(131) })
  const truth = ridersUntil(133).target
  // Beside the last value that it knew, of the same place.
  assert.deepEqual(
    outcomes.map(({ at, key, leadMs, observed, naive }) => [
      [(+at - start) / dayMs, key['series'], leadMs / dayMs],
      [observed, naive],
    ]),
    [132, 131].flatMap((number) =>
      [1, 2].flatMap((ahead) =>
        ['bridge', 'harbour'].map((place, at) => [
          [number, place, ahead],
          [truth[2 * number + at], truth[2 * (number - ahead) + at]],
        ]),
      ),
    ),
  )
  const bad = changed.verdicts.filter(({ state }) => state === 'warning')
  assert.deepEqual(bad.map(({ series, slice }) => `${series} ${slice}`.trim()).toSorted(), [
    'gate coverage is above 0.5',
    'gate mae of the worst slice is below 5',
    'mae',
    'mae ahead=1d',
    'mae ahead=2d',
    'mae series=bridge',
  ])
})
