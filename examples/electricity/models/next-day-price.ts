import {
  answersWithin,
  beats,
  bias,
  byTime,
  conformal,
  defineModel,
  lastValueBaseline,
  mae,
  r2,
  ridge,
  rmse,
  seasonalNaiveBaseline,
  worstSlice,
} from 'groundswell'
import { nextDay } from '../views/next-day.ts'

export const nextDayPrice = defineModel({
  name: 'next-day-price',
  description: 'What electricity costs on the day that begins, with the bounds of nine in ten',
  view: nextDay,
  // Prices wander off to where they never were, which trees can't follow.
  learner: conformal(ridge(), { share: 0.9, which: 'last' }),
  split: byTime({ test: 0.2 }),
  measure: [mae(), rmse(), r2(), bias()],
  baselines: {
    'last value': lastValueBaseline({ of: 'yesterday' }),
    'seasonal naive': seasonalNaiveBaseline({ of: 'lastWeek' }),
  },
  slices: ['area'],
  gates: [
    beats('baseline', 'mae', { by: 0.1 }),
    beats('champion', 'mae'),
    worstSlice('mae').below(120),
    answersWithin('20ms'),
  ],
})
