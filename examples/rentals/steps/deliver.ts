import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineStep } from 'groundswell'
import { toCsv } from '../samples/csv.ts'
import { madeListings } from '../samples/made-listings.ts'
import { settings } from '../settings.ts'

/** Stands for the world: a sample, and weeks later a larger one with a listing far out at sea. */
export const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up the two deliveries',
  writes: ['deliveries'],
  run: async ({ context }) => {
    const folder = join(context.deps.root, 'deliveries')
    const rows = context.setting(settings.sampleRows)
    const samples = {
      'sample1.csv': madeListings({ rows, seed: 'first' }),
      'sample2.csv': madeListings({ rows: Math.round(rows * 1.2), seed: 'second', lost: 1 }),
    }
    await mkdir(folder, { recursive: true })
    for (const [name, listings] of Object.entries(samples)) {
      await writeFile(join(folder, name), toCsv(listings))
    }
    return Object.keys(samples)
  },
})
