import { resolve } from 'node:path'
import { definePipeline, defineStep, loadStep, promoteStep, trainStep } from 'groundswell'
import { blocks } from '../groups/blocks.ts'
import { deliverBlocks } from '../houses/deliver.ts'
import { houseValue, houseValueWith } from '../models/house-value.ts'
import { settings } from '../settings.ts'

/** Stands for the office that counts. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes the blocks up, once',
  cache: 'never',
  run: async ({ context }) => {
    const { log } = context
    if (!context.setting(settings.simulate)) {
      log.info('the blocks come from elsewhere: none is made up')
      return null
    }
    const count = await deliverBlocks({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      blocks: context.setting(settings.blocks),
      seed: context.setting(settings.seed),
    })
    log.info(count === 0 ? 'the blocks are there' : `${count} blocks were counted`)
    return null
  },
})

const load = loadStep(blocks, { after: [deliver] })
const train = trainStep(houseValue, { loads: [load], tuned: houseValueWith })
const promote = promoteStep(houseValue, { trained: train })

export const houses = definePipeline({
  name: 'houses',
  summary: 'Takes the blocks in, trains, promotes what is better',
  steps: [deliver, load, train, promote],
})
