import {
  answersWithin,
  beats,
  boostedTrees,
  byTime,
  defineModel,
  logLoss,
  meanBaseline,
  ordinal,
  rocAuc,
} from 'groundswell'
import { leaving } from '../views/leaving.ts'

export const leavingModel = defineModel({
  name: 'leaving',
  description: 'How likely a member is to leave within four weeks',
  view: leaving,
  learner: boostedTrees({ loss: 'logistic', trees: 80, learningRate: 0.08, maxLeaves: 8 }),
  encode: { plan: ordinal() },
  split: byTime({ test: 0.2 }),
  measure: [logLoss(), rocAuc()],
  baselines: { share: meanBaseline() },
  gates: [
    beats('baseline', 'logLoss', { by: 0.02 }),
    beats('champion', 'logLoss'),
    answersWithin('20ms'),
  ],
})
