import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../src/base/index.ts'
import { writeCard, type ModelCard } from '../../src/registry/index.ts'

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
