import { resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  loadStep,
  promoteStep,
  scoreStep,
  trainStep,
} from 'groundswell'
import { deliverFiles } from '../bank/deliver.ts'
import { cards } from '../groups/cards.ts'
import { labels } from '../groups/labels.ts'
import { profiles } from '../groups/profiles.ts'
import { transactions } from '../groups/transactions.ts'
import { fraudModel } from '../models/fraud.ts'
import { settings } from '../settings.ts'

const dayMs = 86_400_000

/** Stands for the world: writes the files that a bank would have delivered by now. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Writes the files that a bank of ours would deliver',
  cache: 'never',
  run: async ({ context }) => {
    const { log, progress, signal } = context
    if (!context.setting(settings.simulate)) {
      log.info('real files come: nothing is simulated')
      return null
    }
    const to = context.now()
    const delivered = await deliverFiles({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      seed: context.setting(settings.seed),
      from: new Date(to.getTime() - context.setting(settings.historyDays) * dayMs),
      to,
      onProgress: progress,
      signal,
    })
    const { transactionFiles, labelFiles } = delivered
    log.info(`${transactionFiles} files of transactions and ${labelFiles} of labels were delivered`)
    return null
  },
})

const loads = [cards, profiles, transactions, labels].map((group) =>
  loadStep(group, { after: [deliver] }),
)
const train = trainStep(fraudModel, { loads })
const promote = promoteStep(fraudModel, { trained: train })
const score = scoreStep(fraudModel, { promoted: promote, rows: transactions, last: '24h' })

export const daily = definePipeline({
  name: 'daily',
  summary: 'Takes in transactions and labels, trains, promotes what is better, scores the last day',
  steps: [deliver, ...loads, train, promote, score],
  schedule: '11 11 * * *',
  timeZone: 'UTC',
})
