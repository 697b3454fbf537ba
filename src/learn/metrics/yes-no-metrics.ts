import { checkSetting } from '../check-setting.ts'
import { checkBinary, confusionMatrix, type ConfusionMatrix } from '../confusion-matrix.ts'
import { logLoss, rocAuc } from '../binary-metric.ts'
import type { Metric } from '../metric.ts'
import { calibrationBins } from './calibration-bins.ts'
import { precisionRecallCurve, rocCurve } from './threshold-curves.ts'

// Of a truth of 0 and 1 and the probabilities of 1. As scikit-learn has them: what is a share of no rows is 0
// where it is a metric of one class, NaN where both are needed.

export interface ThresholdOptions {
  /** From which probability on the answer is 1; 0.5 when left out. */
  readonly threshold?: number
}

/** Of those said to be 1, the share that are. */
export function precision(options: ThresholdOptions = {}): Metric {
  return ofCounts('precision', options, (is) => share(is.truePositive, is.falsePositive))
}

/** Of those that are 1, the share that are said to be. */
export function recall(options: ThresholdOptions = {}): Metric {
  return ofCounts('recall', options, (is) => share(is.truePositive, is.falseNegative))
}

/** The harmonic mean of precision and recall. */
export function f1(options: ThresholdOptions = {}): Metric {
  return ofCounts('f1', options, (is) => fScore(is, 1))
}

/** As `f1`, but recall counts `beta` times as much as precision. */
export function fBeta(beta: number, options: ThresholdOptions = {}): Metric {
  checkSetting({ kind: 'fBeta', beta }, 'beta', beta > 0 && Number.isFinite(beta), 'above 0')
  return ofCounts(`fBeta(${beta})`, options, (is) => fScore(is, beta))
}

/** Of those that are 0, the share that are said to be. */
export function specificity(options: ThresholdOptions = {}): Metric {
  return ofCounts('specificity', options, (is) => share(is.trueNegative, is.falsePositive))
}

/** Of those said to be 0, the share that are. */
export function negativePredictiveValue(options: ThresholdOptions = {}): Metric {
  return ofCounts('negativePredictiveValue', options, (is) =>
    share(is.trueNegative, is.falseNegative),
  )
}

/** The mean of recall and specificity: what is rare counts as much as what is common. */
export function balancedAccuracy(options: ThresholdOptions = {}): Metric {
  return ofCounts('balancedAccuracy', options, (is) => {
    const rates = [
      is.truePositive / (is.truePositive + is.falseNegative),
      is.trueNegative / (is.trueNegative + is.falsePositive),
    ].filter((rate) => !Number.isNaN(rate))
    return rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  })
}

/** Recall and specificity, less 1: 0 for a guess. */
export function youden(options: ThresholdOptions = {}): Metric {
  return ofCounts(
    'youden',
    options,
    (is) =>
      is.truePositive / (is.truePositive + is.falseNegative) +
      is.trueNegative / (is.trueNegative + is.falsePositive) -
      1,
  )
}

/** The correlation of what is said with what is so (Matthews 1975). */
export function matthews(options: ThresholdOptions = {}): Metric {
  return ofCounts('matthews', options, (is) => {
    const [said, notSaid] = [is.truePositive + is.falsePositive, is.trueNegative + is.falseNegative]
    const [so, notSo] = [is.truePositive + is.falseNegative, is.trueNegative + is.falsePositive]
    const spread = Math.sqrt(said * notSaid * so * notSo)
    if (so + notSo === 0) return Number.NaN
    if (spread === 0) return 0
    return (is.truePositive * is.trueNegative - is.falsePositive * is.falseNegative) / spread
  })
}

/** How much more often it is right than a guess with the same shares (Cohen 1960). */
export function kappa(options: ThresholdOptions = {}): Metric {
  return ofCounts('kappa', options, (is) => {
    const count = is.truePositive + is.falsePositive + is.trueNegative + is.falseNegative
    const [said, so] = [is.truePositive + is.falsePositive, is.truePositive + is.falseNegative]
    const byChance = (said * so + (count - said) * (count - so)) / count ** 2
    return ((is.truePositive + is.trueNegative) / count - byChance) / (1 - byChance)
  })
}

/** Of those that are 1 or said to be, the share that are both. */
export function jaccard(options: ThresholdOptions = {}): Metric {
  return ofCounts('jaccard', options, (is) =>
    share(is.truePositive, is.falsePositive + is.falseNegative),
  )
}

