import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../../../src/monitoring/retraining/decide.ts'
import {
  defineRetraining,
  type RetrainingDefinition,
} from '../../../src/monitoring/retraining/define-retraining.ts'
import type {
  ComparisonFound,
  RetrainingEvidence,
} from '../../../src/monitoring/retraining/retraining-evidence.ts'
import { surfHeight } from '../../training/training-lab.ts'

type Terms = Partial<Omit<RetrainingDefinition, 'model'>>

const policyOf = (terms: Terms = {}) => defineRetraining({ model: surfHeight, ...terms })

const trigger = { kind: 'by hand', because: 'ada asked' } as const
const limit = { trained: 0, freeAt: null }
const newData = {
  rows: 40,
  newestAt: '2026-11-21T10:00:00.000Z',
  since: '2026-11-01T00:00:00.000Z',
  otherRows: 900,
  trainingSetId: 'set_2',
}
const holds = {
  metric: 'mae',
  better: 'lower',
  rows: 40,
  held: 0.3,
  now: 0.31,
  low: 0.2,
  high: 0.4,
} as const
const worse = { ...holds, now: 0.5 }
const candidate = { version: 15, isNew: true, runId: 'run_1' }
const better: ComparisonFound = {
  metric: 'mae',
  better: 'lower',
  rows: 80,
  champion: 0.5,
  candidate: 0.4,
  gain: 0.1,
  low: 0.05,
  high: 0.15,
  metrics: [],
}
const unsure = { ...better, candidate: 0.8, gain: -0.3, low: -0.8, high: 0.2 }
const likely = { ...better, low: -0.05, high: 0.25 }
const gates = { examinationId: 'exa_1', held: true, results: [] }
const failed = {
  examinationId: 'exa_1',
  held: false,
  results: [{ gate: 'mae below 0.3', held: false, found: '0.4', wanted: '< 0.3' }],
}

const due = { champion: 14, trigger, limit }
const learned = { ...due, newData, holds: worse, candidate }
const canary = { service: 'surf', challengeId: 'chl_1' }

