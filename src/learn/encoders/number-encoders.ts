import { learnErrors } from '../errors.ts'

/** How a column of numbers becomes the numbers that a learner reads. */
export type NumberEncoder =
  AsNumber | Scaled | RangeScaled | RobustScaled | Logged | Cyclic | Binned | Imputed<number>

export interface AsNumber {
  readonly kind: 'number'
}
export interface Scaled {
  readonly kind: 'scaled'
}
export interface RangeScaled {
  readonly kind: 'rangeScaled'
  readonly from: number
  readonly to: number
}
export interface RobustScaled {
  readonly kind: 'robustScaled'
}
export interface Logged {
  readonly kind: 'logged'
}
export interface Cyclic {
  readonly kind: 'cyclic'
  readonly period: number
}
export interface Binned {
  readonly kind: 'binned'
  readonly bins: number
  readonly by: 'width' | 'quantiles'
  /** Each bin a feature of its own. */
  readonly oneHot: boolean
  readonly edges?: readonly number[]
}
export interface Imputed<Value extends number | string = number | string> {
  readonly kind: 'imputed'
  readonly by: 'mean' | 'median' | 'mostFrequent' | 'constant'
  readonly constant?: Value
  /** A feature more that says where a value was missing. */
  readonly indicator: boolean
}

/** The number as it is. */
export function asNumber(): AsNumber {
  return { kind: 'number' }
}

/** The number brought to mean 0 and deviation 1 over the training rows. */
export function scaled(): Scaled {
  return { kind: 'scaled' }
}

/** The number with the smallest and largest of the training rows brought to `from` (0) and `to` (1). */
export function rangeScaled(options: { readonly from?: number; readonly to?: number } = {}) {
  const { from = 0, to = 1 } = options
  if (!(to > from && Number.isFinite(to - from))) {
    const wanted = `a number above ${from}`
    throw learnErrors.wrongSetting({ owner: 'rangeScaled', setting: 'to', found: to, wanted })
  }
  return { kind: 'rangeScaled', from, to } as const satisfies RangeScaled
}

/** The number with its median brought to 0 and the distance of its quartiles to 1: for outliers. */
export function robustScaled(): RobustScaled {
  return { kind: 'robustScaled' }
}

/** The logarithm of one more than the number, for what grows by factors. Below −1 there is none. */
export function logged(): Logged {
  return { kind: 'logged' }
}

/** Sine and cosine of a value that comes round: degrees (`period: 360`), hours of the day (24). */
export function cyclic(options: { readonly period: number }): Cyclic {
  const { period } = options
  if (!(period > 0 && Number.isFinite(period))) {
    const wanted = 'a number above zero'
    throw learnErrors.wrongSetting({ owner: 'cyclic', setting: 'period', found: period, wanted })
  }
  return { kind: 'cyclic', period }
}

interface BinnedOptions {
  readonly bins?: number
  readonly by?: 'width' | 'quantiles'
  readonly oneHot?: boolean
  /** Where one bin ends and the next begins; nothing is learned then. */
  readonly edges?: readonly number[]
}

/** The place of the bin: of `bins` (5) equally filled ones, of equal width, or between `edges` given. */
export function binned(options: BinnedOptions = {}): Binned {
  const { bins = 5, by = 'quantiles', oneHot = false, edges } = options
  const owner = 'binned'
  if (edges === undefined) {
    if (!(Number.isInteger(bins) && bins >= 2 && bins <= 1000)) {
      const wanted = 'a whole number from 2 to 1000'
      throw learnErrors.wrongSetting({ owner, setting: 'bins', found: bins, wanted })
    }
    return { kind: 'binned', bins, by, oneHot }
  }
  const rising = edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? edge))
  if (edges.length === 0 || !rising || !edges.every(Number.isFinite)) {
    const found = edges.join(', ')
    throw learnErrors.wrongSetting({ owner, setting: 'edges', found, wanted: 'rising numbers' })
  }
  return { kind: 'binned', bins: edges.length + 1, by, oneHot, edges }
}

interface ImputedOptions {
  readonly indicator?: boolean
}

/** Fills what is missing with the mean, median or most frequent value of the training rows. */
export function imputed(by: 'mean' | 'median', options?: ImputedOptions): Imputed<number>
export function imputed(by: 'mostFrequent', options?: ImputedOptions): Imputed
/** Fills what is missing with a value. */
export function imputed<const Value extends number | string>(
  by: { readonly constant: Value },
  options?: ImputedOptions,
): Imputed<Value>
export function imputed(
  by: 'mean' | 'median' | 'mostFrequent' | { readonly constant: number | string },
  { indicator = false }: ImputedOptions = {},
): Imputed {
  if (typeof by === 'string') return { kind: 'imputed', by, indicator }
  const { constant } = by
  if (constant === '' || (typeof constant === 'number' && !Number.isFinite(constant))) {
    const wanted = 'a finite number or a text'
    throw learnErrors.wrongSetting({
      owner: 'imputed',
      setting: 'constant',
      found: constant,
      wanted,
    })
  }
  return { kind: 'imputed', by: 'constant', constant, indicator }
}
