import { resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  loadStep,
  predictStep,
  promoteStep,
  trainStep,
} from 'groundswell'
import { outcomes } from '../groups/outcomes.ts'
import { passengers } from '../groups/passengers.ts'
import { survivalModel } from '../models/survival.ts'
import { deliverPassengers } from '../passengers/deliver.ts'
import { settings } from '../settings.ts'

/** Stands for the world: the list of 1912 at the first start, then a passenger a day. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up the passengers that are due, and what became of earlier ones',
  cache: 'never',
  run: async ({ context }) => {
    const { log } = context
    if (!context.setting(settings.simulate)) {
      log.info('lists come from elsewhere: nobody is made up')
      return null
    }
    const delivered = await deliverPassengers({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      seed: context.setting(settings.seed),
      now: context.now(),
      dailyDays: context.setting(settings.dailyDays),
    })
    log.info(`${delivered.passengers} passengers and ${delivered.outcomes} outcomes were delivered`)
    return null
  },
})

const loadPassengers = loadStep(passengers, { after: [deliver] })
const loadOutcomes = loadStep(outcomes, { after: [deliver] })
const train = trainStep(survivalModel, { loads: [loadPassengers, loadOutcomes] })
const promote = promoteStep(survivalModel, { trained: train })
const predict = predictStep(survivalModel, { promoted: promote, ahead: '1d', back: '30d' })

export const daily = definePipeline({
  name: 'daily',
  summary: 'Takes in the new passenger, trains, promotes what is better, predicts',
  steps: [deliver, loadPassengers, loadOutcomes, train, promote, predict],
  schedule: '11 8 * * *',
  timeZone: 'UTC',
})
