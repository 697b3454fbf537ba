import type { TrainingPart } from '../features/index.ts'
import { fitModel, type FittedModel, type InputColumn, type Learner } from '../learn/index.ts'
import { modelOptions, type FitOptions } from './fit-part.ts'
import type { Model } from './model.ts'

/**
 * Learns again, from the rows that were held out as well, with as many trees as early stopping found best. How
 * good that is can't be measured any more: `measured` has been.
 */
export async function refitOnAll(
  model: Model,
  [train, test]: readonly [TrainingPart, TrainingPart],
  measured: FittedModel,
  { signal, onProgress }: Pick<FitOptions, 'signal' | 'onProgress'>,
): Promise<FittedModel> {
  const all = {
    label: joinNumbers(train.label, test.label),
    features: train.features.map((column, place) => joinColumns(column, test.features[place])),
  }
  return fitModel({
    ...modelOptions({ ...model, learner: withoutStopping(model.learner, measured) }, all),
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ done, total }) =>
      onProgress?.({ work: `refitting ${model.name} on all rows`, done, total }),
  })
}

function withoutStopping(learner: Learner, { learner: fitted }: FittedModel): Learner {
  if (learner.kind !== 'boostedTrees' || fitted.kind !== 'boostedTrees') return learner
  const { earlyStopping, ...others } = learner
  if (earlyStopping === undefined) return learner
  const rounds = fitted.trees.length / (fitted.classes?.values.length ?? 1)
  return { ...others, trees: Math.max(1, rounds) }
}

function joinColumns(first: InputColumn, second: InputColumn | undefined): InputColumn {
  if (first.kind === 'category') {
    return {
      ...first,
      values: [...first.values, ...(second?.kind === 'category' ? second.values : [])],
    }
  }
  const more = second?.kind === 'number' ? second.values : new Float64Array(0)
  return { ...first, values: joinNumbers(first.values, more) }
}

function joinNumbers(first: Float64Array, second: Float64Array): Float64Array {
  const joined = new Float64Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
