import {
  accuracy,
  answersWithin,
  beats,
  boostedTrees,
  byTime,
  defineModel,
  logLoss,
  meanBaseline,
  mostFrequentBaseline,
  rocAuc,
  weightedF1,
} from 'groundswell'
import { survival } from '../views/survival.ts'

export const survivalModel = defineModel({
  name: 'survival',
  description: 'How likely a passenger is to survive',
  view: survival,
  learner: boostedTrees({
    loss: 'logistic',
    trees: 120,
    learningRate: 0.05,
    maxLeaves: 8,
    minLeafRows: 12,
  }),
  split: byTime({ test: 0.2 }),
  measure: [accuracy(), weightedF1(), rocAuc(), logLoss()],
  baselines: { mostFrequent: mostFrequentBaseline(), share: meanBaseline() },
  gates: [
    beats('baseline', 'accuracy', { by: 0.1 }),
    beats('baseline', 'logLoss', { by: 0.1 }),
    beats('champion', 'logLoss'),
    answersWithin('20ms'),
  ],
})
