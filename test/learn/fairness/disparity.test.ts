import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  accuracy,
  balancedAccuracy,
  differenceOf,
  f1,
  holdsParity,
  logLoss,
  mae,
  measureNotion,
  mse,
  precision,
  r2,
  ratesByGroup,
  ratioOf,
  recall,
  rocAuc,
  type FairnessNotion,
  type GroupRates,
  type Metric,
} from '../../../src/learn/index.ts'

// Fairlearn and Aequitas on the same 500 rows; shared by all who must agree with them.
const golden = JSON.parse(
  readFileSync(new URL('../../golden/fairness.json', import.meta.url), 'utf8'),
) as {
  readonly group: readonly string[]
  readonly y_true: readonly number[]
  readonly y_pred: readonly number[]
  readonly sample_weight: readonly number[]
  readonly fairlearn: Readonly<Record<string, number>>
  readonly aequitas_group: readonly Readonly<Record<string, number | string>>[]
}
const judged = { truth: golden.y_true, said: golden.y_pred }
const weighted = { ...judged, weights: golden.sample_weight }

const notions: Readonly<Record<string, FairnessNotion>> = {
  demographic_parity: 'demographicParity',
  equalized_odds: 'equalizedOdds',
  equal_opportunity: 'equalOpportunity',
}

const rates: Readonly<Record<string, keyof GroupRates>> = {
  true_positive_rate: 'truePositiveRate',
  true_negative_rate: 'trueNegativeRate',
  false_positive_rate: 'falsePositiveRate',
  false_negative_rate: 'falseNegativeRate',
  selection_rate: 'selectionRate',
}

const metrics: Readonly<Record<string, Metric>> = {
  accuracy_score: accuracy(),
  balanced_accuracy_score: balancedAccuracy(),
  precision_score: precision(),
  recall_score: recall(),
  roc_auc_score: rocAuc(),
  mean_absolute_error: mae(),
  mean_squared_error: mse(),
  r2_score: r2(),
  f1_score: f1(),
  log_loss: logLoss(),
}

for (const [name, wanted] of Object.entries(golden.fairlearn)) {
  test(`${name} is that of Fairlearn`, () => {
    const found = measure(name)
    assert.ok(Math.abs(found - wanted) < 1e-9, `${found}, and not ${wanted}`)
  })
}

function measure(name: string): number {
  const [what = '', ...options] = name.split('|')
  const [, stem = '', transform = ''] =
    /^(.*)_(difference|ratio|group_min|group_max)$/.exec(what) ?? []
  const notion = notions[stem]
  if (notion !== undefined) {
    const found = measureNotion(
      options.includes('weighted') ? weighted : judged,
      golden.group,
      notion,
      {
        between: options.includes('to_overall') ? 'overall' : 'groups',
        aggregate: options.includes('agg=mean') ? 'mean' : 'worst',
      },
    )
    return transform === 'difference' ? found.difference : found.ratio
  }
  const values = valuesOf(stem)
  switch (transform) {
    case 'difference':
      return differenceOf(values)
    case 'ratio':
      return ratioOf(values)
    case 'group_min':
      return Math.min(...values)
    default:
      return Math.max(...values)
  }
}

function valuesOf(stem: string): readonly number[] {
  const rate = rates[stem]
  if (rate !== undefined)
    return [...ratesByGroup(judged, golden.group).values()].map((own) => own[rate])
  const rows = Map.groupBy(golden.group.keys(), (row) => golden.group[row])
  const pick = (own: readonly number[], of: readonly number[]) =>
    Float64Array.from(own, (row) => of[row] ?? 0)
  const metric = metrics[stem === 'zero_one_loss' ? 'accuracy_score' : stem]
  return [...rows.values()].map((own) => {
    const value = metric?.of(pick(own, golden.y_true), pick(own, golden.y_pred)) ?? Number.NaN
    return stem === 'zero_one_loss' ? 1 - value : value
  })
}

test('the counts and rates of each group are those of Aequitas', () => {
  const found = ratesByGroup(judged, golden.group)
  for (const wanted of golden.aequitas_group) {
    const own = found.get(String(wanted['attribute_value']))
    const pairs: readonly (readonly [keyof GroupRates, string])[] = [
      ['truePositive', 'tp'],
      ['falsePositive', 'fp'],
      ['trueNegative', 'tn'],
      ['falseNegative', 'fn'],
      ['rowCount', 'group_size'],
      ['accuracy', 'accuracy'],
      ['truePositiveRate', 'tpr'],
      ['trueNegativeRate', 'tnr'],
      ['falsePositiveRate', 'fpr'],
      ['falseNegativeRate', 'fnr'],
      ['precision', 'precision'],
      ['falseDiscoveryRate', 'fdr'],
      ['falseOmissionRate', 'for'],
      ['negativePredictiveValue', 'npv'],
      ['shareOfSelected', 'ppr'],
      ['selectionRate', 'pprev'],
      ['prevalence', 'prev'],
    ]
    for (const [ours, theirs] of pairs) {
      const apart = Math.abs((own?.[ours] ?? Number.NaN) - Number(wanted[theirs]))
      assert.ok(apart < 1e-12, `${theirs} of ${String(wanted['attribute_value'])}`)
    }
  }
})

test('a parity holds where each of its rates is within the tolerance of the reference’s', () => {
  const found = ratesByGroup(judged, golden.group)
  const [a, b, c] = ['A', 'B', 'C'].map((group) => found.get(group))
  assert.ok(a !== undefined && b !== undefined && c !== undefined)
  assert.equal(holdsParity('impactParity', b, a, 0.8), true)
  // 0.3377 by 0.2018 is 1.67.
  assert.equal(holdsParity('falsePositiveParity', b, a, 0.8), false)
  assert.equal(holdsParity('equalizedOdds', b, a, 0.8), false)
  assert.equal(holdsParity('equalizedOdds', b, c, 0.8), true)
})

test('where nobody of a group is a yes, what is a share of them is not told and fails no parity', () => {
  const none = ratesByGroup({ truth: [0, 0, 1, 0], said: [0, 1, 1, 0] }, ['x', 'x', 'y', 'y'])
  const [x, y] = [none.get('x'), none.get('y')]
  assert.ok(x !== undefined && y !== undefined)
  assert.equal(x.truePositiveRate, Number.NaN)
  assert.equal(holdsParity('truePositiveParity', x, y, 0.8), undefined)
  assert.equal(holdsParity('equalizedOdds', x, y, 0.8), false)
})
