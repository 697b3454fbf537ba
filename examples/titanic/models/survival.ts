import {
  accuracy,
  answersWithin,
  beats,
  binned,
  boostedTrees,
  byTime,
  chain,
  defineModel,
  imputed,
  logLoss,
  meanBaseline,
  mostFrequentBaseline,
  ordinal,
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
  encode: {
    sex: ordinal(),
    embarked: chain(imputed('mostFrequent'), ordinal()),
    age: imputed('mean'),
    // Children, teens, the young, the middle-aged, the old.
    ageGroup: binned({ edges: [12.5, 19.5, 40.5, 65.5], oneHot: true }),
  },
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
