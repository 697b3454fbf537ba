import type { FittedInput } from './encoders/fit-encoder.ts'
import { encodeColumns } from './feature-matrix.ts'
import type { InputColumn } from './input-column.ts'
import { predictFeatures, type FittedLearner } from './learner.ts'

/** A model that has learned: from raw columns to predictions. Plain JSON, so it can be stored as it is. */
export interface FittedModel {
  readonly inputs: readonly FittedInput[]
  readonly learner: FittedLearner
}

/**
 * Predicts each row. Columns that the model doesn't read are left alone; one that it reads and that
 * is not there throws `learn.missingColumn`.
 */
export function predictColumns(fitted: FittedModel, columns: readonly InputColumn[]): Float64Array {
  return predictFeatures(fitted.learner, encodeColumns(fitted.inputs, columns))
}
