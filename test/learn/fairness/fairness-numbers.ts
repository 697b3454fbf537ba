import {
  accuracy,
  balancedAccuracy,
  differenceOf,
  f1,
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

/** Rows of a yes or no by groups, as Fairlearn and Aequitas are given them. */
export interface GroupedRows {
  readonly group: readonly string[]
  readonly y_true: readonly number[]
  readonly y_pred: readonly number[]
  readonly sample_weight: readonly number[]
}

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

/** What Aequitas calls the rates of a group. */
export const aequitasRates: readonly (readonly [keyof GroupRates, string])[] = [
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

/** A number by the name of the function of Fairlearn that gives it, and its options: `equalized_odds_ratio|weighted`. */
export function fairnessNumber(rows: GroupedRows, name: string): number {
  const [what = '', ...options] = name.split('|')
  const [, stem = '', transform = ''] =
    /^(.*)_(difference|ratio|group_min|group_max)$/.exec(what) ?? []
  const notion = notions[stem]
  if (notion !== undefined) {
    const judged = { truth: rows.y_true, said: rows.y_pred }
    const found = measureNotion(
      options.includes('weighted') ? { ...judged, weights: rows.sample_weight } : judged,
      rows.group,
      notion,
      {
        between: options.includes('to_overall') ? 'overall' : 'groups',
        aggregate: options.includes('agg=mean') ? 'mean' : 'worst',
      },
    )
    return transform === 'difference' ? found.difference : found.ratio
  }
  const values = valuesOf(rows, stem)
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

function valuesOf({ group, y_true, y_pred }: GroupedRows, stem: string): readonly number[] {
  const rate = rates[stem]
  if (rate !== undefined)
    return [...ratesByGroup({ truth: y_true, said: y_pred }, group).values()].map(
      (own) => own[rate],
    )
  const places = Map.groupBy(group.keys(), (row) => group[row])
  const pick = (own: readonly number[], of: readonly number[]) =>
    Float64Array.from(own, (row) => of[row] ?? 0)
  const metric = metrics[stem === 'zero_one_loss' ? 'accuracy_score' : stem]
  return [...places.values()].map((own) => {
    const value = metric?.of(pick(own, y_true), pick(own, y_pred)) ?? Number.NaN
    return stem === 'zero_one_loss' ? 1 - value : value
  })
}
