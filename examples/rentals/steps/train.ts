import { defineStep, trainStep, upsertRows, type LoadedGroup } from 'groundswell'
import { listings, toListing } from '../groups/listings.ts'
import { rentalPrice, rentalPriceWith } from '../models/rental-price.ts'
import { readListings } from './read-listings.ts'
import { split } from './split.ts'

/** Brings what models may learn from into the group: what is new or has changed makes a commit. */
export const load = defineStep({
  name: 'load',
  summary: 'Brings in what models may learn from',
  cache: 'never',
  inputs: { split: split.output },
  run: async ({ inputs, context }): Promise<LoadedGroup> => {
    const { deps, runId } = context
    const rows = await readListings(deps.root, 'trainval')
    const commit = await upsertRows(deps, listings, rows.map(toListing), { runId })
    context.log.info(`${commit?.rowCount ?? 0} listings are new or told anew`)
    const { dataset, version } = inputs.split.trainval
    return { group: listings.name, rowCount: rows.length, contents: `${dataset}@${version}` }
  },
})

export const train = trainStep(rentalPrice, { loads: [load], tuned: rentalPriceWith })
