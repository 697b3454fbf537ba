import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  definePipeline,
  defineStep,
  listOutcomes,
  loadStep,
  newestRows,
  predictionsGroup,
  predictStep,
  promoteStep,
  trainStep,
} from 'groundswell'
import { air } from '../groups/air.ts'
import { weather } from '../groups/weather.ts'
import { dustModel } from '../models/dust.ts'
import { toHeld } from '../page/hindcast.ts'
import { writePage } from '../page/write-page.ts'
import { settings } from '../settings.ts'
import { deliverDays } from '../world/deliver.ts'
import { dayMs } from '../world/make-days.ts'
import { cities } from '../world/sensors.ts'

/** More than a year has of each. */
const shownRows = 20_000

/** Stands for the world: writes what sensors and a weather service would have told by now. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Writes what sensors and a weather service of ours would tell',
  cache: 'never',
  run: async ({ context }) => {
    const { log, signal } = context
    if (!context.setting(settings.simulate)) {
      log.info('real files come: nothing is simulated')
      return null
    }
    const to = context.now()
    const count = await deliverDays({
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

const loadAir = loadStep(air, { after: [deliver] })
const loadWeather = loadStep(weather, { after: [deliver] })

/** Of a few days one learns nothing of winters. */
const enough = defineStep({
  name: 'enough',
  summary: 'Looks whether enough days were measured to learn from',
  cache: 'never',
  after: [loadAir],
  run: async ({ context }) => {
    const least = context.setting(settings.leastDays)
    const rows = await newestRows(context.deps, air, shownRows)
    const { size } = new Set(rows.map(({ date }) => date.getTime()))
    if (size < least)
      throw new Error(`Only ${size} days were measured; it takes ${least} to learn.`)
    return size
  },
})

const train = trainStep(dustModel, { loads: [loadAir, loadWeather] })
const promote = promoteStep(dustModel, { trained: train })
const predict = predictStep(dustModel, { promoted: promote, ahead: '7d', back: '60d' })

const draw = defineStep({
  name: 'page',
  summary: 'Draws the days to come, and what was said of days that are measured',
  cache: 'never',
  after: [predict, enough],
  run: async ({ context }) => {
    const { deps, log } = context
    const measured = await newestRows(deps, air, shownRows)
    const said = await newestRows(deps, predictionsGroup(dustModel), shownRows)
    const outcomes = await listOutcomes(deps, dustModel)
    const page = writePage({
      madeAt: context.now(),
      cities,
      measured: measured.map(({ city, date, pm25 }) => ({ city, at: date.getTime(), value: pm25 })),
      forecast: said
        .filter(({ origin, at }) => origin !== 'online' && (at as Date) > context.now())
        .map((row) => ({
          city: String(row['city']),
          at: (row['at'] as Date).getTime(),
          knownBy: (row['knownBy'] as Date).getTime(),
          value: Number(row['predicted']),
        })),
      held: outcomes.map(toHeld),
    })
    await mkdir(join(deps.root, 'site'), { recursive: true })
    await writeFile(join(deps.root, 'site/index.html'), page)
    log.info(`${outcomes.length} forecasts held to what was measured: site/index.html`)
    return null
  },
})

export const daily = definePipeline({
  name: 'daily',
  summary: 'Takes in dust and weather, trains and promotes, forecasts seven days, and draws them',
  steps: [deliver, loadAir, loadWeather, enough, train, promote, predict, draw],
  schedule: '11 6 * * *',
  timeZone: 'UTC',
})
