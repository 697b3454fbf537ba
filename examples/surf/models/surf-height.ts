import {
  answersWithin,
  beats,
  bias,
  boostedTrees,
  byTime,
  defineModel,
  defineRetraining,
  lessAccurate,
  mae,
  meanBaseline,
  medianBaseline,
  newRows,
  olderThan,
  r2,
  rmse,
  worstSlice,
} from 'groundswell'
import { surf } from '../views/surf.ts'

export const surfHeight = defineModel({
  name: 'surf-height',
  description: 'How high the waves break, from the swell that arrives',
  view: surf,
  learner: boostedTrees({ trees: 150, learningRate: 0.05, maxLeaves: 12, minLeafRows: 20 }),
  split: byTime({ test: 0.2 }),
  measure: [mae(), rmse(), r2(), bias()],
  baselines: { mean: meanBaseline(), median: medianBaseline() },
  slices: ['beachId'],
  gates: [
    beats('baseline', 'mae', { by: 0.3 }),
    beats('champion', 'mae'),
    worstSlice('mae').below(1.5),
    answersWithin('20ms'),
  ],
})

/**
 * After two weeks of new reports from three beaches, when it has become worse, or after a month: it is trained anew, at
 * most twice a week, and takes over unless it is surely worse on days that neither has learned from. What does worse in
 * the week after goes back by itself.
 */
export const surfRetraining = defineRetraining({
  model: surfHeight,
  when: [newRows(42), lessAccurate(0.25), olderThan('30d')],
  leastRows: 12,
  ifItHolds: 'train',
  better: 'not worse',
  whenBetter: 'promote',
  atMost: { times: 2, per: '7d' },
  watch: { for: '7d', rows: 12 },
})
