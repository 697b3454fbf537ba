import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mae, r2 } from '../../src/learn/index.ts'
import {
  answersWithin,
  beats,
  behaves,
  dataYoungerThan,
  defineGate,
  fairness,
  judgeGates,
  pairedInterval,
  says,
  smallerThan,
  worstSlice,
  type Evidence,
} from '../../src/registry/index.ts'

const evidence: Evidence = {
  candidate: {
    rowCount: 100,
    metrics: { mae: 0.49, r2: 0.8 },
    slices: {
      beachId: {
        lahinch: { rowCount: 60, metrics: { mae: 0.4, r2: 0.9 } },
        easkey: { rowCount: 40, metrics: { mae: 0.625, r2: 0.6 } },
      },
    },
  },
  champion: { rowCount: 100, metrics: { mae: 0.5, r2: 0.81 }, slices: {} },
  baselines: { mean: { mae: 1.3, r2: 0 }, last: { mae: 0.7, r2: 0.5 } },
  predictionMs: 0.0123,
  metrics: { mae: mae(), r2: r2() },
  rows: {
    truth: Float64Array.of(1, 0, 1, 0),
    candidate: Float64Array.of(0.9, 0.2, 0.4, 0.6),
    champion: undefined,
    columns: { sex: ['f', 'f', 'm', 'm'] },
    first: (count) => [{ height: 1 }, { height: 2 }].slice(0, count),
  },
  predict: async (rows) =>
    Promise.resolve(Float64Array.from(rows, ({ height }) => 2 * Number(height))),
  sizeBytes: 2_500,
  dataUntil: new Date('2026-02-27T12:00:00Z'),
  now: new Date('2026-03-01T12:00:00Z'),
  stopwatch: () => 0,
  behaviours: () => Promise.resolve([]),
  report: () => Promise.reject(new Error('no report was asked for')),
}

test('beats says what was found and what was wanted, and equal is not better', async () => {
  assert.deepEqual(await beats('champion', 'mae').judge(evidence), {
    gate: 'mae beats the champion',
    held: true,
    found: '0.49',
    wanted: '< 0.5 (champion: 0.5)',
  })
  const equal = {
    ...evidence,
    champion: { rowCount: 100, metrics: { mae: 0.49 }, slices: {} },
  }
  assert.equal((await beats('champion', 'mae').judge(equal)).held, false)
})

test('beats by a share holds from that share on', async () => {
  assert.deepEqual(await beats('champion', 'mae', { by: 0.03 }).judge(evidence), {
    gate: 'mae beats the champion by 3 %',
    held: false,
    found: '0.49',
    wanted: '< 0.485 (champion: 0.5)',
  })
  assert.equal((await beats('champion', 'mae', { by: 0.01 }).judge(evidence)).held, true)
})

test('a metric that is better when higher must be above, and the best baseline counts', async () => {
  assert.deepEqual(await beats('champion', 'r2').judge(evidence), {
    gate: 'r2 beats the champion',
    held: false,
    found: '0.8',
    wanted: '> 0.81 (champion: 0.81)',
  })
  assert.deepEqual(await beats('baseline', 'mae', { by: 0.1 }).judge(evidence), {
    gate: 'mae beats the baseline by 10 %',
    held: true,
    found: '0.49',
    wanted: '< 0.63 (baseline: 0.7)',
  })
})

test('without a champion there is nothing to beat, and what was not measured beats nothing', async () => {
  const first = { ...evidence, champion: undefined }
  assert.deepEqual(await beats('champion', 'mae').judge(first), {
    gate: 'mae beats the champion',
    held: true,
    found: 'no champion yet',
    wanted: 'nothing to beat',
  })
  assert.equal((await beats('champion', 'rmse').judge(first)).held, false)
})

test('the worst slice is named', async () => {
  assert.deepEqual(await worstSlice('mae').below(0.6).judge(evidence), {
    gate: 'mae of the worst slice is below 0.6',
    held: false,
    found: '0.625 (beachId = easkey)',
    wanted: '< 0.6',
  })
  assert.deepEqual(await worstSlice('r2').above(0.5).judge(evidence), {
    gate: 'r2 of the worst slice is above 0.5',
    held: true,
    found: '0.6 (beachId = easkey)',
    wanted: '> 0.5',
  })
  const whole = { ...evidence, candidate: { ...evidence.candidate, slices: {} } }
  assert.equal((await worstSlice('mae').below(0.6).judge(whole)).found, 'no slices')
})

test('a prediction may take as long as the bound', async () => {
  assert.deepEqual(await answersWithin('20ms').judge(evidence), {
    gate: 'one prediction takes at most 20 ms',
    held: true,
    found: '12.3 µs',
    wanted: '≤ 20 ms',
  })
  assert.equal((await answersWithin('20ms').judge({ ...evidence, predictionMs: 20 })).held, true)
  assert.equal((await answersWithin('20ms').judge({ ...evidence, predictionMs: 20.1 })).held, false)
})

test('a slice that a metric could not be measured on is passed over', async () => {
  const { candidate } = evidence
  const slices = {
    port: {
      cherbourg: { rowCount: 9, metrics: { rocAuc: 0.8 } },
      queenstown: { rowCount: 1, metrics: { rocAuc: Number.NaN } },
    },
  }
  const found = await worstSlice('rocAuc')
    .above(0.7)
    .judge({ ...evidence, candidate: { ...candidate, slices } })
  assert.deepEqual([found.held, found.found], [true, '0.8 (port = cherbourg)'])
})

