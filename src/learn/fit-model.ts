import { checkFeatures, checkRows } from './check-rows.ts'
import type { Encoder } from './encoders/encoder.ts'
import { fitEncoder, type EncoderFit } from './encoders/fit-encoder.ts'
import { featureNames } from './encoders/column-features.ts'
import { combineFeatures, planFeatures } from './encoders/combine-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import { fitPca, type FittedPca } from './encoders/fit-pca.ts'
import {
  scaleAs,
  scaleLabel,
  type FittedLabelScale,
  type LabelScale,
} from './encoders/label-scale.ts'
import type { Pca } from './encoders/pca.ts'
import { learnErrors } from './errors.ts'
import { encodeColumns, encodeInputs, type FeatureMatrix } from './feature-matrix.ts'
import type { FittedModel } from './fitted-model.ts'
import type { InputColumn } from './input-column.ts'
import { fitLearner, type Learner } from './learner.ts'
import { ignoresTarget, learnsAmount } from './learner-traits.ts'
import type { LearningOptions } from './learning-data.ts'
import { takeQueries } from './take-queries.ts'
import { usualEncoder } from './usual-encoder.ts'

export interface FitModelOptions extends Omit<LearningOptions, 'from'> {
  readonly learner: Learner
  readonly columns: readonly InputColumn[]
  /** By name of the column; a column without one has the usual encoder of its kind. */
  readonly encoders?: Readonly<Record<string, Encoder>>
  /** Features of several columns together, by name. */
  readonly combine?: Readonly<Record<string, Pca>>
  /** May be left out where rows alone are learned from. */
  readonly target?: Float64Array
  /** Predictions are in the target's own unit all the same. */
  readonly labelScale?: LabelScale
  /** A model of boosted trees to go on from: its encoders stay, and its trees count among `trees`. */
  readonly from?: FittedModel
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
  const { columns, encoders = {}, target, weights, learner } = options
  checkEncoders(encoders, columns)
  checkScale(options)
  checkRows(options)
  const prepared = options.from === undefined ? prepare(options) : prepareAs(options.from, options)
  const { matrix, target: learned, inputs, combined, label } = prepared
  const data = {
    matrix,
    target: learned ?? target,
    ...(weights === undefined ? {} : { weights }),
    ...(queries === undefined ? {} : { queries }),
  }
  return {
    inputs,
    ...(combined.length === 0 ? {} : { combined }),
    ...(label === undefined ? {} : { label }),
    learner: await fitLearner(learner, data, learningOptions(options)),
  }
}

type KnownTarget = FitModelOptions & { readonly target: Float64Array }

/** Zeros where rows alone are learned from. */
function targetFor({ target, learner, columns }: FitModelOptions): Float64Array {
  if (target !== undefined) return target
  if (!ignoresTarget(learner)) throw learnErrors.noData({ what: 'targets' })
  return new Float64Array(columns[0]?.values.length ?? 0)
}

/** What the learner is to read, and how it was made. */
interface Prepared {
  readonly matrix: FeatureMatrix
  readonly inputs: readonly FittedInput[]
  readonly combined: readonly FittedPca[]
  readonly label?: FittedLabelScale
  /** On the scale of the label, if it has one. */
  readonly target?: Float64Array
}

function prepare(options: KnownTarget): Prepared {
  const { columns, encoders = {}, labelScale, target, learner } = options
  const fits = columns.map((column) =>
    fitEncoder(column, encoders[column.name] ?? usualEncoder(learner, column), targetOf(options)),
  )
  const inputs = fits.map(({ input }) => input)
  const own = putOutOfFold(encodeInputs(inputs, columns), fits)
  checkFeatures(own, columns)
  const combined = fitCombined(options, inputs, own)
  const features = combineFeatures(planFeatures(inputs, combined), own.features)
  const prepared = { matrix: { ...own, features }, inputs, combined }
  if (labelScale === undefined) return prepared
  const { fitted, target: scaled } = scaleLabel(labelScale, target)
  return { ...prepared, label: fitted, target: scaled }
}

/** With the encoders of a model that is gone on from. */
function prepareAs(from: FittedModel, { columns, target }: KnownTarget): Prepared {
  const matrix = encodeColumns(from, columns)
  checkFeatures(matrix, columns)
  const { inputs, combined = [], label } = from
  const prepared = { matrix, inputs, combined }
  return label === undefined ? prepared : { ...prepared, label, target: scaleAs(label, target) }
}

function learningOptions(options: FitModelOptions): LearningOptions {
  const { seed, signal, onProgress, from, goOn } = options
  const before = goOn?.kind === 'boostedTrees' ? goOn : from?.learner
  return {
    seed,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(goOn === undefined ? {} : { goOn }),
    ...(before?.kind === 'boostedTrees' ? { from: before } : {}),
  }
}

function fitCombined(
  { combine = {}, columns }: FitModelOptions,
  inputs: readonly FittedInput[],
  { features }: FeatureMatrix,
): readonly FittedPca[] {
  const names = columns.map(({ name }) => name)
  return Object.entries(combine).map(([name, spec]) => {
    for (const column of spec.of) {
      if (!names.includes(column)) throw learnErrors.unknownColumn({ column, columns: names })
    }
    const own = new Set(
      inputs.filter((input) => spec.of.includes(input.name)).flatMap(featureNames),
    )
    return fitPca(
      name,
      spec,
      features.filter((feature) => own.has(feature.name)),
    )
  })
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

function checkEncoders(
  encoders: Readonly<Record<string, Encoder>>,
  columns: readonly InputColumn[],
) {
  const names = columns.map(({ name }) => name)
  for (const column of Object.keys(encoders)) {
    if (!names.includes(column)) throw learnErrors.unknownColumn({ column, columns: names })
  }
}

function checkScale({ learner, labelScale }: FitModelOptions): void {
  if (labelScale === undefined || learnsAmount(learner)) return
  const wanted = 'left out where a probability or a count is learned'
  throw learnErrors.wrongSetting({
    owner: 'fitModel',
    setting: 'labelScale',
    found: labelScale.kind,
    wanted,
  })
}
