import { fitEncoder, type Encoder } from './encoder.ts'
import { learnErrors } from './errors.ts'
import { encodeColumns, type FeatureMatrix, type FittedInput } from './feature-matrix.ts'
import type { FittedModel } from './fitted-model.ts'
import { checkLength, type InputColumn } from './input-column.ts'
import { fitLearner, type Learner } from './learner.ts'
import type { LearningOptions } from './learning-data.ts'

export interface FitModelOptions extends LearningOptions {
  readonly learner: Learner
  readonly columns: readonly InputColumn[]
  /** By name of the column; a column without one has the usual encoder of its kind. */
  readonly encoders?: Readonly<Record<string, Encoder>>
  readonly target: Float64Array
  /** How much each row counts; at least 0. */
  readonly weights?: Float64Array
}

/**
 * Learns encoders and learner, and throws the signal's reason when that is aborted. It gives the event
 * loop its turn about every 10 ms for 100,000 rows of 20 columns; for a million, single steps take 50 ms
 * and reading the columns 250 ms.
 */
export async function fitModel(options: FitModelOptions): Promise<FittedModel> {
  const { columns, encoders = {}, target, weights, learner } = options
  checkEncoders(encoders, columns)
  const inputs = columns.map((column) => fitInput(column, encoders[column.name]))
  const matrix = encodeColumns(inputs, columns)
  checkData(options, matrix)
  const data = weights === undefined ? { matrix, target } : { matrix, target, weights }
  return { inputs, learner: await fitLearner(learner, data, options) }
}

function fitInput(column: InputColumn, chosen: Encoder | undefined): FittedInput {
  const encoder = fitEncoder(column, chosen)
  return encoder.kind === 'ordinal'
    ? { name: column.name, kind: 'category', encoder }
    : { name: column.name, kind: 'number', encoder }
}

function checkEncoders(
  encoders: Readonly<Record<string, Encoder>>,
  columns: readonly InputColumn[],
) {
  const names = columns.map(({ name }) => name)
  for (const column of Object.keys(encoders)) {
    if (!names.includes(column)) throw learnErrors.unknownColumn({ column, columns: names })
  }
}

function checkData({ target, weights, columns }: FitModelOptions, matrix: FeatureMatrix): void {
  if (columns.length === 0) throw learnErrors.noData({ what: 'columns' })
  if (matrix.rowCount === 0) throw learnErrors.noData({ what: 'rows' })
  checkLength('The target', target, matrix.rowCount)
  checkEach('The target', target, Number.isFinite, 'a finite number')
  for (const { name, values } of matrix.features) {
    // An infinite value has no middle to its neighbour, so no threshold could tell them apart.
    checkEach(`Feature "${name}"`, values, (value) => Math.abs(value) !== Infinity, 'below 3.4e38')
  }
  if (weights === undefined) return
  checkLength('The weights', weights, matrix.rowCount)
  const isWeight = (weight: number) => weight >= 0 && Number.isFinite(weight)
  checkEach('The weights', weights, isWeight, 'a finite number from 0 up')
  if (!weights.some((weight) => weight > 0)) throw learnErrors.noData({ what: 'rows that weigh' })
}

function checkEach(
  what: string,
  values: Float64Array | Float32Array,
  holds: (value: number) => boolean,
  wanted: string,
): void {
  for (let row = 0; row < values.length; row += 1) {
    const found = values[row] ?? 0
    if (!holds(found)) throw learnErrors.wrongNumber({ what, row, found, wanted })
  }
}
