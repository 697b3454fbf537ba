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
import { deliverFlowers } from '../flowers/deliver.ts'
import { flowers } from '../groups/flowers.ts'
import { varieties } from '../groups/varieties.ts'
import { irisModel } from '../models/iris.ts'
import type { ToldFlower } from '../page/told-flowers.ts'
import { writePage } from '../page/write-page.ts'
import { settings } from '../settings.ts'

/** More than there will be in ten years. */
const allRows = 5_000

/** Stands for the world: 150 flowers at the first start, then one a day. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up the flowers that are due, and what earlier ones were',
  cache: 'never',
  run: async ({ context }) => {
    const { log } = context
    if (!context.setting(settings.simulate)) {
      log.info('flowers come from elsewhere: none is made up')
      return null
    }
    const count = await deliverFlowers({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      seed: context.setting(settings.seed),
      now: context.now(),
      dailyDays: context.setting(settings.dailyDays),
      drift: context.setting(settings.drift),
      driftDays: context.setting(settings.driftDays),
    })
    log.info(`${count} flowers were delivered`)
    return null
  },
})

const loadFlowers = loadStep(flowers, { after: [deliver] })
const loadVarieties = loadStep(varieties, { after: [deliver] })
const train = trainStep(irisModel, { loads: [loadFlowers, loadVarieties] })
const promote = promoteStep(irisModel, { trained: train })
const score = scoreStep(irisModel, { promoted: promote, rows: flowers, last: '24h', back: '365d' })

const draw = defineStep({
  name: 'page',
  summary: 'Draws the newest flower, the last five, and how often the model was right',
  cache: 'never',
  after: [score],
  run: async ({ context }) => {
    const { deps, log } = context
    const told = await newestRows(deps, varieties, allRows)
    const varietyOf = new Map(told.map(({ flower, variety }) => [flower, variety]))
    const said = await newestRows(deps, predictionsGroup(irisModel), allRows)
    const seen: ToldFlower[] = said
      .filter(({ origin }) => origin !== 'online')
      .map((row) => ({
        flower: Number(row['flower']),
        measuredAt: row['at'] as Date,
        predicted: Number(row['predicted']),
        variety: varietyOf.get(Number(row['flower'])),
        measured: JSON.parse(String(row['features'])) as ToldFlower['measured'],
      }))
    const folder = join(deps.root, 'site')
    await mkdir(folder, { recursive: true })
    const page = writePage({ madeAt: context.now(), flowers: seen })
    await writeFile(join(folder, 'index.html'), page)
    log.info(`${seen.length} flowers told of: site/index.html`)
    return null
  },
})

export const daily = definePipeline({
  name: 'daily',
  summary: 'Takes in the new flower, trains, promotes what is better, predicts, and draws the page',
  steps: [deliver, loadFlowers, loadVarieties, train, promote, score, draw],
  schedule: '5 0 * * *',
  timeZone: 'UTC',
})
