import type { FeatureMatrix } from './feature-matrix.ts'
import type { GraphBody } from './onnx/answer-nodes.ts'

/** What a learner learned, in the three ways to a prediction. All give the same to 1e-6 of it. */
export interface FittedAnswers {
  /** Set where every row has the same answer. */
  readonly constant?: number
  predict(matrix: FeatureMatrix): Float64Array
  /** Of one row's features, NaN where missing. Throws `learn.brokenModel`. */
  compile(): (features: Float64Array) => number
  /** From a tensor of features, 64 bits of shape [rows, features], to one of 32 bits, [rows, 1]. */
  toGraph(features: string, output: string): GraphBody
  /** Set where a prediction is the number of a class. The graph has a tensor of shares too. */
  readonly classes?: {
    readonly values: readonly number[]
    /** How likely each class is; those of a row stand beside each other. */
    shares(matrix: FeatureMatrix): Float64Array
  }
}
