import { checkSetting, isShare } from '../check-setting.ts'

/**
 * A learner whose predictions come with bounds, or with a set of classes, in which so large a share of new rows
 * lies: rows that were held back say how far it is off (Vovk, Gammerman & Shafer 2005). It promises the share
 * for rows that come as those held back did.
 */
export interface Conformal<Member> {
  readonly kind: 'conformal'
  readonly of: Member
  readonly share: number
  /** The share of the rows that is held back; those left are learned from. */
  readonly heldBack: number
  /** Which rows those are: by seed, or the last ones, of rows in the order of time. */
  readonly which: 'random' | 'last'
  /** All bounds as wide, or where the learner's own quantiles put them (Romano, Patterson & Candès 2019). */
  readonly widths: 'alike' | 'quantiles'
  /** A feature of few values, each of which is to have the share, with bounds of its own. */
  readonly by?: string
}

export interface FittedConformal<Fitted> {
  readonly kind: 'conformal'
  readonly of: Fitted
  readonly share: number
  readonly bounds:
    | {
        readonly as: 'interval'
        /** Learners of a low and a high quantile; without them, bounds are around the prediction. */
        readonly quantiles?: { readonly low: Fitted; readonly high: Fitted }
        /** What is added on both sides. */
        readonly margin: number
        /** Of each value of a feature another one. */
        readonly by?: MarginsByValue
      }
    | {
        readonly as: 'set'
        readonly classes: readonly number[]
        /** A class that is at least as likely is in the set. */
        readonly leastShare: number
      }
}

export interface MarginsByValue {
  /** Its place among the features. */
  readonly feature: number
  readonly values: readonly number[]
  readonly margins: readonly number[]
}

/** Declares bounds: `conformal(boostedTrees(), { share: 0.9 })`. Throws `learn.wrongSetting`. */
export function conformal<Member>(
  of: Member,
  options: Partial<Omit<Conformal<Member>, 'kind' | 'of'>> = {},
): Conformal<Member> {
  const spec: Conformal<Member> = {
    kind: 'conformal',
    of,
    share: 0.9,
    heldBack: 0.2,
    which: 'random',
    widths: 'alike',
    ...options,
  }
  const { share, heldBack, which, widths } = spec
  checkSetting(spec, 'share', isShare(share) && share < 1, 'between 0 and 1')
  checkSetting(spec, 'heldBack', isShare(heldBack) && heldBack < 1, 'between 0 and 1')
  checkSetting(spec, 'which', which === 'random' || which === 'last', '"random" or "last"')
  const isWidth = widths === 'alike' || widths === 'quantiles'
  checkSetting(spec, 'widths', isWidth, '"alike" or "quantiles"')
  return spec
}