const cases: readonly (readonly [
  what: string,
  terms: Terms,
  evidence: RetrainingEvidence,
  step: string,
])[] = [
  ['nothing is known', {}, {}, 'ask trigger'],
  [
    'nothing makes it due',
    {},
    { champion: 14, trigger: { kind: 'none', because: 'it waits until it is time' } },
    'not due: it waits until it is time',
  ],
  ['it is due', {}, { champion: 14, trigger }, 'ask limit'],
  [
    'the limit is reached',
    { atMost: { times: 2, per: '7d' } },
    { champion: 14, trigger, limit: { trained: 2, freeAt: '2026-11-28T00:00:00.000Z' } },
    'keep: kept 14 because at most 2 in 7d, and the next may be at 2026-11-28T00:00:00.000Z',
  ],
  [
    'the limit is reached, and a person wants it anyway',
    { atMost: { times: 2, per: '7d' } },
    {
      champion: 14,
      trigger: { ...trigger, isForced: true },
      limit: { trained: 2, freeAt: '2026-11-28T00:00:00.000Z' },
    },
    'ask newData',
  ],
  ['it may be', {}, due, 'ask newData'],
  [
    'there is nothing to learn from',
    {},
    { ...due, champion: null, newData: { ...newData, rows: 0, trainingSetId: null } },
    'keep: nothing is promoted because there is no labelled row to learn from',
  ],
  ['there is no champion', {}, { ...due, champion: null, newData }, 'ask candidate'],
  [
    'nothing is new',
    {},
    { ...due, newData: { ...newData, rows: 0, otherRows: 0 } },
    'keep: kept 14 because there is no new data since 2026-11-01T00:00:00.000Z',
  ],
  [
    'labels never come',
    {},
    { ...due, newData: { ...newData, rows: 0 } },
    'keep: kept 14 because no label has come since 2026-11-01T00:00:00.000Z, though 900 rows of features have',
  ],
  [
    'too few labels came',
    { leastRows: 50 },
    { ...due, newData },
    'keep: kept 14 because only 40 labelled rows are new since 2026-11-01T00:00:00.000Z, where 50 are wanted',
  ],
  ['there is new data', {}, { ...due, newData }, 'ask holds'],
  [
    'the champion holds',
    {},
    { ...due, newData, holds },
    'keep: kept 14 because it still holds: mae 0.31 on the 40 newest labelled rows, 0.3 on those it was held to',
  ],
  [
    'the champion holds, and the policy trains all the same',
    { ifItHolds: 'train' },
    { ...due, newData, holds },
    'ask candidate',
  ],
  ['the champion is worse', {}, { ...due, newData, holds: worse }, 'ask candidate'],
  [
    'a higher metric fell by less than is allowed',
    { worseBy: 0.1 },
    { ...due, newData, holds: { ...holds, better: 'higher', held: 0.9, now: 0.82 } },
    'keep: kept 14 because it still holds: mae 0.82 on the 40 newest labelled rows, 0.9 on those it was held to',
  ],
  [
    'a higher metric rose',
    { worseBy: 0 },
    { ...due, newData, holds: { ...holds, better: 'higher', held: 0.8, now: 0.9 } },
    'keep: kept 14 because it still holds: mae 0.9 on the 40 newest labelled rows, 0.8 on those it was held to',
  ],
  [
    'a higher metric fell',
    { worseBy: 0 },
    { ...due, newData, holds: { ...holds, better: 'higher', held: 0.9, now: 0.89 } },
    'ask candidate',
  ],
  [
    'the metric can not be measured on the new rows',
    {},
    { ...due, newData, holds: { ...holds, now: null } },
    'keep: kept 14 because it still holds: mae not measurable on the 40 newest labelled rows, 0.3 on those it was held to',
  ],
  [
    'training failed',
    {},
    { ...learned, candidate: { problem: 'no rows of class 1' } },
    'fail: training failed: no rows of class 1',
  ],
  [
    'it learned the same',
    {},
    { ...learned, candidate: { ...candidate, version: 14 } },
    'keep: kept 14 because what was learned is the same as before',
  ],
  ['a version was trained', {}, learned, 'ask comparison'],
  ['the first version was trained', {}, { ...learned, champion: null }, 'ask gates'],
  [
    'it was not better',
    {},
    { ...learned, comparison: unsure },
    'keep: kept 14 because 15 was not better (Δ mae 0.3 ± 0.5)',
  ],
  [
    'it was likely better, and must be surely',
    {},
    { ...learned, comparison: likely },
    'keep: kept 14 because 15 was not better (Δ mae -0.1 ± 0.15)',
  ],
  ['it was likely better', { better: 'likely' }, { ...learned, comparison: likely }, 'ask gates'],
  [
    'it was not told apart, and must only not be worse',
    { better: 'not worse' },
    { ...learned, comparison: unsure },
    'ask gates',
  ],
  [
    'it was surely worse',
    { better: 'not worse' },
    { ...learned, comparison: { ...unsure, high: -0.1 } },
    'keep: kept 14 because 15 was worse (Δ mae 0.3 ± 0.35)',
  ],
  [
    'of a metric that is better higher the difference has its own sign',
    {},
    {
      ...learned,
      comparison: { ...unsure, better: 'higher', metric: 'f1' },
    },
    'keep: kept 14 because 15 was not better (Δ f1 -0.3 ± 0.5)',
  ],
  [
    'there is no row that neither has seen',
    {},
    { ...learned, comparison: { ...better, rows: 0, gain: null, low: null, high: null } },
    'keep: kept 14 because 15 could not be compared: there are no rows that neither has learned from',
  ],
  ['it was better', {}, { ...learned, comparison: better }, 'ask gates'],
  [
    'a gate says no',
    {},
    { ...learned, comparison: better, gates: failed },
    'keep: kept 14 because 15 did not pass its gates: mae below 0.3 (found 0.4, wanted < 0.3)',
  ],
  [
    'the gates hold',
    { whenBetter: 'promote' },
    { ...learned, comparison: better, gates },
    'promote: mae 0.4 instead of 0.5 on the same 80 rows (Δ mae -0.1 ± 0.05)',
  ],
  [
    'the gates hold, and a person is to say so',
    {},
    { ...learned, comparison: better, gates },
    'propose: mae 0.4 instead of 0.5 on the same 80 rows (Δ mae -0.1 ± 0.05)',
  ],
  [
    'the first passes its gates',
    { whenBetter: 'canary' },
    { ...learned, champion: null, gates },
    'promote: it is the first',
  ],
  [
    'a canary is wanted',
    { whenBetter: 'canary' },
    { ...learned, comparison: better, gates },
    'ask canary',
  ],
  [
    'a canary runs',
    { whenBetter: 'canary' },
    { ...learned, comparison: better, gates, canary },
    'try: mae 0.4 instead of 0.5 on the same 80 rows (Δ mae -0.1 ± 0.05); service surf tries it as a canary',
  ],
  [
    'no service runs',
    { whenBetter: 'canary' },
    { ...learned, comparison: better, gates, canary: { problem: 'no service of it runs' } },
    'promote: mae 0.4 instead of 0.5 on the same 80 rows (Δ mae -0.1 ± 0.05); without a canary, as no service of it runs',
  ],
]

for (const [what, terms, evidence, wanted] of cases) {
  test(`where ${what}: ${wanted.split(':')[0]}`, () => {
    const step = decide(policyOf(terms), evidence)
    const said = 'ask' in step ? `ask ${step.ask}` : `${step.conclude}: ${step.because}`
    assert.equal(said, wanted)
  })
}

test('a model that a person approves is only ever proposed', () => {
  const model = { ...surfHeight, approval: 'person' as const }
  const policy = defineRetraining({ model, whenBetter: 'promote' })
  const step = decide(policy, { ...learned, comparison: better, gates })
  assert.equal('conclude' in step && step.conclude, 'propose')
})
