import { z } from 'zod'
import { checkoutDataset, chooseCheckouts, type CheckedOut } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { writeCounted } from '../write-value.ts'

export const dataCheckout = defineCommand({
  name: 'data checkout',
  summary: 'Bring the data back that pointers name, or another version',
  description:
    'After `git checkout` of an old commit it brings the old data back. Files are placed as reflinks ' +
    'where the disk can, else as copies, so that they may be edited. What no version holds is not ' +
    'overwritten.',
  example: [
    'swell data checkout',
    'swell data checkout data/tides',
    'swell data checkout tides@2',
    'swell data checkout tides@reference --link',
  ],
  positionals: ['what'],
  input: z.strictObject({
    what: z
      .string()
      .optional()
      .describe('A path, a dataset, or a version of one: tides@2; all pointers when left out'),
    force: z.boolean().default(false).describe('Give up changes that no version holds'),
    link: z
      .boolean()
      .default(false)
      .describe('Large files as read-only hard links to the store, which take no room'),
  }),
  run: (context, { what, force, link }) =>
    withDatasets(context, async (deps) => {
      const { live, signal } = context
      const done: CheckedOut[] = []
      for (const { place, version } of await chooseCheckouts(deps, what, context.workingFolder)) {
        const options = { force, hardLink: link, onProgress: live.progress, signal }
        done.push(await checkoutDataset(deps, place, version, options))
      }
      return { datasets: done }
    }),
  print: ({ datasets }, { style }) =>
    datasets.length === 0
      ? `${style.dim('No pointer file was found.')}\n`
      : datasets
          .map(({ version: { dataset, version }, path, writtenCount, removedCount }) => {
            const what = `${style.bold(dataset)} version ${version} ${style.dim(`at ${path}`)}`
            const isSame = writtenCount + removedCount === 0
            const removed = removedCount === 0 ? '' : `, ${removedCount} removed`
            return isSame
              ? `${what}: as it was\n`
              : `${style.good('✓')} ${what}: ${writeCounted(writtenCount, 'file')} written${removed}\n`
          })
          .join(''),
})
