import { defineStep } from 'groundswell'
import { toCsv } from '../samples/csv.ts'
import { settings } from '../settings.ts'
import { download, keep } from './download.ts'
import { readListings } from './read-listings.ts'

/** Takes out what is no offer of this market. What is missing stays missing: filling it is the model's. */
export const clean = defineStep({
  name: 'clean',
  summary: 'Keeps offers of a sensible price',
  cache: 'never',
  inputs: { sample: download.output },
  run: async ({ context }) => {
    const [min, max] = [context.setting(settings.minPrice), context.setting(settings.maxPrice)]
    const rows = await readListings(context.deps.root, 'sample')
    const kept = rows.filter(({ price }) => price >= min && price <= max)
    context.log.info(`${kept.length} of ${rows.length} listings are between ${min} and ${max} USD`)
    return keep(context, 'clean-sample', toCsv(kept))
  },
})
