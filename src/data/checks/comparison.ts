import type { Sentence, Threshold } from './threshold.ts'

/** How two columns are compared, and when they count as different. */
export type Comparison = DistributionTest | Distance | MeanWithin

/** A test whose chance, if both came from one distribution, must not be too small. */
export interface DistributionTest {
  readonly kind: 'test'
  readonly method: 'ks' | 'chiSquare'
  readonly alpha: Threshold
}

/** A distance between two distributions that must stay below a limit. */
export interface Distance {
  readonly kind: 'distance'
  readonly method: 'psi' | 'kl' | 'js' | 'wasserstein'
  readonly below: Threshold
}

/** The mean must stay within so many deviations of the reference. */
export interface MeanWithin {
  readonly kind: 'mean'
  readonly deviations: Threshold
}

/** Two-sample Kolmogorov–Smirnov, for numbers: different where p is at most `alpha`. */
export function ks(options: { readonly alpha?: Threshold } = {}): DistributionTest {
  return { kind: 'test', method: 'ks', alpha: options.alpha ?? 0.05 }
}

/** Two-sample chi-square, for categories: different where p is below `alpha`. */
export function chiSquare(options: { readonly alpha?: Threshold } = {}): DistributionTest {
  return { kind: 'test', method: 'chiSquare', alpha: options.alpha ?? 0.05 }
}

/** Population stability index, over bins of numbers or over categories. */
export function psi(options: { readonly below?: Threshold } = {}): Distance {
  return { kind: 'distance', method: 'psi', below: options.below ?? 0.1 }
}

/** Kullback–Leibler divergence of the reference from what is checked, natural logarithm. */
export function kl(options: { readonly below?: Threshold } = {}): Distance {
  return { kind: 'distance', method: 'kl', below: options.below ?? 0.1 }
}

/** Jensen–Shannon distance, natural logarithm: from 0 to 0.8326. */
export function js(options: { readonly below?: Threshold } = {}): Distance {
  return { kind: 'distance', method: 'js', below: options.below ?? 0.1 }
}

/** Wasserstein distance in deviations of the reference, for numbers. */
export function wasserstein(options: { readonly below?: Threshold } = {}): Distance {
  return { kind: 'distance', method: 'wasserstein', below: options.below ?? 0.1 }
}

/** The mean is at most so many deviations of the reference away from its mean, for numbers. */
export function meanWithin(deviations: Threshold): MeanWithin {
  return { kind: 'mean', deviations }
}

const methodNames = {
  ks: 'Kolmogorov–Smirnov',
  chiSquare: 'chi-square',
  psi: 'population stability index',
  kl: 'Kullback–Leibler divergence',
  js: 'Jensen–Shannon distance',
  wasserstein: 'Wasserstein distance',
} as const

/** What a comparison asks: `Kolmogorov–Smirnov p is above 0.05`. */
export function tellComparison(by: Comparison, show: Parameters<Sentence>[0]): string {
  switch (by.kind) {
    case 'test': {
      const limit = by.method === 'ks' ? 'above' : 'at least'
      return `${methodNames[by.method]} p is ${limit} ${show(by.alpha)}`
    }
    case 'distance':
      return `${methodNames[by.method]} is below ${show(by.below)}`
    case 'mean':
      return `the mean is within ${show(by.deviations)} deviations`
  }
}
