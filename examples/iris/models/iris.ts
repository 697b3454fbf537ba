import {
  answersWithin,
  beats,
  byTime,
  classAccuracy,
  defineModel,
  macroF1,
  mostFrequentBaseline,
  nearestNeighbours,
} from 'groundswell'
import { iris } from '../views/iris.ts'

export const irisModel = defineModel({
  name: 'iris',
  description: 'Which variety a flower is: its place among Setosa, Versicolor and Virginica',
  view: iris,
  learner: nearestNeighbours({ task: 'classes', neighbours: 2, scaled: false }),
  split: byTime({ test: 0.3 }),
  measure: [classAccuracy(), macroF1()],
  baselines: { mostFrequent: mostFrequentBaseline() },
  gates: [
    beats('baseline', 'classAccuracy', { by: 0.1 }),
    beats('champion', 'macroF1'),
    answersWithin('20ms'),
  ],
})
