import type { Datatype, TensorValue } from './datatypes.ts'

/** A named array of values, row by row. */
export interface Tensor {
  readonly name: string
  readonly datatype: Datatype
  readonly shape: readonly number[]
  readonly values: readonly TensorValue[]
}

/** An output that is asked for, and how. */
export interface RequestedOutput {
  readonly name: string
  /** As bytes after the JSON, or in it. */
  readonly isBinary: boolean
}

/** What is asked of a model, in whichever form it came. */
export interface InferRequest {
  readonly id?: string
  readonly inputs: readonly Tensor[]
  /** All outputs where it is absent. */
  readonly outputs?: readonly RequestedOutput[]
  /** How outputs go back that are not asked for by name. */
  readonly isBinaryOutput: boolean
}

/** What a model answers. */
export interface InferReply {
  readonly id?: string
  readonly model: string
  readonly version: string
  readonly outputs: readonly Tensor[]
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
