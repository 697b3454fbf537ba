import { definePipeline, loadStep, predictStep, promoteStep, trainStep } from 'groundswell'
import { counts } from '../groups/counts.ts'
import { weather } from '../groups/weather.ts'
import { ridersModel } from '../models/riders.ts'

const loadCounts = loadStep(counts)
const loadWeather = loadStep(weather)
const train = trainStep(ridersModel, { loads: [loadCounts, loadWeather] })
const promote = promoteStep(ridersModel, { trained: train })
const predict = predictStep(ridersModel, { promoted: promote, ahead: '10d', back: '60d' })

export const daily = definePipeline({
  name: 'daily',
  summary: 'Brings in new counts and forecasts, trains, promotes what is better, predicts',
  steps: [loadCounts, loadWeather, train, promote, predict],
  schedule: '30 6 * * *',
})
