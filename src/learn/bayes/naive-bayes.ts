import { checkSetting } from '../check-setting.ts'

/** Each feature tells of the class by itself, as Bayes' rule has it. A missing value tells nothing. */
export type NaiveBayes = GaussianBayes | MultinomialBayes | BernoulliBayes | CategoricalBayes

interface BayesSettings {
  /**
   * `'classification'`: the target is 0 or 1, and a prediction is how likely 1 is; `'classes'`: the target is
   * the whole number of a class, and so is a prediction.
   */
  readonly task: 'classification' | 'classes'
}

interface CountSettings extends BayesSettings {
  /** Added to each count, so that what was never seen is not impossible. */
  readonly alpha: number
}

/** In each class a feature is normal. */
export interface GaussianBayes extends BayesSettings {
  readonly kind: 'gaussianBayes'
  /** Added to each variance, as a share of the largest. */
  readonly smoothing: number
}

/** Features are counts (of words, of visits): a class draws from them by its own shares. */
export interface MultinomialBayes extends CountSettings {
  readonly kind: 'multinomialBayes'
}

/** A feature is a yes where it is above `above`. */
export interface BernoulliBayes extends CountSettings {
  readonly kind: 'bernoulliBayes'
  readonly above: number
}

/** Each value of a feature is a category; categories of texts come by their place. */
export interface CategoricalBayes extends CountSettings {
  readonly kind: 'categoricalBayes'
}

/** What was learned: plain JSON. Scores of classes are sums over what a row shows. */
export interface FittedBayes {
  readonly kind: 'naiveBayes'
  readonly classes: readonly number[]
  /** Whether a prediction is how likely the class 1 is. */
  readonly isChance: boolean
  readonly shows: Shown
  /** By class: how likely it is before anything is seen, as a logarithm. */
  readonly priors: readonly number[]
  /** What each shown number adds to each class; those of one stand beside each other. */
  readonly weights: readonly number[]
}

/** The numbers that a row shows of its features: all 0 of a value that is missing. */
export type Shown =
  /** Square, value and a one, of the standardised feature. */
  | {
      readonly by: 'moments'
      readonly means: readonly number[]
      readonly factors: readonly number[]
    }
  | { readonly by: 'counts'; readonly width: number }
  /** Whether it is above, and whether it isn't. */
  | { readonly by: 'above'; readonly width: number; readonly above: number }
  /** Which of the values it is. */
  | { readonly by: 'values'; readonly values: readonly (readonly number[])[] }

type Options<Spec> = Partial<Omit<Spec, 'kind'>>

/** Throws `learn.wrongSetting`, as do the others. */
export function gaussianBayes(options: Options<GaussianBayes> = {}): GaussianBayes {
  const spec: GaussianBayes = {
    kind: 'gaussianBayes',
    task: 'classification',
    smoothing: 1e-9,
    ...options,
  }
  const holds = spec.smoothing > 0 && Number.isFinite(spec.smoothing)
  checkSetting(spec, 'smoothing', holds, 'a number above 0')
  return checkTask(spec)
}

export function multinomialBayes(options: Options<MultinomialBayes> = {}): MultinomialBayes {
  return checkAlpha({ kind: 'multinomialBayes', task: 'classification', alpha: 1, ...options })
}

export function bernoulliBayes(options: Options<BernoulliBayes> = {}): BernoulliBayes {
  const usual = { task: 'classification', alpha: 1, above: 0 } as const
  const spec: BernoulliBayes = { kind: 'bernoulliBayes', ...usual, ...options }
  checkSetting(spec, 'above', Number.isFinite(spec.above), 'a number')
  return checkAlpha(spec)
}

export function categoricalBayes(options: Options<CategoricalBayes> = {}): CategoricalBayes {
  return checkAlpha({ kind: 'categoricalBayes', task: 'classification', alpha: 1, ...options })
}

function checkAlpha<Spec extends Exclude<NaiveBayes, GaussianBayes>>(spec: Spec): Spec {
  const holds = spec.alpha > 0 && Number.isFinite(spec.alpha)
  checkSetting(spec, 'alpha', holds, 'a number above 0')
  return checkTask(spec)
}

function checkTask<Spec extends NaiveBayes>(spec: Spec): Spec {
  const isTask = spec.task === 'classification' || spec.task === 'classes'
  checkSetting<NaiveBayes>(spec, 'task', isTask, '"classification" or "classes"')
  return spec
}
