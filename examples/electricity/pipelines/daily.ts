import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  forecastStep,
  loadStep,
  newestRows,
  promoteStep,
  retrainStep,
  tellForecast,
  trainStep,
} from 'groundswell'
import { pricesAhead } from '../forecast/prices-ahead.ts'
import { holidays } from '../groups/holidays.ts'
import { outlook } from '../groups/outlook.ts'
import { prices } from '../groups/prices.ts'
import { weather } from '../groups/weather.ts'
import { nextDayPrice } from '../models/next-day-price.ts'
import { writePage } from '../page/write-page.ts'
import { eachWeek } from '../retraining/each-week.ts'
import { settings } from '../settings.ts'
import { deliverFiles } from '../world/deliver.ts'
import { dayMs } from '../world/make-days.ts'

/** More than ten years have of each. */
const allRows = 20_000

/** Stands for the world: writes the files that would have been delivered by now. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Writes the files that a market and a weather service of ours would deliver',
  cache: 'never',
  run: async ({ context }) => {
    const { log, signal } = context
    if (!context.setting(settings.simulate)) {
      log.info('real files come: nothing is simulated')
      return null
    }
    const to = context.now()
    const count = await deliverFiles({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      seed: context.setting(settings.seed),
      from: new Date(to.getTime() - context.setting(settings.historyDays) * dayMs),
      to,
      signal,
    })
    log.info(`${count} files were delivered`)
    return null
  },
})

const loads = [prices, weather, outlook, holidays].map((group) =>
  loadStep(group, { after: [deliver] }),
)
const train = trainStep(nextDayPrice, { loads })
const promote = promoteStep(nextDayPrice, { trained: train })
const retrain = retrainStep(eachWeek, { after: loads })
const forecast = forecastStep(pricesAhead, { promoted: retrain })

/** What the champion says of the days to come, and what it would have said of those that were. */
const draw = defineStep({
  name: 'draw',
  summary: 'Draws the forecast of each area beside what came true',
  cache: 'never',
  inputs: { forecast: forecast.output },
  run: async ({ inputs, context }) => {
    const { deps, log } = context
    if (inputs.forecast === null) {
      log.warn('there is no forecast to draw')
      return null
    }
    const { points, test } = await tellForecast(deps, pricesAhead, inputs.forecast.version)
    const told = await newestRows(deps, prices, allRows)
    const page = writePage({
      madeAt: context.now(),
      prices: told.map(({ area, day, price }) => ({ series: area, at: day.getTime(), price })),
      forecast: points.map((point) => ({ ...point, at: point.at.getTime() })),
      test,
    })
    await mkdir(join(deps.root, 'site'), { recursive: true })
    await writeFile(join(deps.root, 'site/index.html'), page)
    const { mae, seasonalNaiveMae = Number.NaN, coverage = Number.NaN } = test.scores
    log.info(
      `${points.length} prices forecast; on ${test.origins.length} past forecasts mean error ${mae.toFixed(1)} SEK/MWh, seasonal naive ${seasonalNaiveMae.toFixed(1)}, ${Math.round(100 * coverage)} % within bounds: site/index.html`,
    )
    return null
  },
})

export const daily = definePipeline({
  name: 'daily',
  summary:
    'Takes in prices and weather, trains and promotes, forecasts the next days, and draws them',
  steps: [deliver, ...loads, train, promote, retrain, forecast, draw],
  schedule: '15 0 * * *',
  timeZone: 'UTC',
})
