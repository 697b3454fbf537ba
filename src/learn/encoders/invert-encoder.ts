import { planNumber } from './encoder-plan.ts'
import type {
  Filled,
  FittedCategoryEncoder,
  FittedEncoder,
  FittedLookup,
  FittedNumberStep,
} from './fitted-encoder.ts'
import { invertStep, runSteps, turnRadians } from './number-step.ts'

/** From the features that an encoder makes of a value back to it; undefined is a value that is missing. */
export type InverseEncoder = (features: ArrayLike<number>) => number | string | undefined

/**
 * The way back from features to a column's own value and unit. Undefined for an encoder that forgets what it
 * would need: which bin's value, which of the categories of equal means, which words in which order. A cyclic value comes
 * back within its period; a value that was filled in comes back as it was filled, unless an indicator says so.
 */
export function invertEncoder(encoder: FittedEncoder): InverseEncoder | undefined {
  if (isOfCategories(encoder)) return invertCategory(encoder)
  return invertNumbers(encoder.kind === 'chain' ? encoder.of : [encoder])
}

function isOfCategories(encoder: FittedEncoder): encoder is FittedCategoryEncoder {
  return ['ordinal', 'oneHot', 'targetMean', 'tfIdf', 'hashed', 'categoryChain'].includes(
    encoder.kind,
  )
}

/** The last encoder's features come first; what the ones before it added stands behind them. */
function invertNumbers(encoders: readonly FittedNumberStep[]): InverseEncoder | undefined {
  const inverses = encoders.toReversed().map((encoder) => ({
    width: planNumber(encoder).length,
    invert: invertNumber(encoder),
  }))
  if (inverses.some(({ invert }) => invert === undefined)) return undefined
  return (features) => {
    let [value, ...others] = Array.from(features)
    for (const { width, invert } of inverses) {
      value = invert?.([value ?? Number.NaN, ...others.slice(0, width - 1)])
      others = others.slice(width - 1)
    }
    return value === undefined || Number.isNaN(value) ? undefined : value
  }
}

type InverseNumber = (features: readonly number[]) => number

function invertNumber(encoder: FittedNumberStep): InverseNumber | undefined {
  switch (encoder.kind) {
    case 'binned':
      return undefined
    case 'imputed':
      return ([value = Number.NaN, isMissing]) => (isMissing === 1 ? Number.NaN : value)
    case 'cyclic':
      return ([sine = Number.NaN, cosine = Number.NaN]) => {
        const turns = Math.atan2(sine, cosine) / turnRadians
        return (turns < 0 ? turns + 1 : turns) * encoder.period
      }
    default: {
      const back = runSteps((planNumber(encoder)[0]?.steps ?? []).toReversed().map(invertStep))
      return ([value = Number.NaN]) => back(value)
    }
  }
}

function invertCategory(encoder: FittedCategoryEncoder): InverseEncoder | undefined {
  if (encoder.kind === 'tfIdf' || encoder.kind === 'hashed') return undefined
  if (encoder.kind !== 'categoryChain') return invertLookup(encoder)
  const { category, after, fill } = encoder
  if (category.kind === 'tfIdf' || category.kind === 'hashed' || after.length > 0) return undefined
  const invert = invertLookup(category)
  if (invert === undefined || fill?.indicator !== true) return invert
  return (features) => (isFilled(features, fill) ? undefined : invert(features))
}

/** The indicator is the last feature. */
function isFilled(features: ArrayLike<number>, { indicator }: Filled<string>): boolean {
  return indicator && features[features.length - 1] === 1
}

function invertLookup(encoder: FittedLookup): InverseEncoder | undefined {
  switch (encoder.kind) {
    case 'ordinal':
      return ({ 0: place = Number.NaN }) => encoder.categories[Math.round(place)]
    case 'oneHot':
      return (features) => encoder.categories.find((_, place) => (features[place] ?? 0) > 0.5)
    case 'targetMean':
      return undefined
  }
}
