import { checkFeatures, checkRows } from './check-rows.ts'
import type { Encoder } from './encoders/encoder.ts'
import { fitEncoder, type EncoderFit } from './encoders/fit-encoder.ts'
import { featureNames } from './encoders/column-features.ts'
import { scaleAs } from './encoders/label-scale.ts'
import { learnErrors } from './errors.ts'
import { encodeColumns, encodeInputs, type FeatureMatrix } from './feature-matrix.ts'
import {
  checkEncoders,
  checkScale,
  completeFeatures,
  fitPrepared,
  type FittingOptions,
  type Prepared,
} from './fit-prepared.ts'
import type { FittedModel } from './fitted-model.ts'
import type { InputColumn } from './input-column.ts'
import { ignoresTarget } from './learner-traits.ts'
import { takeQueries } from './take-queries.ts'
import { usualEncoder } from './usual-encoder.ts'

export interface FitModelOptions extends FittingOptions {
  readonly columns: readonly InputColumn[]
  /** By name of the column; a column without one has the usual encoder of its kind. */
  readonly encoders?: Readonly<Record<string, Encoder>>
  /** May be left out where rows alone are learned from. */
  readonly target?: Float64Array
  /** How much each row counts; at least 0. */
  readonly weights?: Float64Array
}

/**
 * Learns encoders and learner, and throws the signal's reason when that is aborted. It gives the event
 * loop its turn about every 10 ms for 100,000 rows of 20 columns; for a million, single steps take 50 ms
 * and reading the columns 250 ms.
 */
export async function fitModel(asked: FitModelOptions): Promise<FittedModel> {
  const { columns: features, queries } = takeQueries(asked.learner, asked.columns)
  const options = { ...asked, columns: features, target: targetFor(asked) }
  const { columns, encoders = {}, weights, learner } = options
  checkEncoders(encoders, columns)
  checkScale(learner, options.labelScale)
  checkRows(options)
  const prepared = options.from === undefined ? prepare(options) : prepareAs(options.from, options)
  return fitPrepared(options, prepared, {
    ...(weights === undefined ? {} : { weights }),
    ...(queries === undefined ? {} : { queries }),
  })
}

type KnownTarget = FitModelOptions & { readonly target: Float64Array }

/** Zeros where rows alone are learned from. */
function targetFor({ target, learner, columns }: FitModelOptions): Float64Array {
  if (target !== undefined) return target
  if (!ignoresTarget(learner)) throw learnErrors.noData({ what: 'targets' })
  return new Float64Array(columns[0]?.values.length ?? 0)
}

function prepare(options: KnownTarget): Prepared {
  const { columns, encoders = {}, target, learner } = options
  const fits = columns.map((column) =>
    fitEncoder(column, encoders[column.name] ?? usualEncoder(learner, column), targetOf(options)),
  )
  const inputs = fits.map(({ input }) => input)
  const own = putOutOfFold(encodeInputs(inputs, columns), fits)
  checkFeatures(own, columns)
  return completeFeatures(options, inputs, own, target)
}

/** With the encoders of a model that is gone on from. */
function prepareAs(from: FittedModel, { columns, target }: KnownTarget): Prepared {
  const matrix = encodeColumns(from, columns)
  checkFeatures(matrix, columns)
  const { inputs, combined = [], label } = from
  const prepared = { matrix, inputs, combined, target }
  return label === undefined ? prepared : { ...prepared, label, target: scaleAs(label, target) }
}

function targetOf({ target, weights, seed }: KnownTarget) {
  return { values: target, seed, ...(weights === undefined ? {} : { weights }) }
}

/** The rows to learn from see of their own labels only what other rows tell. */
function putOutOfFold(matrix: FeatureMatrix, fits: readonly EncoderFit[]): FeatureMatrix {
  const replaced = new Map(
    fits.flatMap(({ input, outOfFold }) =>
      outOfFold === undefined ? [] : [[featureNames(input)[0], Float32Array.from(outOfFold)]],
    ),
  )
  const features = matrix.features.map((feature) => ({
    ...feature,
    values: replaced.get(feature.name) ?? feature.values,
  }))
  return { ...matrix, features }
}
