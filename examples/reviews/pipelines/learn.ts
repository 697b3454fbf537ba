import { resolve } from 'node:path'
import { definePipeline, defineStep, loadStep, promoteStep, trainStep } from 'groundswell'
import { reviews } from '../groups/reviews.ts'
import { sentimentModel } from '../models/sentiment.ts'
import { settings } from '../settings.ts'
import { deliverReviews } from '../texts/deliver.ts'

/** Stands for the shop whose customers write. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up reviews with their stars, once',
  cache: 'never',
  run: async ({ context }) => {
    const { log } = context
    if (!context.setting(settings.simulate)) {
      log.info('reviews come from elsewhere: none is made up')
      return null
    }
    const count = await deliverReviews({
      folder: resolve(context.deps.root, context.setting(settings.reviews)),
      count: context.setting(settings.count),
      seed: context.setting(settings.seed),
    })
    log.info(count === 0 ? 'the reviews are there' : `${count} reviews were written`)
    return null
  },
})

const load = loadStep(reviews, { after: [deliver] })
const train = trainStep(sentimentModel, { loads: [load] })
const promote = promoteStep(sentimentModel, { trained: train })

export const learn = definePipeline({
  name: 'learn',
  summary: 'Takes in reviews, trains, promotes what is better',
  steps: [deliver, load, train, promote],
})
