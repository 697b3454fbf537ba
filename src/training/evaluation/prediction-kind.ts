import {
  accuracy,
  averagePrecision,
  balancedAccuracy,
  bias,
  brier,
  calibrationError,
  classAccuracy,
  classBrier,
  classCalibrationError,
  classKappa,
  classLogLoss,
  classMatthews,
  classWeightedF1,
  d2Absolute,
  d2ClassLogLoss,
  d2LogLoss,
  explainedVariance,
  f1,
  gini,
  jaccard,
  kappa,
  ksStatistic,
  logLoss,
  macroAveragePrecision,
  macroF1,
  macroPrecision,
  macroRecall,
  mae,
  mape,
  matthews,
  maxError,
  medianError,
  mse,
  negativePredictiveValue,
  oneVsRestAuc,
  pairwiseAuc,
  pearson,
  prAuc,
  precision,
  quadraticKappa,
  r2,
  recall,
  rmse,
  rocAuc,
  spearman,
  specificity,
  wape,
  weightedF1,
  youden,
  type ClassShares,
  type Metric,
} from '../../learn/index.ts'
import type { PredictionKind } from '../../registry/index.ts'

/** More different whole numbers are an amount. */
const mostClasses = 50

/** What a model predicts, by what was so and what it said, and by the classes that it tells apart. */
export function predictionKindOf(
  truth: Float64Array,
  said: Float64Array,
  shares?: ClassShares,
): PredictionKind {
  // On a few rows of many classes there may be only two.
  if (shares !== undefined && shares.classes.length > 2) return 'classes'
  if (truth.length === 0) return 'amount'
  const isYesOrNo = truth.every((value) => value === 0 || value === 1)
  if (isYesOrNo && said.every((value) => value >= 0 && value <= 1)) return 'yesOrNo'
  const classes = new Set(truth)
  const areWhole = said.every(Number.isInteger) && truth.every(Number.isInteger)
  return areWhole && classes.size <= mostClasses && said.some((value) => classes.has(value))
    ? 'classes'
    : 'amount'
}

/** What is told of a kind beside what the model declares. */
export function usualMetrics(kind: PredictionKind): readonly Metric[] {
  return usual[kind]
}

const usual: Readonly<Record<PredictionKind, readonly Metric[]>> = {
  amount: [
    mae(),
    rmse(),
    mse(),
    r2(),
    bias(),
    medianError(),
    maxError(),
    mape(),
    wape(),
    explainedVariance(),
    d2Absolute(),
    pearson(),
    spearman(),
  ],
  yesOrNo: [
    rocAuc(),
    averagePrecision(),
    prAuc(),
    logLoss(),
    d2LogLoss(),
    brier(),
    calibrationError(),
    accuracy(),
    balancedAccuracy(),
    precision(),
    recall(),
    f1(),
    weightedF1(),
    specificity(),
    negativePredictiveValue(),
    matthews(),
    kappa(),
    jaccard(),
    youden(),
    ksStatistic(),
    gini(),
  ],
  classes: [
    classAccuracy(),
    macroF1(),
    classWeightedF1(),
    macroPrecision(),
    macroRecall(),
    classKappa(),
    quadraticKappa(),
    classMatthews(),
    classLogLoss(),
    d2ClassLogLoss(),
    classBrier(),
    oneVsRestAuc(),
    pairwiseAuc(),
    macroAveragePrecision(),
    classCalibrationError(),
  ],
}
