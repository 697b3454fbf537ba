import { joinFloats } from '../base/index.ts'
import { joinShares, type ClassShares } from './class-shares.ts'
import { featureNames } from './encoders/column-features.ts'
import { planFeatures } from './encoders/combine-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import type { FittedPca } from './encoders/fit-pca.ts'
import { unscaleSteps, type FittedLabelScale } from './encoders/label-scale.ts'
import { runSteps } from './encoders/number-step.ts'
import { encodeColumns } from './feature-matrix.ts'
import type { InputColumn } from './input-column.ts'
import { answersOf, type FittedLearner } from './learner.ts'
import { asksShares, type Metric } from './metric.ts'

/** A model that has learned: from raw columns to predictions. Plain JSON, so it can be stored as it is. */
export interface FittedModel {
  readonly inputs: readonly FittedInput[]
  /** Features that several inputs make together. */
  readonly combined?: readonly FittedPca[]
  /** What the learner learned is the label brought to this scale. */
  readonly label?: FittedLabelScale
  readonly learner: FittedLearner
}

/**
 * Predicts each row. Columns that the model doesn't read are left alone; one that it reads and that
 * is not there throws `learn.missingColumn`.
 */
export function predictColumns(fitted: FittedModel, columns: readonly InputColumn[]): Float64Array {
  const learned = answersOf(fitted.learner).predict(encodeColumns(fitted, columns))
  return fitted.label === undefined ? learned : learned.map(runSteps(unscaleSteps(fitted.label)))
}

/** Undefined for a model that does not tell classes apart. Throws `learn.missingColumn`. */
export function predictClasses(
  fitted: FittedModel,
  columns: readonly InputColumn[],
): ClassShares | undefined {
  const { classes } = answersOf(fitted.learner)
  if (classes === undefined) return undefined
  return { classes: classes.values, shares: classes.shares(encodeColumns(fitted, columns)) }
}

/** What a model says of rows. */
export interface Said {
  readonly said: Float64Array
  /** How likely it holds classes to be, where that was asked and it tells any apart. */
  readonly shares?: ClassShares
}

/** Of some rows after others. */
export function joinSaid(parts: readonly Said[]): Said {
  const shares = joinShares(parts.map((part) => part.shares))
  return {
    said: joinFloats(parts.map(({ said }) => said)),
    ...(shares === undefined ? {} : { shares }),
  }
}

/** What metrics ask of a model: what it says of each row, and how likely it holds classes to be if one of them asks. */
export function askColumns(
  fitted: FittedModel,
  columns: readonly InputColumn[],
  metrics: readonly Pick<Metric, 'asksShares'>[],
): Said {
  return { said: predictColumns(fitted, columns), ...askShares(fitted, columns, metrics) }
}

export function askShares(
  fitted: FittedModel,
  columns: readonly InputColumn[],
  metrics: readonly Pick<Metric, 'asksShares'>[],
): Pick<Said, 'shares'> {
  const shares = asksShares(metrics) ? predictClasses(fitted, columns) : undefined
  return shares === undefined ? {} : { shares }
}

/** By feature that the learner reads, the column, or the components together, that it belongs to. */
export function featureOwners({ inputs, combined = [] }: FittedModel): readonly string[] {
  const own = inputs.flatMap((input) => featureNames(input).map(() => input.name))
  const plan = planFeatures(inputs, combined)
  const made = combined.flatMap(({ name, components }) => components.map(() => name))
  return [...plan.kept.flatMap((place) => own[place] ?? []), ...made]
}
