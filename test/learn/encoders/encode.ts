import { fitEncoder, type EncoderFit } from '../../../src/learn/encoders/fit-encoder.ts'
import { encodeColumns } from '../../../src/learn/feature-matrix.ts'
import type { Encoder, InputColumn } from '../../../src/learn/index.ts'

/** Fits an encoder on a column whose labels are 0, 1, 2, … unless told. */
export function fitOn(
  column: InputColumn,
  encoder: Encoder,
  labels?: readonly number[],
): EncoderFit {
  const values = Float64Array.from(labels ?? column.values.keys())
  return fitEncoder(column, encoder, { values, seed: 1 })
}

export function encode({ input }: EncoderFit, column: InputColumn): Record<string, number[]> {
  const { features } = encodeColumns({ inputs: [input] }, [column])
  return Object.fromEntries(features.map(({ name, values }) => [name, [...values]]))
}

export function numbers(...values: readonly number[]): InputColumn {
  return { name: 'x', kind: 'number', values: Float64Array.from(values) }
}

export function texts(...values: readonly (string | undefined)[]): InputColumn {
  return { name: 'c', kind: 'category', values }
}
