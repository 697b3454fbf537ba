import type { FittedPca } from './encoders/fit-pca.ts'
import type { FittedEncoder } from './encoders/fitted-encoder.ts'
import { invertEncoder } from './encoders/invert-encoder.ts'
import type { FittedModel } from './fitted-model.ts'

/** What was learned of a training part before a learner read it. Plain JSON. */
export type FittedTransformations = Pick<FittedModel, 'inputs' | 'combined' | 'label'>

export function transformationsOf({ inputs, combined, label }: FittedModel): FittedTransformations {
  return {
    inputs,
    ...(combined === undefined ? {} : { combined }),
    ...(label === undefined ? {} : { label }),
  }
}

/** One transformation in words. */
export interface DescribedTransformation {
  /** The column, the columns together, or `the label`. */
  readonly of: string
  readonly by: string
  readonly learned: string
  /** Whether a way leads back to the column's own values. */
  readonly isInvertible: boolean
}

export function describeTransformations({
  inputs,
  combined = [],
  label,
}: FittedTransformations): DescribedTransformation[] {
  return [
    ...inputs.map(({ name, encoder }) => ({
      of: name,
      by: nameOf(encoder),
      learned: learnedBy(encoder),
      isInvertible: invertEncoder(encoder) !== undefined,
    })),
    ...combined.map(describePca),
    ...(label === undefined
      ? []
      : [{ of: 'the label', by: label.kind, learned: learnedBy(label), isInvertible: true }]),
  ]
}

function describePca({ of, components, shares }: FittedPca): DescribedTransformation {
  const share = shares.reduce((sum, own) => sum + own, 0)
  const learned = `${components.length} components with ${Math.round(100 * share)} % of what varies`
  return { of: of.join(', '), by: 'pca', learned, isInvertible: true }
}

function nameOf(encoder: FittedEncoder): string {
  return stepsOf(encoder)
    .map(({ kind }) => kind)
    .join(', ')
}

function learnedBy(encoder: FittedEncoder): string {
  return stepsOf(encoder)
    .map(describeStep)
    .filter((text) => text !== '')
    .join('; ')
}

type Step = Exclude<FittedEncoder, { kind: 'chain' | 'categoryChain' }>

function stepsOf(encoder: FittedEncoder): readonly (Step | { kind: 'imputed'; fill: string })[] {
  if (encoder.kind === 'chain') return encoder.of
  if (encoder.kind !== 'categoryChain') return [encoder]
  const { fill, category, after } = encoder
  return [...(fill === undefined ? [] : [fill]), category, ...after]
}

function describeStep(step: ReturnType<typeof stepsOf>[number]): string {
  switch (step.kind) {
    case 'number':
    case 'logged':
      return ''
    case 'scaled':
      return `mean ${short(step.mean)}, deviation ${short(step.deviation)}`
    case 'rangeScaled':
      return `× ${short(step.factor)} + ${short(step.shift)}`
    case 'robustScaled':
      return `median ${short(step.median)}, quartiles ${short(step.range)} apart`
    case 'cyclic':
      return `period ${short(step.period)}`
    case 'binned':
      return `edges ${step.edges.map(short).join(', ')}`
    case 'imputed':
      return `missing is ${typeof step.fill === 'number' ? short(step.fill) : step.fill}`
    case 'ordinal':
      return `${step.categories.length} categories`
    case 'oneHot':
      return `${step.categories.length} categories${step.others ? ' and others' : ''}`
    case 'targetMean':
      return `means of ${step.categories.length} categories, unseen ${short(step.unseen)}`
    case 'tfIdf':
      return `${step.terms.length} words`
    case 'hashed':
      return `${step.features} features`
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}