test('surely better is better in nearly all draws of the same rows', async () => {
  const truth = Float64Array.from({ length: 200 }, (_, row) => row % 7)
  // Each is off by a known amount; which rows are drawn changes little, so the interval is narrow.
  const candidate = truth.map((value, row) => value + (row % 2 === 0 ? 0.5 : 0.6))
  const champion = truth.map((value, row) => value + (row % 2 === 0 ? 0.6 : 0.7))
  const rows = { ...evidence.rows, truth, candidate, champion }
  const gate = beats('champion', 'mae', { confidence: 0.95 })
  const better = await gate.judge({ ...evidence, rows })
  assert.equal(better.gate, 'mae surely beats the champion (95 % interval)')
  assert.equal(better.held, true)
  assert.equal(better.found, 'better by 0.1, between 0.1 and 0.1')
  // Better on the whole, by one row of luck: the interval reaches to the other side of zero.
  const lucky = champion.with(0, truth[0] ?? 0)
  const unsure = await gate.judge({ ...evidence, rows: { ...rows, candidate: lucky } })
  assert.equal(unsure.held, false)
  assert.match(unsure.found, /^better by 0\.003, between 0 and /)
  const first = await gate.judge({ ...evidence, rows: { ...rows, champion: undefined } })
  assert.deepEqual([first.held, first.found], [true, 'no champion yet'])
})

test('the interval of a difference is that of the paired errors, as the normal law has it', () => {
  const count = 4000
  const truth = new Float64Array(count)
  const candidate = Float64Array.from({ length: count }, (_, row) => Math.sin(row * 12.9898) ** 2)
  const champion = Float64Array.from({ length: count }, (_, row) => Math.cos(row * 78.233) ** 2)
  const { value, low, high } = pairedInterval(
    mae(),
    { truth, candidate, champion },
    { confidence: 0.95 },
  )
  const gains = champion.map((error, row) => error - (candidate[row] ?? 0))
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / count
  const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / count)
  const half = (1.96 * deviation) / Math.sqrt(count)
  assert.ok(Math.abs(value - mean) < 1e-12)
  assert.ok(Math.abs(high - mean - half) < half / 10 && Math.abs(mean - low - half) < half / 10)
})

test('groups that are treated otherwise are named with what each got', async () => {
  const options = { minRows: 1 }
  assert.deepEqual(await fairness('sex', 'selectionRate', options).within(0.1).judge(evidence), {
    gate: 'selectionRate differs by at most 0.1 by sex',
    held: true,
    found: '0 (f 0.5, m 0.5)',
    wanted: '≤ 0.1',
  })
  assert.deepEqual(
    await fairness('sex', 'falsePositiveRate', options).ratioAbove(0.8).judge(evidence),
    {
      gate: 'lowest falsePositiveRate by sex is over 0.8 of the highest',
      held: false,
      found: '0 (f 0, m 1)',
      wanted: '> 0.8',
    },
  )
  const byMetric = await fairness('sex', 'mae', options).within(0.5).judge(evidence)
  assert.equal(byMetric.found, '0.45 (f 0.15, m 0.6)')
  const few = await fairness('sex', 'mae').within(0.5).judge(evidence)
  assert.deepEqual([few.held, few.found], [false, 'fewer than two groups to compare'])
})

test('what a change of the features does to the prediction is tried on held-out rows', async () => {
  const higher = { change: (row: object) => ({ ...row, height: 3 }), prediction: 'rises' } as const
  assert.deepEqual(await behaves('higher swell, higher waves', higher).judge(evidence), {
    gate: 'higher swell, higher waves',
    held: true,
    found: 'so for 100 % of 2 rows',
    wanted: 'the prediction rises, for 100 %',
  })
  const same = await behaves('stays', { ...higher, prediction: 'stays', tolerance: 2 }).judge(
    evidence,
  )
  assert.deepEqual([same.held, same.found], [false, 'so for 50 % of 2 rows'])
  const calm = await says('a calm sea is low', {
    rows: [{ height: 0.1 }],
    between: [0, 0.5],
  }).judge(evidence)
  assert.deepEqual([calm.held, calm.found], [true, '0.2'])
})

test('a version has budgets of time, size and age', async () => {
  let ms = 0
  const stopwatch = () => (ms += 3)
  const hundred = await answersWithin('2ms', { predictions: 100 }).judge({ ...evidence, stopwatch })
  assert.deepEqual(hundred, {
    gate: '100 predictions take at most 2 ms',
    held: false,
    found: '3 ms',
    wanted: '≤ 2 ms',
  })
  assert.equal((await smallerThan(3_000).judge(evidence)).found, '2.5 kB')
  assert.equal((await smallerThan(2_500).judge(evidence)).held, false)
  const young = await dataYoungerThan('3d').judge(evidence)
  assert.deepEqual([young.held, young.found], [true, '2 d (until 2026-02-27T12:00:00.000Z)'])
  assert.equal((await dataYoungerThan('2d').judge(evidence)).held, false)
})

test('a gate that fails to answer does not hold, and the others are asked all the same', async () => {
  const broken = defineGate('mine', () => {
    throw new Error('no such table')
  })
  assert.deepEqual(await judgeGates([broken, smallerThan(3_000)], evidence), [
    { gate: 'mine', held: false, found: 'it failed: no such table', wanted: 'an answer' },
    { gate: 'the model has less than 3 kB', held: true, found: '2.5 kB', wanted: '< 3 kB' },
  ])
})
