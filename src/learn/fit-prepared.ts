import type { Encoder } from './encoders/encoder.ts'
import { featureNames } from './encoders/column-features.ts'
import { combineFeatures, planFeatures } from './encoders/combine-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import { fitPca, type FittedPca } from './encoders/fit-pca.ts'
import { scaleLabel, type FittedLabelScale, type LabelScale } from './encoders/label-scale.ts'
import type { Pca } from './encoders/pca.ts'
import { learnErrors } from './errors.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import type { FittedModel } from './fitted-model.ts'
import type { InputColumn } from './input-column.ts'
import { fitLearner, type Learner } from './learner.ts'
import { learnsAmount } from './learner-traits.ts'
import type { LearningData, LearningOptions } from './learning-data.ts'

/** What is learned, however its rows come. */
export interface FittingOptions extends Omit<LearningOptions, 'from'> {
  readonly learner: Learner
  /** Features of several columns together, by name. */
  readonly combine?: Readonly<Record<string, Pca>>
  /** Predictions are in the target's own unit all the same. */
  readonly labelScale?: LabelScale
  /** A model of boosted trees to go on from: its encoders stay, and its trees count among `trees`. */
  readonly from?: FittedModel
}

/** What the learner is to read, and how it was made. */
export interface Prepared {
  readonly matrix: FeatureMatrix
  readonly inputs: readonly FittedInput[]
  readonly combined: readonly FittedPca[]
  readonly label?: FittedLabelScale
  /** On the scale of the label, if it has one. */
  readonly target: Float64Array
}

/** Puts features together that are asked for so, and the target on its scale. */
export function completeFeatures(
  { combine = {}, labelScale }: FittingOptions,
  inputs: readonly FittedInput[],
  own: FeatureMatrix,
  target: Float64Array,
): Prepared {
  const combined = fitCombined(combine, inputs, own)
  const features = combineFeatures(planFeatures(inputs, combined), own.features)
  const prepared = { matrix: { ...own, features }, inputs, combined, target }
  if (labelScale === undefined) return prepared
  const { fitted, target: scaled } = scaleLabel(labelScale, target)
  return { ...prepared, label: fitted, target: scaled }
}

export async function fitPrepared(
  options: FittingOptions,
  { matrix, target, inputs, combined, label }: Prepared,
  beside: Pick<LearningData, 'weights' | 'queries' | 'binned'>,
): Promise<FittedModel> {
  const data = { matrix, target, ...beside }
  return {
    inputs,
    ...(combined.length === 0 ? {} : { combined }),
    ...(label === undefined ? {} : { label }),
    learner: await fitLearner(options.learner, data, learningOptions(options)),
  }
}

function learningOptions(options: FittingOptions): LearningOptions {
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
  combine: Readonly<Record<string, Pca>>,
  inputs: readonly FittedInput[],
  { features }: FeatureMatrix,
): readonly FittedPca[] {
  const names = inputs.map(({ name }) => name)
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

/** Throws `learn.unknownColumn` for an encoder of a column that isn't there. */
export function checkEncoders(
  encoders: Readonly<Record<string, Encoder>>,
  columns: readonly InputColumn[],
): void {
  const names = columns.map(({ name }) => name)
  for (const column of Object.keys(encoders)) {
    if (!names.includes(column)) throw learnErrors.unknownColumn({ column, columns: names })
  }
}

/** Throws `learn.wrongSetting` where no amount is learned. */
export function checkScale(learner: Learner, labelScale: LabelScale | undefined): void {
  if (labelScale === undefined || learnsAmount(learner)) return
  const wanted = 'left out where a probability or a count is learned'
  throw learnErrors.wrongSetting({
    owner: 'fitModel',
    setting: 'labelScale',
    found: labelScale.kind,
    wanted,
  })
}
