import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineStep } from 'groundswell'
import { toCsv } from '../songs/csv.ts'
import { madeSongs } from '../songs/made-songs.ts'
import { settings } from '../settings.ts'

/** Stands for the world: a sample, and a later one that another player has measured. */
export const deliver = defineStep({
  name: 'deliver',
  summary: 'Makes up the two deliveries',
  writes: ['deliveries'],
  run: async ({ context }) => {
    const folder = join(context.deps.root, 'deliveries')
    const rows = context.setting(settings.sampleRows)
    const samples = {
      'songs1.csv': madeSongs({ rows, seed: 'first' }),
      'songs2.csv': madeSongs({ rows, seed: 'second', louderBy: 3 }),
    }
    await mkdir(folder, { recursive: true })
    for (const [name, songs] of Object.entries(samples)) {
      await writeFile(join(folder, name), toCsv(songs))
    }
    return Object.keys(samples)
  },
})
