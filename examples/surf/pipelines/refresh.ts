import { resolve } from 'node:path'
import { definePipeline, defineStep, loadStep, predictStep, retrainStep } from 'groundswell'
import { beaches } from '../beaches.ts'
import { map } from '../groups/map.ts'
import { reports } from '../groups/reports.ts'
import { swells } from '../groups/swells.ts'
import { surfHeight, surfRetraining } from '../models/surf-height.ts'
import { settings } from '../settings.ts'
import { deliverTexts } from '../weather/deliver.ts'

const dayMs = 86_400_000

/** Stands for the world: writes the bulletins and reports that are due and not there yet. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Writes the texts that a world of ours would deliver',
  cache: 'never',
  run: async ({ context }) => {
    const { log, progress, signal } = context
    if (!context.setting(settings.simulate)) {
      log.info('real texts come: nothing is simulated')
      return null
    }
    const to = context.now()
    const delivered = await deliverTexts({
      folder: resolve(context.deps.root, context.setting(settings.deliveries)),
      seed: context.setting(settings.seed),
      from: new Date(to.getTime() - context.setting(settings.historyDays) * dayMs),
      to,
      beaches,
      onProgress: progress,
      signal,
    })
    log.info(`${delivered.bulletins} bulletins and ${delivered.reports} reports were delivered`)
    return null
  },
})

const loadSwells = loadStep(swells, { after: [deliver] })
const loadReports = loadStep(reports, { after: [deliver] })
const loadMap = loadStep(map)
const retrain = retrainStep(surfRetraining, {
  after: [loadSwells, loadReports, loadMap],
})
const predict = predictStep(surfHeight, { promoted: retrain, ahead: '10d', back: '14d' })

export const refresh = definePipeline({
  name: 'refresh',
  summary: 'Brings in new bulletins and reports, trains anew when that helps, predicts',
  steps: [deliver, loadSwells, loadReports, loadMap, retrain, predict],
  schedule: '11 */12 * * *',
  timeZone: 'Europe/Dublin',
})
