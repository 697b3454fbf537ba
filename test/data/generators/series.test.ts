import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  defineGenerator,
  generate,
  jump,
  series,
  type SeriesOptions,
} from '../../../src/data/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { autocorrelation, correlation, deviation, mean, share, size } from './sample.ts'

const from = new Date('2026-01-01')

function draw(options: SeriesOptions<unknown>, rows = size): number[] {
  const generator = defineGenerator({
    columns: { at: timestamp(), value: float() },
    time: 'at',
    every: '1h',
    rows: { value: series(options) },
  })
  return Array.from(generate(generator, { seed: 'series', from, rows }), (row) => row.value)
}

test('without noise, a series is its level, trend and seasons', () => {
  const values = draw(
    {
      level: 10,
      trend: { since: from, perDay: 2.4 },
      seasons: [{ every: '24h', amplitude: 3, peak: '14h' }],
    },
    49,
  )
  const wanted = (hour: number) => 10 + hour / 10 + 3 * Math.cos((2 * Math.PI * (hour - 14)) / 24)
  for (const [hour, value] of values.entries()) assert.ok(Math.abs(value - wanted(hour)) < 1e-8)
})

test('noise has its deviation from the first row on, and fades as its persistence says', () => {
  for (const persistence of [0, 0.5, 0.9]) {
    const values = draw({ level: 5, noise: { deviation: 2, persistence } })
    assert.ok(Math.abs(mean(values) - 5) < 0.3)
    assert.ok(Math.abs(deviation(values) - 2) < 0.1)
    for (const lag of [1, 2, 5]) {
      assert.ok(Math.abs(autocorrelation(values, lag) - persistence ** lag) < 0.04, `lag ${lag}`)
    }
  }
})

test('shocks come by chance and fade', () => {
  const values = draw({ level: 0, shocks: { chance: 0.01, size: 8, left: 0.5 } })
  // Each adds 8 + 4 + 2 + … = 16 in all.
  assert.ok(Math.abs(mean(values) - 0.16) < 0.05)
  const bursts = values.filter((value, at) => at > 0 && value > (values[at - 1] ?? 0) / 2 + 4)
  assert.ok(Math.abs(bursts.length / size - 0.01) < 0.003)
  const sharp = draw({ level: 0, shocks: { chance: 0.01, size: 8 } })
  assert.deepEqual(
    [...new Set(sharp)].toSorted((a, b) => a - b),
    [0, 8],
  )
  assert.ok(Math.abs(share(sharp, (value) => value === 8) - 0.01) < 0.003)
})

test('each key has a series of its own', () => {
  const generator = defineGenerator({
    columns: { beachId: text(), at: timestamp(), height: float() },
    time: 'at',
    every: '1h',
    each: { beachId: ['easkey', 'inch'] },
    rows: {
      height: series({
        level: (row) => (row.beachId === 'inch' ? 10 : 0),
        noise: { deviation: 1, persistence: 0.8 },
      }),
    },
  })
  const rows = [...generate(generator, { seed: 1, from, rows: 2 * size })]
  const [easkey = [], inch = []] = ['easkey', 'inch'].map((id) =>
    rows.filter(({ beachId }) => beachId === id).map(({ height }) => height),
  )
  assert.ok(Math.abs(mean(easkey)) < 0.15)
  assert.ok(Math.abs(mean(inch) - 10) < 0.15)
  assert.ok(Math.abs(autocorrelation(inch, 1) - 0.8) < 0.03)
  assert.ok(Math.abs(correlation(easkey, inch)) < 0.08)
})

test('persistence and fading may drift too, and noise keeps its deviation', () => {
  const half = new Date(from.getTime() + (size / 2) * 3_600_000)
  const persistence = jump({ at: half, before: 0, after: 0.9 })
  const values = draw({ level: 0, noise: { deviation: 2, persistence } })
  const [early, late] = [values.slice(0, size / 2), values.slice(size / 2)]
  assert.ok(Math.abs(autocorrelation(early, 1)) < 0.05)
  assert.ok(Math.abs(autocorrelation(late, 1) - 0.9) < 0.05)
  for (const part of [early, late]) assert.ok(Math.abs(deviation(part) - 2) < 0.25)
  const left = jump({ at: half, before: 0, after: 0.5 })
  const shocks = draw({ level: 0, shocks: { chance: 0.01, size: 8, left } })
  assert.ok(mean(shocks.slice(size / 2)) > 1.4 * mean(shocks.slice(0, size / 2)))
  assert.throws(() => draw({ level: 0, shocks: { chance: 1, size: 1, left: () => 2 } }, 1), {
    code: 'data.generatorSettingWrong',
  })
})

test('noise that would not fade is refused', () => {
  assert.throws(() => series({ level: 0, noise: { deviation: 1, persistence: 1 } }), {
    code: 'data.generatorSettingWrong',
    message: 'series: persistence must be from 0 to below 1, but is 1.',
  })
})
