import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../src/base/index.ts'
import { writeCard, type FairnessFinding, type ModelCard } from '../../src/registry/index.ts'

const noon = new Date('2026-03-01T12:00:00.000Z')

function cardOf(...names: readonly string[]): ModelCard {
  return {
    version: {
      model: 'genre',
      version: 2,
      createdAt: noon,
      runId: undefined,
      trainingSetId: undefined,
      contentDigest: digestOf('genre'),
      files: {},
      evaluation: { rowCount: 9, metrics: {}, slices: {} },
      baselines: {},
      signature: { inputs: [], output: { name: 'genre', type: 'integer' } },
      details: { learner: 'trees', predictionMs: 1, parity: 0, importance: [], sizeBytes: 1 },
    },
    description: undefined,
    stage: 'candidate',
    aliases: [],
    text: {},
    metrics: names.map((name) => ({
      name,
      unit: undefined,
      better: 'higher',
      value: 0.5,
      low: 0.4,
      high: 0.6,
    })),
    fairness: [],
    data: undefined,
    examination: undefined,
    code: undefined,
  }
}

test('the front matter of a card says whether classes are told apart, or an amount is predicted', () => {
  const taskOf = (...names: readonly string[]) =>
    /^pipeline_tag: (.*)$/m.exec(writeCard(cardOf(...names)))?.[1]
  for (const name of ['rocAuc', 'f1', 'macroF1', 'classAccuracy', 'quadraticKappa', 'd2Brier']) {
    assert.equal(taskOf(name), 'tabular-classification', name)
  }
  for (const name of ['mae', 'rmse', 'r2', 'explainedVariance', 'pinball(0.9)', 'spearman']) {
    assert.equal(taskOf(name), 'tabular-regression', name)
  }
})

test('a card tells how groups are treated, with intervals, and what is told only', () => {
  const rates = { selectionRate: 0.2, truePositiveRate: 0.5, falsePositiveRate: 0.1 }
  const ends = { truePositiveRate: [0.55, 0.8], selectionRate: [0.7, 0.9] } as const
  const finding: FairnessFinding = {
    column: 'sex',
    rowCount: 200,
    reference: 'm',
    tolerance: 0.8,
    yes: { from: 0.5 },
    groups: [
      group('m', { rates, disparities: {}, intervals: {}, significant: [] }),
      group('f', {
        rates,
        disparities: { truePositiveRate: 0.667, selectionRate: 0.8 },
        intervals: ends,
        significant: ['truePositiveRate'],
      }),
    ],
    notions: {},
    parities: {},
    held: false,
    wanted: 'equalizedOdds',
    leftOut: ['x'],
  }
  const told = { ...finding, where: 'school = high', isToldOnly: true as const }
  const lines = writeCard({ ...cardOf('f1'), fairness: [finding, told] }).split('\n')
  const at = lines.indexOf('## Fairness')
  assert.equal(
    lines[at + 2],
    'By sex: equalized odds is **not held**, which wants rates of 0.8 to 1.25 times those of m; with 95 % intervals, in bold what differs by more than chance. Left out for too few rows: x.',
  )
  assert.ok(lines.includes('| m (reference) | 100 | 20.0 % | 10.0 % | 50.0 % |'))
  assert.ok(
    lines.includes(
      '| f | 100 | 20.0 %, × 0.8 (0.7 – 0.9) | 10.0 %, × – (– – –) | **50.0 %, × 0.667 (0.55 – 0.8)** |',
    ),
  )
  assert.ok(
    lines.some((line) =>
      line.startsWith('By sex where school = high: equalized odds is told only'),
    ),
  )
})

function group(
  name: string,
  told: Omit<FairnessFinding['groups'][number], 'group' | 'rowCount' | 'parities'>,
): FairnessFinding['groups'][number] {
  return { group: name, rowCount: 100, parities: {}, ...told }
}