/** Mean squared error of the probability (Brier 1950). */
export function brier(): Metric {
  return {
    name: 'brier',
    better: 'lower',
    of(truth, said) {
      checkBinary(truth, said)
      return brierOf(truth, said)
    },
  }
}

/** The share of the Brier score that is less than that of always saying how common 1 is. */
export function d2Brier(): Metric {
  return againstShare('d2Brier', brier())
}

/** The share of the surprise that is less than that of always saying how common 1 is. */
export function d2LogLoss(): Metric {
  return againstShare('d2LogLoss', logLoss())
}

/** Precision, averaged over the rows of 1 as the threshold falls. */
export function averagePrecision(): Metric {
  return {
    name: 'averagePrecision',
    better: 'higher',
    of(truth, said) {
      const points = precisionRecallCurve(truth, said)
      return sumSteps(points, (point) => point.precision)
    },
  }
}

/** The area under the curve of precision over recall, straight between its points. */
export function prAuc(): Metric {
  return {
    name: 'prAuc',
    better: 'higher',
    of(truth, said) {
      const points = precisionRecallCurve(truth, said)
      return sumSteps(points, (point, before) => (point.precision + before.precision) / 2)
    },
  }
}

/** Twice `rocAuc`, less 1: 0 for a guess. */
export function gini(): Metric {
  const { of } = rocAuc()
  return { name: 'gini', better: 'higher', of: (truth, said) => 2 * of(truth, said) - 1 }
}

/** How far apart the scores of both classes are at most, as shares below a threshold (Kolmogorov–Smirnov). */
export function ksStatistic(): Metric {
  return {
    name: 'ksStatistic',
    better: 'higher',
    of: (truth, said) =>
      rocCurve(truth, said).reduce(
        (most, point) => Math.max(most, point.truePositiveRate - point.falsePositiveRate),
        0,
      ),
  }
}

/** How far the probability is from the share that came true, on average over ten bins of equal width. */
export function calibrationError(): Metric {
  return {
    name: 'calibrationError',
    better: 'lower',
    of: (truth, said) =>
      calibrationBins(truth, said, { bins: 10 }).reduce(
        (sum, bin) => sum + (bin.rowCount / truth.length) * Math.abs(bin.predicted - bin.observed),
        truth.length === 0 ? Number.NaN : 0,
      ),
  }
}

function ofCounts(
  name: string,
  { threshold = 0.5 }: ThresholdOptions,
  measure: (counts: ConfusionMatrix) => number,
): Metric {
  checkSetting(
    { kind: name, threshold },
    'threshold',
    threshold > 0 && threshold < 1,
    'between 0 and 1',
  )
  return {
    name: threshold === 0.5 ? name : `${name} from ${threshold}`,
    better: 'higher',
    of: (truth, said) =>
      truth.length === 0 ? Number.NaN : measure(confusionMatrix(truth, said, threshold)),
  }
}

/** 0 of nothing. */
function share(right: number, wrong: number): number {
  return right === 0 ? 0 : right / (right + wrong)
}

function fScore({ truePositive, falsePositive, falseNegative }: ConfusionMatrix, beta: number) {
  const square = beta ** 2
  const right = (1 + square) * truePositive
  return share(right, square * falseNegative + falsePositive)
}

function brierOf(truth: Float64Array, said: Float64Array): number {
  return truth.reduce((sum, value, row) => sum + (value - (said[row] ?? 0)) ** 2, 0) / truth.length
}

function againstShare(name: string, { of }: Metric): Metric {
  return {
    name,
    better: 'higher',
    of(truth, said) {
      if (truth.length < 2) return Number.NaN
      const common = truth.reduce((sum, value) => sum + value, 0) / truth.length
      return 1 - of(truth, said) / of(truth, new Float64Array(truth.length).fill(common))
    },
  }
}

/** A height for each step of recall. */
function sumSteps<Point extends { readonly recall: number }>(
  points: readonly Point[],
  heightOf: (point: Point, before: Point) => number,
): number {
  if (points.length === 0) return Number.NaN
  return points.reduce((sum, point, at) => {
    const before = points[at - 1]
    return before === undefined
      ? sum
      : sum + (point.recall - before.recall) * heightOf(point, before)
  }, 0)
}
