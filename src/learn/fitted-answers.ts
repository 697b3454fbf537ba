import type { FeatureMatrix } from './feature-matrix.ts'
import type { GraphBody } from './onnx/answer-nodes.ts'

/** What a learner learned, in the three ways to a prediction. All give the same to 1e-6 of it. */
export interface FittedAnswers {
  /** Set where every row has the same answer. */
  readonly constant?: number
  predict(matrix: FeatureMatrix): Float64Array
  /** Of one row's features, NaN where missing. Throws `learn.brokenModel`. */
  compile(): (features: Float64Array) => number
  /** The same of many rows at once, to the bit, where that is quicker than one by one. */
  compileMany?(width: number): BlockAnswers
  /** From a tensor of features, 64 bits of shape [rows, features], to one of 32 bits, [rows, 1]. */
  toGraph(features: string, output: string): GraphBody
  /** Set where a prediction is the number of a class. The graph has a tensor of shares too. */
  readonly classes?: {
    readonly values: readonly number[]
    /** How likely each class is; those of a row stand beside each other. */
    shares(matrix: FeatureMatrix): Float64Array
    /** The same of one row. Throws `learn.brokenModel`. */
    compileShares(): (features: Float64Array) => Float64Array
  }
  /** Set where a prediction comes with bounds. The graph has tensors of them too (`boundTensors`). */
  readonly interval?: {
    /** The share of rows that is to be within. */
    readonly share: number
    bounds(matrix: FeatureMatrix): Bounds
    /** Of one row: low, then high. */
    compileBounds(): (features: Float64Array) => readonly [number, number]
  }
  /** Set where several classes may stand for one. The graph has a tensor of them too (`membersTensor`). */
  readonly set?: {
    /** The share of rows whose class is to be among them. */
    readonly share: number
    readonly values: readonly number[]
    /** 1 where the class is in the set; those of a row stand beside each other. */
    members(matrix: FeatureMatrix): Uint8Array
  }
}

/** Answers of rows that are laid into a block. */
export interface BlockAnswers {
  /** The values of a row beside each other, NaN where missing. */
  readonly block: Float32Array
  /** The answers of its first rows; they are written over by the next call. */
  answer(rowCount: number, isMissing: boolean): Float64Array
}

/** The bounds of a prediction, by row. */
export interface Bounds {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Of a graph, the tensors of bounds: 64 bits, [rows, 1]. */
export const boundTensors = { low: ':low', high: ':high' } as const

/** Of a graph, the tensor of the classes in a set: 32 bits, [rows, classes]. */
export const membersTensor = ':members'
