import { defineForecast, newestRows } from 'groundswell'
import { holidays } from '../groups/holidays.ts'
import { outlook } from '../groups/outlook.ts'
import { prices } from '../groups/prices.ts'
import { settings } from '../settings.ts'
import { priceForecast } from './price-forecast.ts'
import { toSeriesTable } from './to-series-table.ts'

/** More than ten years have of each. */
const allRows = 20_000

export const pricesAhead = defineForecast({
  name: 'prices-ahead',
  description: 'What electricity costs on each of the next days, with the bounds of nine in ten',
  unit: 'SEK/MWh',
  spec: priceForecast({ steps: settings.steps.default, trees: settings.trees.default }),
  read: async (deps) =>
    toSeriesTable({
      prices: await newestRows(deps, prices, allRows),
      outlook: await newestRows(deps, outlook, allRows),
      holidays: await newestRows(deps, holidays, allRows),
    }),
})
