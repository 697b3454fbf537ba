import {
  answersWithin,
  beats,
  byHash,
  classAccuracy,
  defineModel,
  macroF1,
  mostFrequentBaseline,
  multinomialRegression,
  tfIdf,
} from 'groundswell'
import { sentiment } from '../views/sentiment.ts'

export const sentimentModel = defineModel({
  name: 'sentiment',
  description: 'How who wrote a review feels: its place among negative, neutral and positive',
  view: sentiment,
  learner: multinomialRegression({ alpha: 1 }),
  encode: { review: tfIdf({ terms: 150 }) },
  split: byHash({ test: 0.2, by: ['reviewId'] }),
  measure: [classAccuracy(), macroF1()],
  baselines: { mostFrequent: mostFrequentBaseline() },
  gates: [
    beats('baseline', 'classAccuracy', { by: 0.1 }),
    beats('champion', 'macroF1'),
    answersWithin('20ms'),
  ],
})
