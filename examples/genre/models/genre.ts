import {
  beats,
  byHash,
  classAccuracy,
  defineModel,
  macroF1,
  mostFrequentBaseline,
  randomForest,
  tfIdf,
  type Tuned,
} from 'groundswell'
import { settings } from '../settings.ts'
import { sounds } from '../views/sounds.ts'

/** A forest that tells all genres apart at once, with what a run sets. */
export function genreWith(setting: Parameters<Tuned>[0]) {
  return defineModel({
    name: 'genre',
    description: 'The place of the genre among the fifteen',
    view: sounds,
    learner: randomForest({
      task: 'classes',
      trees: setting(settings.trees),
      maxDepth: setting(settings.maxDepth),
      classWeights: 'balanced',
    }),
    encode: {
      words: tfIdf({ terms: setting(settings.textTerms) }),
    },
    split: byHash({ test: setting(settings.testSize), by: ['song'] }),
    measure: [macroF1(), classAccuracy()],
    baselines: { commonest: mostFrequentBaseline() },
    gates: [beats('baseline', 'macroF1', { by: 0.2 })],
    seed: setting(settings.seed),
  })
}

/** As the defaults have it: what services, promotions and pages know of it. */
export const genre = genreWith((setting) => setting.default)
