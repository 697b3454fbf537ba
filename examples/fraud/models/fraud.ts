import {
  answersWithin,
  beats,
  boostedTrees,
  byTime,
  defineModel,
  logLoss,
  meanBaseline,
  mostFrequentBaseline,
  ordinal,
  rocAuc,
  weightedF1,
} from 'groundswell'
import { fraud } from '../views/fraud.ts'

export const fraudModel = defineModel({
  name: 'fraud',
  description: 'How likely a transaction is not the holder’s own',
  view: fraud,
  learner: boostedTrees({
    loss: 'logistic',
    trees: 100,
    learningRate: 0.1,
    maxLeaves: 12,
    minLeafRows: 20,
  }),
  encode: { category: ordinal() },
  split: byTime({ test: 0.2, gap: '4h' }),
  measure: [rocAuc(), logLoss(), weightedF1()],
  baselines: { share: meanBaseline(), mostFrequent: mostFrequentBaseline() },
  gates: [
    beats('baseline', 'logLoss', { by: 0.3 }),
    beats('champion', 'logLoss'),
    answersWithin('20ms'),
  ],
})
