import { defineStep, parseDatasetReference, tagDataset } from 'groundswell'
import { toCsv } from '../songs/csv.ts'
import { download } from './download.ts'
import { keep } from './keep.ts'
import { readSongs } from './read-songs.ts'

/** What came twice goes. What is missing stays missing: filling it is the model's. */
export const preprocess = defineStep({
  name: 'preprocess',
  summary: 'Leaves out songs that came twice',
  cache: 'never',
  inputs: { sample: download.output },
  run: async ({ context }) => {
    const rows = await readSongs(context.deps.root, 'sample')
    const kept = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
    context.log.info(`${rows.length - kept.length} of ${rows.length} songs came twice`)
    const made = await keep(context, 'clean-sample', toCsv(kept))
    if (made.version === 1) {
      // Until somebody says otherwise (`swell data tag`), others are held to the first.
      await tagDataset(context.deps, {
        reference: parseDatasetReference('clean-sample@1'),
        alias: 'reference',
        by: context.deps.user ?? 'pipeline',
        reason: 'the first clean sample',
      })
    }
    return made
  },
})
