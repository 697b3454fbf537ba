import { categoryFeatures, numberFeatures, type EncoderFeature } from './encoder-feature.ts'
import type { FittedEncoder } from './encoder.ts'
import { learnErrors } from './errors.ts'
import { countRows, type InputColumn } from './input-column.ts'

/** What a learner reads: columns of 32-bit numbers, NaN where a value is missing. */
export interface FeatureMatrix {
  readonly rowCount: number
  readonly features: readonly Feature[]
}

export interface Feature {
  readonly name: string
  readonly values: Float32Array
}

/** One raw column of a model with its encoder as fitted: plain JSON. */
export type FittedInput =
  | {
      readonly name: string
      readonly kind: 'number'
      readonly encoder: Exclude<FittedEncoder, { kind: 'ordinal' }>
    }
  | {
      readonly name: string
      readonly kind: 'category'
      readonly encoder: Extract<FittedEncoder, { kind: 'ordinal' }>
    }

/** The features of `columns`, in the order of `inputs`. Throws `learn.missingColumn`. */
export function encodeColumns(
  inputs: readonly FittedInput[],
  columns: readonly InputColumn[],
): FeatureMatrix {
  const rowCount = countRows(columns)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const features = inputs.flatMap((input) => {
    const column = byName.get(input.name)
    if (column === undefined || column.kind !== input.kind) {
      const names = columns.map(({ name }) => name)
      throw learnErrors.missingColumn({ column: input.name, kind: input.kind, columns: names })
    }
    return encodeColumn(input, column)
  })
  return { rowCount, features }
}

/** The names of the features that one raw column becomes. */
export function featureNames(input: FittedInput): readonly string[] {
  const features =
    input.kind === 'number' ? numberFeatures(input.encoder) : categoryFeatures(input.encoder)
  return features.map(({ suffix }) => `${input.name}${suffix}`)
}

function encodeColumn(input: FittedInput, column: InputColumn): Feature[] {
  if (input.kind === 'number' && column.kind === 'number') {
    return encodeValues(input.name, column.values, numberFeatures(input.encoder))
  }
  if (input.kind === 'category' && column.kind === 'category') {
    return encodeValues(input.name, column.values, categoryFeatures(input.encoder))
  }
  return []
}

function encodeValues<Value>(
  name: string,
  raw: ArrayLike<Value>,
  features: readonly EncoderFeature<Value>[],
): Feature[] {
  return features.map(({ suffix, of }) => {
    const values = new Float32Array(raw.length)
    for (let row = 0; row < raw.length; row += 1) values[row] = of(raw[row] as Value)
    return { name: `${name}${suffix}`, values }
  })
}
