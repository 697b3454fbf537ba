import { resolve } from 'node:path'
import { definePipeline, defineStep, loadStep, promoteStep, trainStep } from 'groundswell'
import { incomes } from '../groups/incomes.ts'
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
const loadIncomes = loadStep(incomes, { after: [deliver] })
const train = trainStep(salaryModel, { loads: [loadPeople, loadIncomes] })
const promote = promoteStep(salaryModel, { trained: train })

export const yearly = definePipeline({
  name: 'yearly',
  summary: 'Takes in the census, trains, promotes what is better',
  steps: [deliver, loadPeople, loadIncomes, train, promote],
})
