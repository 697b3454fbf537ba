import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  loadStep,
  newestRows,
  predictionsGroup,
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
import { countDays } from '../report/day-counts.ts'
import { writeReport } from '../report/write-report.ts'
import { settings } from '../settings.ts'

const dayMs = 86_400_000
const reportedDays = 30
/** A transaction that is less likely a fraud isn't listed. */
const leastLikely = 0.01
/** More than the bank has in so many days. */
const reportedRows = 100_000

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
const score = scoreStep(fraudModel, {
  promoted: promote,
  rows: transactions,
  last: '24h',
  back: '14d',
})

/** What the bank looks at: frauds a day, and the likeliest of the last day. */
const report = defineStep({
  name: 'report',
  summary: 'Draws how many frauds were predicted each day, beside how many there were',
  cache: 'never',
  after: [score],
  run: async ({ context }) => {
    const { deps, log } = context
    const from = context.setting(settings.suspectFrom)
    const scored = (await newestRows(deps, predictionsGroup(fraudModel), reportedRows)).filter(
      ({ origin }) => origin !== 'online',
    )
    const judged = scored.map((row) => ({
      at: row['at'] as Date,
      ccNum: String(row['ccNum']),
      probability: Number(row['predicted']),
      ...(JSON.parse(String(row['features'])) as { amount?: number; category?: string }),
    }))
    const told = await newestRows(deps, labels, reportedRows)
    const days = countDays(
      judged.map(({ at, probability }) => ({ at, isFraud: probability >= from })),
      told.map(({ at, isFraud }) => ({ at, isFraud: isFraud === 1 })),
      reportedDays,
    )
    const since = context.now().getTime() - dayMs
    const suspects = judged
      .filter(({ at, probability }) => at.getTime() >= since && probability >= leastLikely)
      .toSorted((a, b) => b.probability - a.probability)
      .slice(0, 20)
      .map(({ amount, category, ...own }) => ({ ...own, amount, category }))
    const folder = join(deps.root, 'site')
    await mkdir(folder, { recursive: true })
    const page = writeReport({ madeAt: context.now(), from, days, suspects })
    await writeFile(join(folder, 'index.html'), page)
    log.info(`frauds of ${days.length} days drawn: site/index.html`)
    return null
  },
})

export const daily = definePipeline({
  name: 'daily',
  summary: 'Takes in transactions and labels, trains, promotes, scores the last day, and reports',
  steps: [deliver, ...loads, train, promote, score, report],
  schedule: '11 11 * * *',
  timeZone: 'UTC',
})
