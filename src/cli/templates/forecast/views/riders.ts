import { defineView, derive } from 'groundswell'
import { counts } from '../groups/counts.ts'
import { weather } from '../groups/weather.ts'

const temperature = weather.latest('temperature', { within: '1d' })
const rain = weather.latest('rain', { within: '1d' })

export const riders = defineView({
  name: 'riders',
  description: 'Riders of a day, with the weather that was forecast for it',
  label: counts.column('riders'),
  features: {
    temperature,
    rain,
    weekday: weather.latest('weekday', { within: '1d' }),
    comfort: derive({ temperature, rain }, comfortOf, { description: 'Warm and dry is high' }),
    usual: counts.window('28d', { before: true }).mean('riders'),
    station: counts.keyColumn('station'),
  },
})

/** A function of its own, so that a test can call it. It runs in training and in the service alike. */
export function comfortOf(row: { readonly temperature: number; readonly rain: number }): number {
  return row.temperature - 2 * Math.sqrt(row.rain)
}
