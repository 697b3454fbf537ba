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
  rmse,
} from 'groundswell'
import { riders } from '../views/riders.ts'

export const ridersModel = defineModel({
  name: 'riders',
  description: 'How many people ride, from weather and weekday',
  view: riders,
  learner: boostedTrees({ trees: 120, learningRate: 0.06, maxLeaves: 12, minLeafRows: 10 }),
  split: byTime({ test: 0.2 }),
  measure: [mae(), rmse(), bias()],
  baselines: { mean: meanBaseline(), median: medianBaseline() },
  slices: ['station'],
  gates: [beats('baseline', 'mae', { by: 0.3 }), beats('champion', 'mae'), answersWithin('20ms')],
})
