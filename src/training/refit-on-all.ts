import type { FittedModel, Learner } from '../learn/index.ts'
import type { FitOptions } from './fit-part.ts'
import type { Model } from './model.ts'
import { learnRows } from './parts/learn-rows.ts'
import { chainParts, type PartRows } from './parts/part-rows.ts'

/**
 * Learns again, from the rows that were held out as well, with as many trees as early stopping found best. How
 * good that is can't be measured any more: `measured` has been.
 */
export async function refitOnAll(
  model: Model,
  parts: readonly PartRows[],
  measured: FittedModel,
  { signal, onProgress }: Pick<FitOptions, 'signal' | 'onProgress'>,
): Promise<FittedModel> {
  const learner = withoutStopping(model.learner, measured)
  return learnRows({ ...model, learner }, chainParts(parts), {
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
