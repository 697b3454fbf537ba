import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import {
  boostedTrees,
  forecastAhead,
  forecaster,
  ridge,
  type SeriesTable,
} from '../../../src/learn/index.ts'
import {
  beats,
  overall,
  promoteVersion,
  readBackTest,
  readForecaster,
  readVersionFile,
  withstandsNoise,
  worstSlice,
} from '../../../src/registry/index.ts'
import { listRuns } from '../../../src/tracking/index.ts'
import { defineForecast, judgeVersion, trainForecast } from '../../../src/training/index.ts'
import { trainingLab, trainOptions } from '../training-lab.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

/** Two series of weeks that are alike; of the last `toCome` days nothing is known yet. */
function weeks(dayCount: number, toCome = 0): SeriesTable {
  const days = Array.from({ length: dayCount }, (_, day) => day)
  const valueOf = (day: number, more: number) =>
    day < dayCount - toCome ? more + 3 * (day % 7) + (day % 3) : Number.NaN
  return {
    series: days.flatMap(() => ['bridge', 'harbour']),
    times: Float64Array.from(
      days.flatMap((day) => [day, day]),
      (day) => start + day * dayMs,
    ),
    target: Float64Array.from(days.flatMap((day) => [valueOf(day, 20), valueOf(day, 50)])),
  }
}

const far = { every: '1d', steps: 3 } as const
const past = { lags: [1, 2, 7], season: 7 }
const spec = forecaster({ learner: ridge(), ...far, ...past, interval: { share: 0.8 } })

const riders = defineForecast({
  name: 'riders',
  unit: 'riders',
  spec,
  origins: 4,
  gates: [
    beats('baseline', 'mae'),
    beats('champion', 'mae', { by: -0.02 }),
    overall('coverage').above(0.5),
    worstSlice('mae').below(5),
  ],
  read: () => Promise.resolve(weeks(120)),
})

test('a forecast becomes a version with its back-test, and its regressor as ONNX says what it says', async (t) => {
  const lab = await trainingLab(t)
  const version = await trainForecast(lab, riders, trainOptions)
  assert.deepEqual(Object.keys(version.files).toSorted(), [
    'back-test.json',
    'example.json',
    'forecast.json',
    'model.onnx',
    'reference-profile.json',
    'signature.json',
  ])
  assert.deepEqual(
    version.signature.inputs.map(({ name }) => name),
    ['ahead', 'series', 'lag1', 'lag2', 'lag7', 'lastSeason'],
  )
  assert.ok(version.details.parity <= 1e-5)
  const { origins, points, scores } = await readBackTest(lab.blobs, version)
  assert.deepEqual([origins.length, points.length, scores.pointCount], [4, 24, 24])
  assert.deepEqual(Object.keys(version.evaluation.slices['ahead'] ?? {}), ['1', '2', '3'])
  assert.deepEqual(Object.keys(version.baselines), ['last value', 'seasonal naive'])

  const fitted = await readForecaster(lab.blobs, version)
  const [next] = forecastAhead(fitted, weeks(120))
  assert.ok(next !== undefined && next.series === 'bridge' && next.ahead === 1)
  const values = weeks(120).target.filter((_, row) => row % 2 === 0)
  const lag = (back: number) => [values.at(-back) ?? Number.NaN]
  const session = await InferenceSession.create(
    await readVersionFile(lab.blobs, version, 'model.onnx'),
  )
  const float = (value: readonly number[]) =>
    new Tensor('float64', Float64Array.from(value), [1, 1])
  const typed = (name: string, value: readonly number[]) =>
    session.inputMetadata.some(
      (one) => one.name === name && 'type' in one && one.type === 'float64',
    )
      ? float(value)
      : new Tensor('float32', Float32Array.from(value), [1, 1])
  const answer = await session.run({
    series: new Tensor('string', ['bridge'], [1, 1]),
    ...Object.fromEntries(
      Object.entries({
        ahead: [1],
        lag1: lag(1),
        lag2: lag(2),
        lag7: lag(7),
        lastSeason: lag(7),
      }).map(([name, value]) => [name, typed(name, value)]),
    ),
  })
  const said = Number(answer['value']?.data[0])
  assert.ok(Math.abs(said - next.value) <= 1e-5 * Math.max(1, Math.abs(next.value)), `${said}`)
})

