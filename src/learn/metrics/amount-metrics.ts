import { checkSetting } from '../check-setting.ts'
import { weightedMedian } from '../constant.ts'
import { checkLength } from '../input-column.ts'
import { rSquared, type Metric } from '../metric.ts'
import { quantileOf } from '../statistics/quantile-of.ts'
import { pearsonOf, spearmanOf } from './correlation.ts'

// Of amounts: truth and prediction in one unit. As scikit-learn has them; NaN where they are not defined, as
// logarithms are not for amounts below zero, and where there are no rows.

/** Mean squared error. */
export function mse(): Metric {
  return meanOf('mse', (truth, said) => (said - truth) ** 2)
}

/** Mean absolute error as a share of the truth. A truth of 0 makes it huge: think of `wape`. */
export function mape(): Metric {
  return meanOf(
    'mape',
    (truth, said) => Math.abs(said - truth) / Math.max(Math.abs(truth), Number.EPSILON),
  )
}

/** The sum of absolute errors as a share of the sum of the truth. */
export function wape(): Metric {
  return {
    name: 'wape',
    better: 'lower',
    of: (truth, said) =>
      averageOf(truth, said, (value, other) => Math.abs(other - value)) /
      averageOf(truth, said, Math.abs),
  }
}

/** As `r2`, but of errors less their mean: a constant shift costs nothing. */
export function explainedVariance(): Metric {
  return {
    name: 'explainedVariance',
    better: 'higher',
    of(truth, said) {
      const shift = averageOf(truth, said, (value, other) => value - other)
      return rSquared(
        truth,
        said.map((value) => value + shift),
      )
    },
  }
}

/** Mean squared error of log(1 + amount). */
export function msle(): Metric {
  return meanOf('msle', squaredLogError)
}

/** Root of `msle`. */
export function rmsle(): Metric {
  const { of } = msle()
  return { name: 'rmsle', better: 'lower', of: (truth, said) => Math.sqrt(of(truth, said)) }
}

/** What a prediction of a quantile costs: too low costs `quantile` a unit, too high the rest. */
export function pinball(quantile = 0.5): Metric {
  checkQuantile('pinball', quantile)
  return meanOf(nameWith('pinball', quantile, 0.5), pinballLoss(quantile))
}

/** For counts. */
export function poissonDeviance(): Metric {
  return meanOf('poissonDeviance', deviance(1))
}

/** For amounts above zero whose spread grows with them. */
export function gammaDeviance(): Metric {
  return meanOf('gammaDeviance', deviance(2))
}

/** Between counts (1) and amounts (2); 0 is the squared error, 3 the inverse Gaussian. */
export function tweedieDeviance(power = 1.5): Metric {
  checkPower('tweedieDeviance', power)
  return meanOf(nameWith('tweedieDeviance', power, 1.5), deviance(power))
}

/** The share of the absolute error that is less than that of the median. */
export function d2Absolute(): Metric {
  return shareBetter(
    'd2Absolute',
    (truth, said) => Math.abs(said - truth),
    (truth) => weightedMedian(truth),
  )
}

/** The share of the pinball loss that is less than that of the quantile itself. */
export function d2Pinball(quantile = 0.5): Metric {
  checkQuantile('d2Pinball', quantile)
  return shareBetter(nameWith('d2Pinball', quantile, 0.5), pinballLoss(quantile), (truth) =>
    quantileOf(truth.toSorted(), quantile),
  )
}

/** The share of the Tweedie deviance that is less than that of the mean. */
export function d2Tweedie(power = 1.5): Metric {
  checkPower('d2Tweedie', power)
  return shareBetter(nameWith('d2Tweedie', power, 1.5), deviance(power), (truth) =>
    averageOf(truth, truth, (value) => value),
  )
}

/** How nearly the two are on a line. */
export function pearson(): Metric {
  return { name: 'pearson', better: 'higher', of: pearsonOf }
}

/** How nearly the two have the same order; equals share their rank. */
export function spearman(): Metric {
  return { name: 'spearman', better: 'higher', of: spearmanOf }
}

/** What one row costs. */
type Loss = (truth: number, said: number) => number

function meanOf(name: string, loss: Loss): Metric {
  return { name, better: 'lower', of: (truth, said) => averageOf(truth, said, loss) }
}

function averageOf(truth: Float64Array, said: Float64Array, loss: Loss): number {
  checkLength('The predictions', said, truth.length)
  let sum = 0
  for (let row = 0; row < truth.length; row += 1) sum += loss(truth[row] ?? 0, said[row] ?? 0)
  return sum / truth.length
}

/** 1 where every prediction is right, 0 where it is no better than one value for all. */
function shareBetter(
  name: string,
  loss: Loss,
  constantOf: (truth: Float64Array) => number,
): Metric {
  return {
    name,
    better: 'higher',
    of(truth, said) {
      if (truth.length < 2) return Number.NaN
      const left = averageOf(truth, said, loss)
      const constant = constantOf(truth)
      const whole = averageOf(truth, said, (value) => loss(value, constant))
      if (whole !== 0) return 1 - left / whole
      return left === 0 ? 1 : 0
    },
  }
}

function squaredLogError(truth: number, said: number): number {
  return (Math.log1p(truth) - Math.log1p(said)) ** 2
}

function pinballLoss(quantile: number): Loss {
  return (truth, said) => (truth >= said ? quantile : quantile - 1) * (truth - said)
}

/** Jørgensen 1987; infinite or NaN where the amounts are none that such a distribution has. */
function deviance(power: number): Loss {
  switch (power) {
    case 0:
      return (truth, said) => (truth - said) ** 2
    case 1:
      return (truth, said) =>
        2 * ((truth === 0 ? 0 : truth * Math.log(truth / said)) - truth + said)
    case 2:
      return (truth, said) => 2 * (Math.log(said / truth) + truth / said - 1)
    default:
      return (truth, said) =>
        2 *
        (Math.max(truth, 0) ** (2 - power) / ((1 - power) * (2 - power)) -
          (truth * said ** (1 - power)) / (1 - power) +
          said ** (2 - power) / (2 - power))
  }
}

function checkQuantile(kind: string, quantile: number): void {
  checkSetting({ kind, quantile }, 'quantile', quantile > 0 && quantile < 1, 'between 0 and 1')
}

function checkPower(kind: string, power: number): void {
  const holds = power === 0 || (power >= 1 && power <= 3)
  checkSetting({ kind, power }, 'power', holds, '0, or from 1 to 3')
}

/** So that a model may be measured by several: `pinball(0.9)` is its name, `pinball` that of the usual one. */
function nameWith(name: string, setting: number, usual: number): string {
  return setting === usual ? name : `${name}(${setting})`
}
