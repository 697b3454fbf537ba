import { defineStep, seededRandom } from 'groundswell'
import { toCsv } from '../samples/csv.ts'
import { settings } from '../settings.ts'
import { check } from './check.ts'
import { keep } from './download.ts'
import { readListings } from './read-listings.ts'

/**
 * Sets rows aside that no model ever sees. A listing falls on the same side in each delivery, so that none
 * of an earlier one's training is in a later one's test.
 */
export const split = defineStep({
  name: 'split',
  summary: 'Sets rows aside for the test of the production model',
  cache: 'never',
  inputs: { checked: check.output },
  run: async ({ context }) => {
    const testSize = context.setting(settings.testSize)
    const seed = context.setting(settings.seed)
    const rows = await readListings(context.deps.root, 'clean-sample')
    const isTest = ({ id }: (typeof rows)[number]) =>
      seededRandom(`${seed} ${id}`).next() < testSize
    const trainval = await keep(context, 'trainval', toCsv(rows.filter((row) => !isTest(row))))
    const test = await keep(context, 'test', toCsv(rows.filter(isTest)))
    return { trainval, test }
  },
})
