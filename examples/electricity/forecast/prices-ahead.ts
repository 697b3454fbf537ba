import { beats, defineForecast, newestRows, overall, worstSlice } from 'groundswell'
import { holidays } from '../groups/holidays.ts'
import { outlook } from '../groups/outlook.ts'
import { prices } from '../groups/prices.ts'
import { priceForecast } from './price-forecast.ts'
import { toSeriesTable } from './to-series-table.ts'

/** More than ten years have of each. */
const allRows = 20_000

export const pricesAhead = defineForecast({
  name: 'prices-ahead',
  description: 'What electricity costs on each of the next days, with the bounds of nine in ten',
  unit: 'SEK/MWh',
  spec: priceForecast({ steps: 4, trees: 150 }),
  origins: 12,
  gates: [
    // The last price, and that of the week before.
    beats('baseline', 'mae', { by: 0.1 }),
    // Each day it learns anew, in the same way: it needn't be better than it was, but not worse.
    beats('champion', 'mae', { by: -0.02 }),
    overall('coverage').above(0.8),
    worstSlice('mae').below(120),
  ],
  read: async (deps) =>
    toSeriesTable({
      prices: await newestRows(deps, prices, allRows),
      outlook: await newestRows(deps, outlook, allRows),
      holidays: await newestRows(deps, holidays, allRows),
    }),
})
