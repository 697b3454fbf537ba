import { defineGroup, float, integer, text, timestamp } from 'groundswell'

/** What was forecast, each day anew: it stays when the truth comes in. */
export const forecasts = defineGroup({
  name: 'forecasts',
  description: 'Forecasts of the prices of the next days, with the bounds of nine in ten',
  key: ['area', 'ahead'],
  time: 'day',
  columns: {
    area: text({ description: 'The price area' }),
    ahead: integer({ unit: 'd', min: 1, description: 'How far it looks ahead' }),
    day: timestamp({ description: 'The day that is forecast' }),
    price: float({ unit: 'SEK/MWh', description: 'The forecast' }),
    low: float({ unit: 'SEK/MWh', description: 'One in twenty is to be below' }),
    high: float({ unit: 'SEK/MWh', description: 'One in twenty is to be above' }),
  },
})
