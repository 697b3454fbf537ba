import type { InputColumn } from '../input-column.ts'
import { planCategory, planNumber, type LookupFeature, type PlannedText } from './encoder-plan.ts'
import type { FittedInput } from './fit-encoder.ts'
import type { FittedCategoryEncoder } from './fitted-encoder.ts'
import {
  isNoisy,
  roundFeature,
  runSteps,
  type NumberFunction,
  type NumberStep,
} from './number-step.ts'
import { textVector } from './text-vector.ts'

/** What a learner reads: a column of 32-bit numbers, NaN where a value is missing. */
export interface Feature {
  readonly name: string
  readonly values: Float32Array
  /** Of places of categories that have no order: how many there are. */
  readonly categoryCount?: number
}

/** The names of the features that one raw column becomes. */
export function featureNames(input: FittedInput): readonly string[] {
  return suffixes(input).map((suffix) => `${input.name}${suffix}`)
}

function suffixes(input: FittedInput): readonly string[] {
  if (input.kind === 'number') return planNumber(input.encoder).map(({ suffix }) => suffix)
  const plan = planCategory(input.encoder)
  return plan.kind === 'text' ? plan.suffixes : plan.features.map(({ suffix }) => suffix)
}

/**
 * Raw numbers are first rounded to 32 bits, as the inputs of the ONNX graph are; then each step is
 * done in 64 bits and the feature rounded to 32, in the same order as in the graph, so that both see
 * the same numbers and take the same way down each tree.
 */
export function numberFunctions(input: Extract<FittedInput, { kind: 'number' }>) {
  return planNumber(input.encoder).map(({ steps }): NumberFunction => {
    const run = runSteps(steps)
    const noisy = steps.some(isNoisy)
    return (value) => roundFeature(run(Math.fround(value)), noisy)
  })
}

/** Whether such numbers are features as they come, but that they are rounded to 32 bits. */
export function isBareNumber(input: Extract<FittedInput, { kind: 'number' }>): boolean {
  const [only, ...others] = planNumber(input.encoder)
  return others.length === 0 && only?.steps.length === 0
}

function lookupFunction(feature: LookupFeature): (value: string | undefined) => number {
  const finish = finisher(feature.steps)
  const found = new Map(feature.keys.map((key, at) => [key, finish(feature.values[at] ?? 0)]))
  const unseen = finish(feature.unseen)
  const missing = finish(feature.missing)
  return (value) => (value === undefined || value === '' ? missing : (found.get(value) ?? unseen))
}

/** Writes the features of one text from `start` on. */
export function textWriter(encoder: FittedCategoryEncoder) {
  const plan = planCategory(encoder)
  if (plan.kind === 'lookup') return lookupWriter(plan.features)
  const write = textVector(plan.of)
  return (value: string | undefined, out: Float64Array, start: number): void => {
    write(value, out, start)
    for (let at = start; at < start + plan.suffixes.length; at += 1) {
      out[at] = roundFeature(out[at] ?? 0, true)
    }
  }
}

function lookupWriter(features: readonly LookupFeature[]) {
  const functions = features.map(lookupFunction)
  return (value: string | undefined, out: Float64Array, start: number): void => {
    for (const [at, of] of functions.entries()) out[start + at] = of(value)
  }
}

/** From a number in 64 bits to the feature. */
export function finisher(steps: readonly NumberStep[]): NumberFunction {
  const run = runSteps(steps)
  const noisy = steps.some(isNoisy)
  return (value) => roundFeature(run(value), noisy)
}

/** The features of a column that is of the input's kind. */
export function encodeColumn(input: FittedInput, column: InputColumn): readonly Feature[] {
  if (input.kind === 'number' && column.kind === 'number') {
    const names = featureNames(input)
    const isAsItIs = planNumber(input.encoder).every(({ steps }) => steps.length === 0)
    // All that its one function does is to round, which the machine does by itself.
    if (isAsItIs) return [{ name: names[0] ?? '', values: new Float32Array(column.values) }]
    return encodeEach(names, column.values, numberFunctions(input))
  }
  if (input.kind === 'number' || column.kind === 'number') return []
  const plan = planCategory(input.encoder)
  const names = featureNames(input)
  if (plan.kind === 'text') return encodeTexts(names, column.values, plan)
  const made = encodeEach(names, column.values, plan.features.map(lookupFunction))
  const categoryCount = countUnordered(input.encoder)
  if (categoryCount === undefined) return made
  return made.map((feature, place) => (place === 0 ? { ...feature, categoryCount } : feature))
}

function countUnordered(encoder: FittedCategoryEncoder): number | undefined {
  const own = encoder.kind === 'categoryChain' ? encoder.category : encoder
  return own.kind === 'ordinal' && own.isUnordered === true ? own.categories.length : undefined
}

function encodeEach<Value>(
  names: readonly string[],
  raw: ArrayLike<Value>,
  functions: readonly ((value: Value) => number)[],
): readonly Feature[] {
  return functions.map((of, at) => {
    const values = new Float32Array(raw.length)
    for (let row = 0; row < raw.length; row += 1) values[row] = of(raw[row] as Value)
    return { name: names[at] ?? '', values }
  })
}

function encodeTexts(
  names: readonly string[],
  texts: readonly (string | undefined)[],
  plan: PlannedText,
): readonly Feature[] {
  const features = names.map((name) => ({ name, values: new Float32Array(texts.length) }))
  const write = textWriter(plan.of)
  const row = new Float64Array(names.length)
  for (const [at, text] of texts.entries()) {
    write(text, row, 0)
    for (const [place, { values }] of features.entries()) values[at] = row[place] ?? 0
  }
  return features
}