test('each step by itself is a graph by itself', async (t) => {
  const lab = await trainingLab(t)
  const each = { ...riders, spec: forecaster({ learner: ridge(), ...far, ...past, way: 'each' }) }
  const version = await trainForecast(lab, each, trainOptions)
  const graphs = Object.keys(version.files).filter((name) => name.endsWith('.onnx'))
  assert.deepEqual(graphs.toSorted(), ['ahead-1.onnx', 'ahead-2.onnx', 'ahead-3.onnx'])
})

test('gates hold a version to its back-test, and the champion’s way to the same moments', async (t) => {
  const lab = await trainingLab(t)
  const worse = forecaster({ learner: ridge(), ...far, lags: [1], interval: { share: 0.8 } })
  const naive = { ...riders, spec: worse }
  const { version: first } = await trainForecast(lab, naive, trainOptions)
  const reason = 'there is nothing else yet'
  const move = { model: 'riders', alias: 'champion', by: 'test' }
  await promoteVersion(lab, { ...move, version: first, gates: [], reason })

  // A day later: other moments are tested, and the champion is held to those.
  const later = { ...riders, read: () => Promise.resolve(weeks(121)) }
  const { version: second } = await trainForecast(lab, later, trainOptions)
  const { against, results } = await judgeVersion(lab, later, second, 'champion')
  assert.equal(against, first)
  assert.deepEqual(
    results.map(({ gate, held }) => [gate, held]),
    [
      ['mae beats the baseline', true],
      ['mae is at most 2 % worse than the champion’s', true],
      ['coverage is above 0.5', true],
      ['mae of the worst slice is below 5', true],
    ],
  )
  await promoteVersion(lab, { ...move, version: second, gates: results })
  const back = await judgeVersion(lab, later, first, 'champion')
  assert.equal(back.results[1]?.held, false)

  const ofRows = { ...later, gates: [withstandsNoise({ by: 0.1 })] }
  const [refused] = (await judgeVersion(lab, ofRows, first, 'champion')).results
  assert.match(refused?.found ?? '', /the forecast riders is judged by its back-test/)
})

test('a training that was broken off goes on from the past forecasts and models that were done', async (t) => {
  const lab = await trainingLab(t)
  const each = {
    ...riders,
    spec: forecaster({
      ...far,
      ...past,
      learner: boostedTrees({ trees: 5, minLeafRows: 5 }),
      way: 'each',
    }),
  }
  const stop = new AbortController()
  const broken = trainForecast(lab, each, {
    ...trainOptions,
    signal: stop.signal,
    onProgress: ({ work, done }) => {
      if (work === 'holding riders to the past' && done === 3) stop.abort()
    },
  })
  await assert.rejects(broken, { name: 'AbortError' })
  const [first] = await listRuns(lab, {})
  assert.ok(first?.status === 'failed')
  const kept = (await lab.records.listArtifacts(first.id)).map(({ name }) => name)
  assert.equal(kept.filter((name) => name.startsWith('tested-at-')).length, 3)

  const told: string[] = []
  const log = { ...trainOptions.log, info: (text: string) => void told.push(text) }
  const version = await trainForecast(lab, each, { ...trainOptions, log })
  assert.match(told[0] ?? '', /^going on from 3 past forecasts of run_/)
  const [second] = await listRuns(lab, {})
  assert.ok(second !== undefined)
  const left = (await lab.records.listArtifacts(second.id)).map(({ name }) => name)
  assert.ok(!left.some((name) => name.startsWith('tested-at-') || name.startsWith('learned')))

  const anew = await trainForecast(lab, each, { ...trainOptions, fresh: true })
  assert.equal(anew.version, version.version)
})
