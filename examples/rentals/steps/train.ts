import {
  defineStep,
  deleteRows,
  newestRows,
  trainStep,
  upsertRows,
  type LoadedGroup,
} from 'groundswell'
import { listings, toListing } from '../groups/listings.ts'
import { rentalPrice, rentalPriceWith } from '../models/rental-price.ts'
import { readListings } from './read-listings.ts'
import { split } from './split.ts'

/**
 * Brings what models may learn from into the group: what is new or has changed makes a commit, and what isn't among it
 * any more is deleted. So a model learns from what was split now, and from no row that is set aside for the test.
 */
export const load = defineStep({
  name: 'load',
  summary: 'Brings in what models may learn from',
  cache: 'never',
  inputs: { split: split.output },
  run: async ({ inputs, context }): Promise<LoadedGroup> => {
    const { deps, runId } = context
    const rows = await readListings(deps.root, 'trainval')
    const told = rows.map(toListing)
    const commit = await upsertRows(deps, listings, told, { runId })
    const gone = await listOthers(deps, new Set(told.map(({ id }) => id)))
    const { rowCount: goneCount } = await deleteRows(deps, listings, gone, { runId })
    context.log.info(
      `${commit?.rowCount ?? 0} listings are new or told anew, ${goneCount} are gone`,
    )
    const { dataset, version } = inputs.split.trainval
    return { group: listings.name, rowCount: rows.length, contents: `${dataset}@${version}` }
  },
})

/** The keys of listings of the group that are not among `ids`. */
async function listOthers(deps: Parameters<typeof newestRows>[0], ids: ReadonlySet<number>) {
  const all = await newestRows(deps, listings, Number.MAX_SAFE_INTEGER)
  const others = all.filter(({ id }) => !ids.has(id))
  return others.map(({ id, neighbourhoodGroup }) => ({ id, neighbourhoodGroup }))
}

export const train = trainStep(rentalPrice, { loads: [load], tuned: rentalPriceWith })
