import type { FittedModel } from '../fitted-model.ts'
import type { FittedForest, LeafTargets } from '../forest/forest.ts'

/**
 * The forest with as few of its trees as are still good: each tree is as good as any other, so the first ones stay.
 * Undefined of other models, or where all trees are needed.
 */
export function thinForest(
  fitted: FittedModel,
  isGood: (one: FittedModel) => boolean,
): FittedModel | undefined {
  const { learner } = fitted
  if (learner.kind !== 'forest') return undefined
  const keep = (count: number) => ({ ...fitted, learner: firstTrees(learner, count) })
  let [bad, good] = [0, learner.trees.length]
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2)
    if (isGood(keep(middle))) good = middle
    else bad = middle
  }
  return good === learner.trees.length ? undefined : keep(good)
}

function firstTrees(learner: FittedForest, count: number): FittedForest {
  // How well the others did without a row is not told of those that are left.
  const { outOfBag: _, classes, targets, trees, ...others } = learner
  const first = <Held extends LeafTargets>(held: Held): Held => ({
    ...held,
    trees: held.trees.slice(0, count),
  })
  return {
    ...others,
    trees: trees.slice(0, count),
    ...(classes === undefined ? {} : { classes: first(classes) }),
    ...(targets === undefined ? {} : { targets: first(targets) }),
  }
}
