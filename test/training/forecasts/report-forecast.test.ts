import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { forecaster, ridge, type SeriesTable } from '../../../src/learn/index.ts'
import { promoteVersion, readBackTest } from '../../../src/registry/index.ts'
import { renderEvaluation, writeEvaluation } from '../../../src/site/index.ts'
import {
  compareForecasts,
  defineForecast,
  reportVersion,
  trainForecast,
} from '../../../src/training/index.ts'
import { trainingLab, trainOptions, type TrainingLab } from '../training-lab.ts'

const dayMs = 86_400_000
const start = Date.UTC(2026, 0, 1)

function weeks(dayCount: number): SeriesTable {
  const random = seededRandom('weeks')
  const days = Array.from({ length: dayCount }, (_, day) => day)
  return {
    series: days.flatMap(() => ['bridge', 'harbour']),
    times: Float64Array.from(days.flatMap((day) => [day, day].map((at) => start + at * dayMs))),
    target: Float64Array.from(
      days.flatMap((day) => [
        20 + 3 * (day % 7) + 2 * random.normal(),
        50 + 3 * (day % 7) + 2 * random.normal(),
      ]),
    ),
  }
}

const far = { every: '1d', steps: 3, interval: { share: 0.8 } } as const
const common = {
  name: 'riders',
  unit: 'riders',
  origins: 10,
  read: () => Promise.resolve(weeks(150)),
}
const dull = defineForecast({
  ...common,
  spec: forecaster({ learner: ridge(), ...far, lags: [1] }),
})
const wise = defineForecast({
  ...common,
  spec: forecaster({ learner: ridge(), ...far, lags: [1], season: 7 }),
})

test('a version of a forecast is measured by how far ahead, beside naive ones and the champion, and two are compared', async (t) => {
  const lab = await trainingLab(t)
  const first = await trainForecast(lab, dull, trainOptions)
  await promoteVersion(lab, {
    model: 'riders',
    version: first.version,
    alias: 'champion',
    by: 'ada',
    gates: [],
  })
  const second = await trainForecast(lab, wise, trainOptions)
  const asked = { version: second.version, alias: 'champion' }
  const report = await reportVersion(lab, wise, asked)
  const { points, byStep } = await readBackTest(lab.blobs, second)
  assert.deepEqual([report.rowCount, report.trainingRowCount], [60, 300])
  assert.deepEqual(report.baselines, ['last value', 'seasonal naive'])
  assert.deepEqual(
    report.metrics.slice(0, 2).map(({ name, value }) => [name, value]),
    Object.entries(second.evaluation.metrics).slice(0, 2),
  )
  assert.deepEqual(
    report.horizons?.map(({ ahead, rowCount, metrics, coverage }) => [
      ahead,
      rowCount,
      metrics[0]?.value,
      metrics[0]?.baselines,
      coverage?.wanted,
      coverage?.value,
    ]),
    byStep.map((step) => [
      step.ahead,
      20,
      step.mae,
      [step.lastValueMae, step.seasonalNaiveMae],
      0.8,
      step.coverage,
    ]),
  )
  for (const { metrics, coverage } of report.horizons ?? []) {
    const [{ low, value, high } = { low: 1, value: 0, high: 0 }] = metrics
    assert.ok(low < value && value < high)
    assert.ok(coverage !== undefined && coverage.low < coverage.value)
  }
  assert.deepEqual(
    Object.fromEntries(report.slices.map((slice) => [slice.conditions.join(), slice.rowCount])),
    {
      'ahead = 1': 20,
      'ahead = 2': 20,
      'ahead = 3': 20,
      'series = bridge': 30,
      'series = harbour': 30,
    },
  )
  assert.equal(report.pictures.residuals?.points.length, points.length)
  const gain = report.champion?.metrics[0]?.gain
  assert.ok(gain !== undefined && gain.low > 0)
  assert.equal(report.champion?.test.name, 'paired t-test of the mean error of each forecast')
  const text = writeEvaluation(report)
  assert.match(
    text,
    /### How far ahead\n\n\| steps ahead \| told \| mae \| last value \| seasonal naive \| within bounds \|/,
  )
  assert.doesNotMatch(text, /too good to be true/)
  assert.match(renderEvaluation(report, { tokensCss: '' }), /id="horizons"/)

  await assertCompared(lab, gain.value)
})

async function assertCompared(lab: TrainingLab, gain: number): Promise<void> {
  const compared = await compareForecasts(lab, wise, [1, 2])
  assert.deepEqual(compared.metrics[0]?.gain.value, gain)
  assert.deepEqual(
    compared.slices.map(({ slice, rowCount }) => [slice, rowCount]),
    [
      ['ahead = 1', 20],
      ['ahead = 2', 20],
      ['ahead = 3', 20],
      ['series = bridge', 30],
      ['series = harbour', 30],
    ],
  )
  for (const { first: before, second: now, gain: by } of compared.slices) {
    assert.ok(Math.abs((by?.value ?? Number.NaN) - (before - now)) < 1e-12)
    assert.ok((by?.low ?? 0) > 0)
  }
  assert.ok((compared.test?.p ?? 1) < 0.01)
}
