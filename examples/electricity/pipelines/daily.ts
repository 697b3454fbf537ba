import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  appendRows,
  backTest,
  definePipeline,
  defineStep,
  fitForecaster,
  forecastAhead,
  loadStep,
  newestRows,
  promoteStep,
  trainStep,
} from 'groundswell'
import { priceForecast } from '../forecast/price-forecast.ts'
import { pricesAhead } from '../forecast/prices-ahead.ts'
import { forecasts } from '../groups/forecasts.ts'
import { holidays } from '../groups/holidays.ts'
import { outlook } from '../groups/outlook.ts'
import { prices } from '../groups/prices.ts'
import { weather } from '../groups/weather.ts'
import { nextDayPrice } from '../models/next-day-price.ts'
import { writePage } from '../page/write-page.ts'
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

/** The days to come, in the batch; only if such forecasts would have been worth their keep until now. */
const forecast = defineStep({
  name: 'forecast',
  summary: 'Forecasts the next days of each area, holds past forecasts to the truth, draws both',
  cache: 'never',
  after: loads,
  run: async ({ context }) => {
    const { deps, log, signal } = context
    const told = await newestRows(deps, prices, allRows)
    const table = await pricesAhead.read(deps)
    const spec = priceForecast({
      steps: context.setting(settings.steps),
      trees: context.setting(settings.trees),
    })
    const learning = { seed: 1, signal }
    const test = await backTest(spec, table, {
      ...learning,
      origins: context.setting(settings.origins),
    })
    const { mae, seasonalNaiveMae = 0, coverage = 0 } = test.scores
    const figures = `mean error ${mae.toFixed(1)} SEK/MWh, seasonal naive ${seasonalNaiveMae.toFixed(1)}`
    if (mae >= seasonalNaiveMae) {
      throw new Error(`Past forecasts were no better than the week before: ${figures}.`)
    }
    const points = forecastAhead(await fitForecaster(spec, table, learning), table)
    await appendRows(
      deps,
      forecasts,
      points.map(({ series, ahead, at, value, low = value, high = value }) => ({
        area: series,
        ahead,
        day: new Date(at),
        price: value,
        low,
        high,
      })),
      { knownAt: context.now() },
    )
    const page = writePage({
      madeAt: context.now(),
      prices: told.map(({ area, day, price }) => ({ series: area, at: day.getTime(), price })),
      forecast: points,
      test,
    })
    await mkdir(join(deps.root, 'site'), { recursive: true })
    await writeFile(join(deps.root, 'site/index.html'), page)
    log.info(
      `${points.length} prices forecast; on ${test.origins.length} past forecasts ${figures}, ${Math.round(100 * coverage)} % within bounds: site/index.html`,
    )
    return null
  },
})

export const daily = definePipeline({
  name: 'daily',
  summary:
    'Takes in prices and weather, trains and promotes, forecasts the next days, and draws them',
  steps: [deliver, ...loads, train, promote, forecast],
  schedule: '15 0 * * *',
  timeZone: 'UTC',
})
