import { checkFinite } from '../check-finite.ts'
import { learnErrors } from '../errors.ts'
import type { CategoryColumn, InputColumn } from '../input-column.ts'
import { ordinal, type CategoryEncoder } from './category-encoders.ts'
import { planNumber } from './encoder-plan.ts'
import type { Encoder, SingleEncoder } from './encoder.ts'
import { fitCategory, fitTextFill } from './fit-category.ts'
import { fitNumber } from './fit-number.ts'
import { fitTargetMean, type Target, type Texts } from './fit-target-mean.ts'
import type {
  CategoryChain,
  Filled,
  FittedCategoryEncoder,
  FittedNumberEncoder,
  FittedNumberStep,
} from './fitted-encoder.ts'
import { runSteps } from './number-step.ts'
import { asNumber, type NumberEncoder } from './number-encoders.ts'

/** An encoder with its column, both of one kind. */
export type FittedInput =
  | { readonly name: string; readonly kind: 'number'; readonly encoder: FittedNumberEncoder }
  | { readonly name: string; readonly kind: 'category'; readonly encoder: FittedCategoryEncoder }

export interface EncoderFit {
  readonly input: FittedInput
  /** What the training rows have in place of the encoder's own values in the first feature. */
  readonly outOfFold?: Float64Array
}

/**
 * Learns from `column` what `encoder` needs; by default numbers stay, categories become places. Throws
 * `wrongEncoder` for one that can't read the column, `nothingKnown`, `tooManyCategories`, and `wrongNumber`
 * for an infinite value, but where it stays as it is.
 */
export function fitEncoder(
  column: InputColumn,
  encoder: Encoder | undefined,
  target: Target,
): EncoderFit {
  if (column.kind === 'category') return fitCategoryColumn(column, encoder, target)
  const encoders = encodersOf(encoder ?? asNumber())
  // As it is, an infinite value is found among the features.
  if (encoders.some(({ kind }) => kind !== 'number')) checkFinite(column)
  const fitted = fitNumbers(column, column.values, encoders)
  const [first = asNumber(), ...others] = fitted
  const own = others.length === 0 ? first : ({ kind: 'chain', of: fitted } as const)
  return { input: { name: column.name, kind: 'number', encoder: own } }
}

function encodersOf(encoder: Encoder): readonly SingleEncoder[] {
  return encoder.kind === 'chain' ? encoder.of : [encoder]
}

/** Each learns from what the one before it made of the rows. */
function fitNumbers(
  column: InputColumn,
  values: Float64Array,
  encoders: readonly SingleEncoder[],
): readonly FittedNumberStep[] {
  let own = values
  return encoders.map((encoder, at) => {
    if (!isNumberEncoder(encoder)) throw wrongEncoder(column, encoder)
    const fitted = fitNumber(column.name, own, encoder)
    const [first, ...others] = planNumber(fitted)
    const isLast = at === encoders.length - 1
    if (!isLast && others.some(({ suffix }) => suffix !== '.missing')) {
      throw learnErrors.notLastInChain({ column: column.name, encoder: encoder.kind })
    }
    if (!isLast) own = own.map(runSteps(first?.steps ?? []))
    return fitted
  })
}

function fitCategoryColumn(
  column: CategoryColumn,
  encoder: Encoder = ordinal(),
  target: Target,
): EncoderFit {
  const encoders = encodersOf(encoder)
  const [first] = encoders
  const fill =
    first?.kind === 'imputed' ? fitTextFill(column.name, column.values, first) : undefined
  const [own = ordinal(), ...then] = fill === undefined ? encoders : encoders.slice(1)
  const values = fill === undefined ? column.values : fillTexts(column.values, fill)
  if (!isCategoryEncoder(own)) throw wrongEncoder(column, own)
  return fitOneCategory(column, values, own, then, fill, target)
}

function fillTexts(values: Texts, { fill }: Filled<string>): Texts {
  return values.map((value) => (value === undefined || value === '' ? fill : value))
}

function fitOneCategory(
  column: CategoryColumn,
  values: Texts,
  encoder: Exclude<CategoryEncoder, { kind: 'imputed' }>,
  then: readonly SingleEncoder[],
  fill: Filled<string> | undefined,
  target: Target,
): EncoderFit {
  const { name } = column
  const toInput = (category: CategoryChain['category'], onward: readonly FittedNumberStep[]) => {
    const plain = fill === undefined && onward.length === 0
    const chain = { kind: 'categoryChain', category, after: onward } as const
    const chained = fill === undefined ? chain : { ...chain, fill }
    return { name, kind: 'category', encoder: plain ? category : chained } as const
  }
  if (encoder.kind !== 'targetMean') {
    const [next] = then
    if (next !== undefined)
      throw learnErrors.notLastInChain({ column: name, encoder: encoder.kind })
    return { input: toInput(fitCategory(name, values, encoder, target), []) }
  }
  const { fitted, outOfFold } = fitTargetMean(name, values, encoder, target)
  const onward = fitNumbers(column, outOfFold, then)
  const [first] = planNumber({ kind: 'chain', of: onward })
  const trained = outOfFold.map(runSteps(first?.steps ?? []))
  return { input: toInput(fitted, onward), outOfFold: trained }
}

const categoryKinds: readonly string[] = [
  'asCategory',
  'ordinal',
  'oneHot',
  'targetMean',
  'tfIdf',
  'hashed',
]

function isNumberEncoder(encoder: SingleEncoder): encoder is NumberEncoder {
  return !categoryKinds.includes(encoder.kind)
}

function isCategoryEncoder(
  encoder: SingleEncoder,
): encoder is Exclude<CategoryEncoder, { kind: 'imputed' }> {
  return categoryKinds.includes(encoder.kind)
}

function wrongEncoder(column: InputColumn, encoder: SingleEncoder) {
  return learnErrors.wrongEncoder({
    column: column.name,
    columnKind: column.kind,
    encoder: encoder.kind,
  })
}
