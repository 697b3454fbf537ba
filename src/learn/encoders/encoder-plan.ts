import type { Hashed } from './category-encoders.ts'
import type {
  CategoryChain,
  FittedCategoryEncoder,
  FittedLookup,
  FittedNumberEncoder,
  FittedNumberStep,
  FittedTfIdf,
} from './fitted-encoder.ts'
import { quarterRadians, type NumberStep } from './number-step.ts'

/**
 * What an encoder does, in the few words that the columns, the compiled function and the ONNX graph all
 * understand: an encoder is added here once.
 */
export interface PlannedNumber {
  /** Behind the name of the column: `direction` has the features `direction.sin` and `direction.cos`. */
  readonly suffix: string
  readonly steps: readonly NumberStep[]
}

export type PlannedCategory = PlannedLookup | PlannedText

export interface PlannedLookup {
  readonly kind: 'lookup'
  readonly features: readonly LookupFeature[]
}

export interface LookupFeature extends PlannedNumber {
  readonly keys: readonly string[]
  readonly values: readonly number[]
  /** For a text that is not among the keys. NaN is missing. */
  readonly unseen: number
  readonly missing: number
}

/** Many features of one text at once. */
export interface PlannedText {
  readonly kind: 'text'
  readonly suffixes: readonly string[]
  readonly of: FittedTfIdf | Hashed
}

export function planNumber(encoder: FittedNumberEncoder): readonly PlannedNumber[] {
  const own = encoder.kind === 'chain' ? encoder.of : [encoder]
  return goOn([{ suffix: '', steps: [] }], own)
}

export function planCategory(encoder: FittedCategoryEncoder): PlannedCategory {
  switch (encoder.kind) {
    case 'tfIdf':
    case 'hashed':
      return planText(encoder)
    case 'categoryChain':
      return planChain(encoder)
    default:
      return { kind: 'lookup', features: planLookup(encoder) }
  }
}

function planChain({ fill, category, after }: CategoryChain): PlannedCategory {
  if (category.kind === 'tfIdf' || category.kind === 'hashed') return planText(category)
  const features = planLookup(category).map((feature): LookupFeature => {
    if (fill === undefined) return feature
    const place = feature.keys.indexOf(fill.fill)
    return { ...feature, missing: place < 0 ? feature.unseen : (feature.values[place] ?? 0) }
  })
  const onward = features.flatMap((feature) =>
    goOn([feature], after).map(({ suffix, steps }): LookupFeature => ({
      ...feature,
      suffix,
      steps,
    })),
  )
  const isMissing: LookupFeature = {
    suffix: '.missing',
    keys: [],
    values: [],
    unseen: 0,
    missing: 1,
    steps: [],
  }
  return { kind: 'lookup', features: [...onward, ...(fill?.indicator === true ? [isMissing] : [])] }
}

/** Only the first feature goes on to the next encoder; indicators stay as they are. */
function goOn(
  features: readonly PlannedNumber[],
  encoders: readonly FittedNumberStep[],
): readonly PlannedNumber[] {
  return encoders.reduce(([first, ...others], encoder) => {
    if (first === undefined) return others
    const made = planStep(encoder).map(({ suffix, steps }) => ({
      suffix: `${first.suffix}${suffix}`,
      steps: [...first.steps, ...steps],
    }))
    return [...made, ...others]
  }, features)
}

function planStep(encoder: FittedNumberStep): readonly PlannedNumber[] {
  const one = (...steps: readonly NumberStep[]) => [{ suffix: '', steps }]
  switch (encoder.kind) {
    case 'number':
      return one()
    case 'scaled':
      return one({ step: 'subtract', by: encoder.mean }, { step: 'divide', by: encoder.deviation })
    case 'rangeScaled':
      return one({ step: 'multiply', by: encoder.factor }, { step: 'add', by: encoder.shift })
    case 'robustScaled':
      return one({ step: 'subtract', by: encoder.median }, { step: 'divide', by: encoder.range })
    case 'logged':
      return one({ step: 'logged' })
    case 'cyclic': {
      const { period } = encoder
      return [
        { suffix: '.sin', steps: [{ step: 'wave', period, ahead: 0 }] },
        // The cosine as a sine that is ahead: ONNX Runtime has no cosine of 64 bits.
        { suffix: '.cos', steps: [{ step: 'wave', period, ahead: quarterRadians }] },
      ]
    }
    case 'imputed': {
      const filled = { suffix: '', steps: [{ step: 'fill', by: encoder.fill }] } as const
      const missing = { suffix: '.missing', steps: [{ step: 'isMissing' }] } as const
      return encoder.indicator ? [filled, missing] : [filled]
    }
    case 'binned': {
      const bin: NumberStep = { step: 'bin', edges: encoder.edges }
      if (!encoder.oneHot) return one(bin)
      return Array.from({ length: encoder.edges.length + 1 }, (_, place) => ({
        suffix: `=${place}`,
        steps: [bin, { step: 'equals', to: place }],
      }))
    }
  }
}

function planLookup(encoder: FittedLookup): readonly LookupFeature[] {
  switch (encoder.kind) {
    case 'ordinal': {
      const keys = encoder.categories
      const values = keys.map((_, place) => place)
      const unknown = { unseen: Number.NaN, missing: Number.NaN }
      return [{ suffix: '', keys, values, ...unknown, steps: [] }]
    }
    case 'targetMean': {
      const { categories, means, unseen, missing } = encoder
      return [{ suffix: '', keys: categories, values: means, unseen, missing, steps: [] }]
    }
    case 'oneHot': {
      const features = encoder.categories.map((category) => ({
        suffix: `=${category}`,
        keys: [category],
        values: [1],
        unseen: 0,
        missing: 0,
        steps: [],
      }))
      if (!encoder.others) return features
      const keys = encoder.categories
      const values = keys.map(() => 0)
      return [...features, { suffix: ':others', keys, values, unseen: 1, missing: 0, steps: [] }]
    }
  }
}

function planText(of: FittedTfIdf | Hashed): PlannedText {
  const suffixes =
    of.kind === 'tfIdf'
      ? of.terms.map((term) => `:${term}`)
      : Array.from({ length: of.features }, (_, place) => `#${place}`)
  return { kind: 'text', suffixes, of }
}
