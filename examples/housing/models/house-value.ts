import {
  answersWithin,
  beats,
  behaves,
  defineModel,
  imputed,
  keepsBehaviours,
  leastSquares,
  mae,
  medianBaseline,
  neuralNetwork,
  oneHot,
  r2,
  random,
  rmse,
  scaled,
  type Tuned,
} from 'groundswell'
import { settings } from '../settings.ts'
import { worth } from '../views/worth.ts'

/**
 * A perceptron of 64 and 32 units. What scales its inputs and output is part of it: whoever asks gives rooms and
 * dollars as they are.
 */
export function houseValueWith(setting: Parameters<Tuned>[0]) {
  return defineModel({
    name: 'house-value',
    description: 'What a house of a block is worth',
    view: worth,
    learner: neuralNetwork({
      hidden: [64, 32],
      epochs: setting(settings.epochs),
      learningRate: setting(settings.learningRate),
    }),
    encode: { ocean_proximity: oneHot(), total_bedrooms: imputed('median') },
    labelScale: scaled(),
    split: random({ test: 0.2, seed: 7 }),
    measure: [rmse(), mae(), r2()],
    baselines: { median: medianBaseline(), line: leastSquares() },
    slices: ['ocean_proximity'],
    behaviours: [
      behaves('more income makes houses worth more', {
        change: (row) => ({
          ...row,
          median_income: Math.min(15, Number(row['median_income']) + 2),
        }),
        prediction: 'rises',
        tolerance: 5_000,
        of: 0.95,
      }),
    ],
    gates: [
      beats('baseline', 'rmse', { by: 0.01 }),
      beats('champion', 'rmse'),
      keepsBehaviours(),
      answersWithin('20ms'),
    ],
  })
}

/** As the defaults have it: what services, promotions and pages know of it. */
export const houseValue = houseValueWith((setting) => setting.default)
