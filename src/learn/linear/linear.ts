import { checkSetting } from '../check-setting.ts'

/** A weighted sum of the features. Missing values count as the column's mean. */
export type Linear =
  | LeastSquares
  | Ridge
  | Lasso
  | ElasticNet
  | LogisticRegression
  | PoissonRegression
  | MultinomialRegression

/** Σ (truth − predicted)² is least. */
export interface LeastSquares {
  readonly kind: 'leastSquares'
}

/** Least squares plus `alpha` · Σ weight². */
export interface Ridge {
  readonly kind: 'ridge'
  readonly alpha: number
}

/** Half the mean square plus `alpha` · Σ |weight|: what tells little has no weight at all. */
export interface Lasso {
  readonly kind: 'lasso'
  readonly alpha: number
}

/** Between lasso (`l1Share` 1) and ridge. */
export interface ElasticNet {
  readonly kind: 'elasticNet'
  readonly alpha: number
  readonly l1Share: number
}

/** The target is 0 or 1, a prediction how likely 1 is. Surprise plus `alpha` / 2 · Σ weight² is least. */
export interface LogisticRegression {
  readonly kind: 'logisticRegression'
  readonly alpha: number
  /**
   * So flat a slope of the mean loss, for the weight of any standardised feature, is taken for the end; without it
   * the weights are right to the last digits.
   */
  readonly tolerance?: number
}

/** For counts: the logarithm of what is expected is linear. Half the mean deviance plus `alpha` / 2 · Σ weight² is least. */
export interface PoissonRegression {
  readonly kind: 'poissonRegression'
  readonly alpha: number
}

/**
 * The target is the whole number of a class, and so is a prediction. Surprise plus `alpha` / 2 · Σ weight² is
 * least.
 */
export interface MultinomialRegression {
  readonly kind: 'multinomialRegression'
  readonly alpha: number
}

/** What was learned of several classes: plain JSON. The class of the highest sum is the likeliest. */
export interface FittedLinearClasses {
  readonly kind: 'linearClasses'
  readonly classes: readonly number[]
  /** By class. */
  readonly sums: readonly FittedLinear[]
}

/** What was learned: plain JSON. */
export interface FittedLinear {
  readonly kind: 'linear'
  /** How the sum becomes a prediction, where it is not one as it is. */
  readonly link?: 'logistic' | 'exponential'
  readonly intercept: number
  /** By feature, as are the others. */
  readonly weights: readonly number[]
  /** What a missing value counts as. */
  readonly means: readonly number[]
  /** How far values are from the mean, by root of the mean square. */
  readonly deviations: readonly number[]
}

type Options<Spec> = Partial<Omit<Spec, 'kind'>>

export function leastSquares(): LeastSquares {
  return { kind: 'leastSquares' }
}

/** Throws `learn.wrongSetting`, as do the others. */
export function ridge(options: Options<Ridge> = {}): Ridge {
  return checkAlpha({ kind: 'ridge', alpha: 1, ...options })
}

export function lasso(options: Options<Lasso> = {}): Lasso {
  return checkAlpha({ kind: 'lasso', alpha: 1, ...options })
}

export function elasticNet(options: Options<ElasticNet> = {}): ElasticNet {
  const spec: ElasticNet = { kind: 'elasticNet', alpha: 1, l1Share: 0.5, ...options }
  checkSetting(spec, 'l1Share', spec.l1Share >= 0 && spec.l1Share <= 1, 'from 0 to 1')
  return checkAlpha(spec)
}

export function logisticRegression(options: Options<LogisticRegression> = {}): LogisticRegression {
  const spec: LogisticRegression = { kind: 'logisticRegression', alpha: 1, ...options }
  const { tolerance = 1 } = spec
  checkSetting(spec, 'tolerance', tolerance > 0 && tolerance <= 1, 'above 0 and up to 1')
  return checkAlpha(spec)
}

export function poissonRegression(options: Options<PoissonRegression> = {}): PoissonRegression {
  return checkAlpha({ kind: 'poissonRegression', alpha: 1, ...options })
}

export function multinomialRegression(
  options: Options<MultinomialRegression> = {},
): MultinomialRegression {
  return checkAlpha({ kind: 'multinomialRegression', alpha: 1, ...options })
}

function checkAlpha<Spec extends Exclude<Linear, LeastSquares>>(spec: Spec): Spec {
  const { alpha } = spec
  checkSetting<Exclude<Linear, LeastSquares>>(
    spec,
    'alpha',
    alpha >= 0 && Number.isFinite(alpha),
    'a number from 0',
  )
  return spec
}
