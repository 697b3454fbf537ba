import {
  answersWithin,
  beats,
  classAccuracy,
  defineModel,
  macroF1,
  mostFrequentBaseline,
  neuralNetwork,
  random,
  type Tuned,
} from 'groundswell'
import { settings } from '../settings.ts'
import { pictures } from '../views/pictures.ts'

/** A perceptron over the pixels; each version holds it as `model.onnx` too, with how likely each digit is. */
export function digitWith(setting: Parameters<Tuned>[0]) {
  return defineModel({
    name: 'digit',
    description: 'The digit on a picture',
    view: pictures,
    learner: neuralNetwork({
      task: 'classes',
      hidden: [48],
      epochs: setting(settings.epochs),
      learningRate: 0.003,
    }),
    split: random({ test: 0.2, seed: 3 }),
    measure: [classAccuracy(), macroF1()],
    baselines: { commonest: mostFrequentBaseline() },
    gates: [
      beats('baseline', 'classAccuracy', { by: 5 }),
      beats('champion', 'classAccuracy'),
      answersWithin('20ms'),
    ],
  })
}

/** As the defaults have it: what services, promotions and pages know of it. */
export const digit = digitWith((setting) => setting.default)
