import {
  answersWithin,
  beats,
  bias,
  boostedTrees,
  byTime,
  defineModel,
  mae,
  meanBaseline,
  medianBaseline,
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
