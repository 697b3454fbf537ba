import { defineStep, mae, predictMoments, r2 } from 'groundswell'
import { listings, toAsked, toListing } from '../groups/listings.ts'
import { rentalPrice } from '../models/rental-price.ts'
import { readListings } from './read-listings.ts'

/** Measures the model that somebody has promoted on the rows that no model has seen. */
export const testProduction = defineStep({
  name: 'test-production',
  summary: 'Measures the production model on rows that no model has seen',
  cache: 'never',
  run: async ({ context }) => {
    const rows = await readListings(context.deps.root, 'test')
    const moments = rows.map((row) => {
      const { id, neighbourhoodGroup, listedAt } = toListing(row)
      return { key: { id, neighbourhoodGroup }, at: listedAt, request: toAsked(row) }
    })
    const { version, values } = await predictMoments(context.deps, rentalPrice, {
      alias: 'prod',
      moments,
    })
    const truth = Float64Array.from(rows, ({ price }) => price)
    const said = Float64Array.from(values)
    const measured = { mae: mae().of(truth, said), r2: r2().of(truth, said) }
    for (const [name, value] of Object.entries(measured)) context.recordMetric(name, value)
    context.log.info(`version ${version} of ${listings.name} on ${rows.length} rows`)
    return { version, rowCount: rows.length, ...measured }
  },
})
