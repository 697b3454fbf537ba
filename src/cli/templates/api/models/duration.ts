import {
  answersWithin,
  beats,
  boostedTrees,
  byTime,
  defineModel,
  mae,
  meanBaseline,
  rmse,
} from 'groundswell'
import { duration } from '../views/duration.ts'

export const durationModel = defineModel({
  name: 'duration',
  description: 'Minutes from door to door',
  view: duration,
  learner: boostedTrees({ trees: 100, learningRate: 0.08, maxLeaves: 12, minLeafRows: 10 }),
  split: byTime({ test: 0.2, gap: '1d' }),
  measure: [mae(), rmse()],
  baselines: { mean: meanBaseline() },
  gates: [beats('baseline', 'mae', { by: 0.3 }), beats('champion', 'mae'), answersWithin('20ms')],
})
