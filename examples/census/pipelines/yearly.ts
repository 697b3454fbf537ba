import { resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  loadStep,
  predictRowsStep,
  promoteStep,
  trainStep,
} from 'groundswell'
import { people } from '../groups/people.ts'
import { salaryModel } from '../models/salary.ts'
import { deliverCensus } from '../people/deliver.ts'
import { settings } from '../settings.ts'

/** Stands for the office that counts. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up the census, once',
  cache: 'never',
  run: async ({ context }) => {
    const { log } = context
    if (!context.setting(settings.simulate)) {
      log.info('the census comes from elsewhere: nobody is made up')
      return null
    }
    const count = await deliverCensus({
      folder: resolve(context.deps.root, context.setting(settings.census)),
      people: context.setting(settings.people),
      seed: context.setting(settings.seed),
    })
    log.info(count === 0 ? 'the census is there' : `${count} people were counted`)
    return null
  },
})

const loadPeople = loadStep(people, { after: [deliver] })
const train = trainStep(salaryModel, { loads: [loadPeople] })
const promote = promoteStep(salaryModel, { trained: train })

/** What it says of everybody who was counted. */
const tell = predictRowsStep(salaryModel, {
  promoted: promote,
  rows: {},
  to: 'reports/salaries.csv',
})

export const yearly = definePipeline({
  name: 'yearly',
  summary: 'Takes in the census, trains, promotes what is better, predicts for everybody',
  steps: [deliver, loadPeople, train, promote, tell],
})
