import { isDatatype, type Datatype, type TensorValue } from './datatypes.ts'
import { inferenceErrors } from './errors.ts'

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

/** Throws `inferRequestWrong`. */
export function checkDatatype(name: string, datatype: unknown): Datatype {
  if (isDatatype(datatype)) return datatype
  const problem = `"${name}" is of datatype ${JSON.stringify(datatype)}, which there is not`
  throw inferenceErrors.inferRequestWrong({ problem })
}

/** Throws `tensorShapeWrong`. */
export function checkShape(name: string, shape: unknown): readonly number[] {
  const isShape = Array.isArray(shape) && shape.length > 0 && shape.every(isSize)
  if (isShape && countOf(shape) <= Number.MAX_SAFE_INTEGER) return shape
  const found = JSON.stringify(shape)?.slice(0, 80) ?? 'no shape'
  throw inferenceErrors.tensorShapeWrong({ name, found, wanted: 'a list of whole numbers' })
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

export function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/** Throws `tensorDataWrong`. */
export function assertCount(name: string, values: readonly unknown[], count: number): void {
  if (values.length === count) return
  const found = `${values.length} values`
  throw inferenceErrors.tensorDataWrong({ name, found, wanted: `${count}, as its shape says` })
}
