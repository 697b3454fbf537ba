import { definePipeline, loadStep, promoteStep, trainStep } from 'groundswell'
import { trips } from '../groups/trips.ts'
import { durationModel } from '../models/duration.ts'

const load = loadStep(trips)
const train = trainStep(durationModel, { loads: [load] })
const promote = promoteStep(durationModel, { trained: train })

export const daily = definePipeline({
  name: 'daily',
  summary: 'Brings in the trips of yesterday, trains, promotes what is better',
  steps: [load, train, promote],
  schedule: '30 0 * * *',
})
