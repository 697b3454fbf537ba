import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  accuracy,
  adjustedRand,
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
  confusionMatrix,
  d2Absolute,
  d2Brier,
  d2ClassLogLoss,
  d2LogLoss,
  d2Pinball,
  d2Tweedie,
  explainedVariance,
  f1,
  fBeta,
  gammaDeviance,
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
  msle,
  negativePredictiveValue,
  oneVsRestAuc,
  pairwiseAuc,
  pearson,
  pinball,
  poissonDeviance,
  prAuc,
  precision,
  quadraticKappa,
  r2,
  recall,
  rmse,
  rmsle,
  rocAuc,
  rocCurve,
  spearman,
  specificity,
  tweedieDeviance,
  wape,
  weightedF1,
  youden,
  type Metric,
} from '../../../src/learn/index.ts'
import { runPython } from './run-python.ts'

const rowCount = 3001

// Rounded, so that many are equal: ranks are shared.
const rounded = (value: number) => Math.round(100 * value) / 100
const random = seededRandom('metrics')
const truth = Float64Array.from({ length: rowCount }, () => rounded(40 + 10 * random.normal()))
const predicted = truth.map((value) => rounded(Math.max(1, value + 6 * random.normal() - 0.5)))
const chance = truth.map(() => rounded(random.next()))
const yes = chance.map((value) => Number(random.next() < 0.2 + 0.6 * value))
const classOf = truth.map(() => random.below(4))
const said = classOf.map((value) => (random.next() < 0.6 ? value : random.below(5)))
/** How likely each of four classes is held to be; those of a row are 1 together. */
const shares = Float64Array.from(
  [...classOf].flatMap((value) => {
    const weights = [0, 1, 2, 3].map((one) => random.next() + (one === value ? 0.5 : 0))
    const sum = weights.reduce((whole, weight) => whole + weight, 0)
    return weights.map((weight) => weight / sum)
  }),
)

const metrics: Readonly<Record<string, readonly Metric[]>> = {
  amounts: [
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
    msle(),
    rmsle(),
    pinball(),
    pinball(0.9),
    poissonDeviance(),
    gammaDeviance(),
    tweedieDeviance(),
    tweedieDeviance(3),
    tweedieDeviance(0),
    d2Absolute(),
    d2Pinball(),
    d2Pinball(0.9),
    d2Tweedie(),
    pearson(),
    spearman(),
  ],
  yesOrNo: [
    accuracy(),
    weightedF1(),
    logLoss(),
    rocAuc(),
    precision(),
    precision({ threshold: 0.3 }),
    recall(),
    f1(),
    fBeta(2),
    specificity(),
    negativePredictiveValue(),
    balancedAccuracy(),
    youden(),
    matthews(),
    kappa(),
    jaccard(),
    brier(),
    d2Brier(),
    d2LogLoss(),
    averagePrecision(),
    prAuc(),
    gini(),
    ksStatistic(),
    calibrationError(),
  ],
  classes: [
    classAccuracy(),
    macroPrecision(),
    macroRecall(),
    macroF1(),
    classWeightedF1(),
    classKappa(),
    quadraticKappa(),
    classMatthews(),
    adjustedRand(),
  ],
  shares: [
    classLogLoss(),
    d2ClassLogLoss(),
    classBrier(),
    oneVsRestAuc(),
    pairwiseAuc(),
    macroAveragePrecision(),
    classCalibrationError(),
  ],
}

const rows: Readonly<Record<string, readonly [Float64Array, Float64Array]>> = {
  amounts: [truth, predicted],
  yesOrNo: [yes, chance],
  classes: [classOf, said],
  shares: [classOf, said],
}

test('every metric agrees with scikit-learn, or SciPy, to 1e-9', async () => {
  const found = (await runPython('metrics.py', {
    truth,
    predicted,
    yes,
    chance,
    class: classOf,
    said,
    shares,
  })) as Record<string, Record<string, number>>
  const beside = { shares: { classes: [0, 1, 2, 3], shares } }
  const counts = confusionMatrix(yes, chance)
  const rocSum = rocCurve(yes, chance).reduce(
    (sum, point) => sum + point.falsePositiveRate * point.truePositiveRate,
    0,
  )
  const own = Object.entries(metrics).map(([task, each]) => {
    const [so, predictions] = rows[task] ?? [truth, predicted]
    const values = Object.fromEntries(
      each.map(({ name, of }) => [name, of(so, predictions, beside)]),
    )
    return [task, task === 'yesOrNo' ? { ...values, ...counts, rocSum } : values] as const
  })
  for (const [task, values] of own) {
    assert.deepEqual(Object.keys(values).toSorted(), Object.keys(found[task] ?? {}).toSorted())
    for (const [name, value] of Object.entries(values)) {
      const wanted = found[task]?.[name] ?? Number.NaN
      const apart = Math.abs(value - wanted) / Math.max(1, Math.abs(wanted))
      assert.ok(apart <= 1e-9, `${name} is ${value}, and not ${wanted}`)
    }
  }
})
