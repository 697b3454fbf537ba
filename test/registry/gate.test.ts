import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersWithin, beats, worstSlice, type Evidence } from '../../src/registry/index.ts'

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
  better: { mae: 'lower', r2: 'higher' },
}

test('beats says what was found and what was wanted, and equal is not better', () => {
  assert.deepEqual(beats('champion', 'mae').judge(evidence), {
    gate: 'mae beats the champion',
    held: true,
    found: '0.49',
    wanted: '< 0.5 (champion: 0.5)',
  })
  const equal = {
    ...evidence,
    champion: { rowCount: 100, metrics: { mae: 0.49 }, slices: {} },
  }
  assert.equal(beats('champion', 'mae').judge(equal).held, false)
})

test('beats by a share holds from that share on', () => {
  assert.deepEqual(beats('champion', 'mae', { by: 0.03 }).judge(evidence), {
    gate: 'mae beats the champion by 3 %',
    held: false,
    found: '0.49',
    wanted: '< 0.485 (champion: 0.5)',
  })
  assert.equal(beats('champion', 'mae', { by: 0.01 }).judge(evidence).held, true)
})

test('a metric that is better when higher must be above, and the best baseline counts', () => {
  assert.deepEqual(beats('champion', 'r2').judge(evidence), {
    gate: 'r2 beats the champion',
    held: false,
    found: '0.8',
    wanted: '> 0.81 (champion: 0.81)',
  })
  assert.deepEqual(beats('baseline', 'mae', { by: 0.1 }).judge(evidence), {
    gate: 'mae beats the baseline by 10 %',
    held: true,
    found: '0.49',
    wanted: '< 0.63 (baseline: 0.7)',
  })
})

test('without a champion there is nothing to beat, and what was not measured beats nothing', () => {
  const first = { ...evidence, champion: undefined }
  assert.deepEqual(beats('champion', 'mae').judge(first), {
    gate: 'mae beats the champion',
    held: true,
    found: 'no champion yet',
    wanted: 'nothing to beat',
  })
  assert.equal(beats('champion', 'rmse').judge(first).held, false)
})

test('the worst slice is named', () => {
  assert.deepEqual(worstSlice('mae').below(0.6).judge(evidence), {
    gate: 'mae of the worst slice is below 0.6',
    held: false,
    found: '0.625 (beachId = easkey)',
    wanted: '< 0.6',
  })
  assert.deepEqual(worstSlice('r2').above(0.5).judge(evidence), {
    gate: 'r2 of the worst slice is above 0.5',
    held: true,
    found: '0.6 (beachId = easkey)',
    wanted: '> 0.5',
  })
  const whole = { ...evidence, candidate: { ...evidence.candidate, slices: {} } }
  assert.equal(worstSlice('mae').below(0.6).judge(whole).found, 'no slices')
})

test('a prediction may take as long as the bound', () => {
  assert.deepEqual(answersWithin('20ms').judge(evidence), {
    gate: 'one prediction takes at most 20 ms',
    held: true,
    found: '12.3 µs',
    wanted: '≤ 20 ms',
  })
  assert.equal(answersWithin('20ms').judge({ ...evidence, predictionMs: 20 }).held, true)
  assert.equal(answersWithin('20ms').judge({ ...evidence, predictionMs: 20.1 }).held, false)
})

test('a slice that a metric could not be measured on is passed over', () => {
  const { candidate } = evidence
  const slices = {
    port: {
      cherbourg: { rowCount: 9, metrics: { rocAuc: 0.8 } },
      queenstown: { rowCount: 1, metrics: { rocAuc: Number.NaN } },
    },
  }
  const found = worstSlice('rocAuc')
    .above(0.7)
    .judge({ ...evidence, candidate: { ...candidate, slices } })
  assert.deepEqual([found.held, found.found], [true, '0.8 (port = cherbourg)'])
})
