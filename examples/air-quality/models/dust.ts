import {
  answersWithin,
  beats,
  bias,
  boostedTrees,
  byTime,
  cyclic,
  defineModel,
  lastValueBaseline,
  mae,
  medianBaseline,
  mse,
  r2,
} from 'groundswell'
import { dust } from '../views/dust.ts'

export const dustModel = defineModel({
  name: 'dust',
  description: 'Fine dust of a day in µg/m³',
  view: dust,
  learner: boostedTrees({ trees: 150, learningRate: 0.06, maxLeaves: 12, minLeafRows: 15 }),
  encode: { windDirection: cyclic({ period: 360 }) },
  split: byTime({ test: 0.1 }),
  measure: [mae(), mse(), r2(), bias()],
  baselines: { median: medianBaseline(), level: lastValueBaseline({ of: 'level' }) },
  slices: ['city'],
  gates: [beats('baseline', 'mae', { by: 0.1 }), beats('champion', 'mae'), answersWithin('20ms')],
})
