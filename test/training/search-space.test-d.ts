import {
  among,
  between,
  boostedTrees,
  byTime,
  calibrated,
  mae,
  randomForest,
  ridge,
  stacking,
  voting,
  wholeBetween,
} from '../../src/learn/index.ts'
import { defineModel } from '../../src/training/index.ts'
import { surf } from './training-lab.ts'

const rest = { name: 'surf-height', view: surf, split: byTime({ test: 0.2 }), measure: [mae()] }

defineModel({
  ...rest,
  learner: boostedTrees(),
  search: {
    learningRate: between(0.01, 0.3, { scale: 'log' }),
    maxDepth: wholeBetween(2, 8),
    growth: among('leafWise', 'depthWise'),
  },
})
defineModel({
  ...rest,
  learner: randomForest(),
  search: { columnShare: among(0.5, 'sqrt'), bootstrap: among(true, false) },
})

defineModel({
  ...rest,
  learner: calibrated(boostedTrees()),
  search: { learningRate: between(0.01, 0.3), by: among('platt', 'isotonic') },
})
defineModel({
  ...rest,
  learner: voting([boostedTrees(), ridge()]),
  search: { 'member1.growth': among('leafWise'), 'member2.alpha': between(0.1, 10) },
})
defineModel({
  ...rest,
  learner: stacking([boostedTrees(), randomForest()], { final: ridge() }),
  search: { 'final.alpha': between(0.1, 10), 'member2.bootstrap': among(true, false) },
})

// @ts-expect-error A parameter that the learner has not.
defineModel({ ...rest, learner: boostedTrees(), search: { learnRate: between(0.01, 0.3) } })
// @ts-expect-error One of another learner.
defineModel({ ...rest, learner: ridge(), search: { trees: wholeBetween(10, 20) } })
// @ts-expect-error A choice that it can't have.
defineModel({ ...rest, learner: boostedTrees(), search: { growth: among('sideways') } })
// @ts-expect-error Numbers for words.
defineModel({ ...rest, learner: boostedTrees(), search: { growth: between(0, 1) } })
// @ts-expect-error No plain value.
defineModel({ ...rest, learner: boostedTrees(), search: { monotone: among('up') } })
// @ts-expect-error A parameter that what is calibrated has not.
defineModel({ ...rest, learner: calibrated(ridge()), search: { trees: wholeBetween(10, 20) } })
// @ts-expect-error One that no member has.
defineModel({ ...rest, learner: voting([ridge()]), search: { 'member1.trees': among(10) } })
