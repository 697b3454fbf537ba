import {
  answersWithin,
  byHash,
  defineModel,
  defineRetraining,
  f1,
  logisticRegression,
  mostFrequentBaseline,
  newRows,
  precision,
  recall,
} from 'groundswell'
import { attrition } from '../views/attrition.ts'

export const riskModel = defineModel({
  name: 'risk',
  description: 'How likely a client is to leave',
  view: attrition,
  learner: logisticRegression(),
  // By the client's own name: who is held out once is held out always, so that scores can be compared.
  split: byHash({ test: 0.4, by: 'corporation' }),
  measure: [f1(), precision(), recall()],
  baselines: { mostFrequent: mostFrequentBaseline() },
  gates: [answersWithin('20ms')],
})

/**
 * Is there a new file? Does the model in use do worse on what it brought than on what it was held to? Only then it is
 * trained anew, and only what does better on the same clients takes its place.
 */
export const riskRetraining = defineRetraining({
  model: riskModel,
  when: [newRows(1)],
  worseBy: 0,
  ifItHolds: 'keep',
  better: 'likely',
  whenBetter: 'promote',
  atMost: { times: 12, per: '1d' },
  watch: { for: '7d', rows: 10 },
})
