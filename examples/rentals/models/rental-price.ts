import {
  beats,
  between,
  defineModel,
  imputed,
  mae,
  medianBaseline,
  oneHot,
  ordinal,
  r2,
  randomForest,
  stratified,
  tfIdf,
  wholeBetween,
  type Tuned,
} from 'groundswell'
import { roomTypes } from '../samples/listing-columns.ts'
import { settings } from '../settings.ts'
import { prices } from '../views/prices.ts'

const none = imputed({ constant: 0 })

/** A forest with all of its parameters from the settings of a run. */
export function rentalPriceWith(setting: Parameters<Tuned>[0]) {
  return defineModel({
    name: 'rental-price',
    description: 'USD a night',
    view: prices,
    learner: randomForest({
      trees: setting(settings.trees),
      maxDepth: setting(settings.maxDepth),
      minSplitRows: setting(settings.minSplitRows),
      minLeafRows: setting(settings.minLeafRows),
      columnShare: setting(settings.columnShare),
    }),
    encode: {
      roomType: ordinal({ order: [...roomTypes] }),
      borough: oneHot(),
      title: tfIdf({ terms: setting(settings.titleWords), stopWords: 'english' }),
      reviewsPerMonth: none,
      lastReviewDay: none,
    },
    // `swell sweep rental-price --trials 16` looks there.
    search: {
      columnShare: between(0.1, 1),
      minLeafRows: wholeBetween(1, 20, { scale: 'log' }),
      maxDepth: wholeBetween(5, 30),
    },
    split: stratified({
      test: setting(settings.valSize),
      by: 'neighbourhoodGroup',
      seed: setting(settings.seed),
    }),
    measure: [mae(), r2()],
    slices: ['neighbourhoodGroup'],
    baselines: { median: medianBaseline() },
    gates: [beats('baseline', 'mae', { by: 0.2 })],
    seed: setting(settings.seed),
  })
}

/** As the defaults have it: what services, promotions and pages know of it. */
export const rentalPrice = rentalPriceWith((setting) => setting.default)
