import { z } from 'zod'
import {
  checkoutDataset,
  chooseCheckouts,
  openRemote,
  pullDatasets,
  type DatasetDeps,
} from '../../data/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { userName } from '../user-name.ts'
import { writeCounted } from '../write-value.ts'

export const dataPull = defineCommand({
  name: 'data pull',
  summary: 'Fetch the versions that pointers name from a remote, and check them out',
  description:
    'After a fresh `git clone` it brings the data. Every content is verified; what is here already is ' +
    'not fetched again. What no version holds is not overwritten.',
  example: ['swell data pull', 'swell data pull tides', 'swell data pull --all --keep-files'],
  positionals: ['dataset'],
  input: z.strictObject({
    dataset: z.string().optional().describe('Its name; all when left out'),
    remote: z.string().optional().describe('From which; the only one, or origin, when left out'),
    all: z.boolean().default(false).describe('Every version, not only those that pointers name'),
    keepFiles: z.boolean().default(false).describe('Leave the files beside the pointers alone'),
  }),
  run: (context, { dataset, remote: name, all, keepFiles }) =>
    withDatasets(context, async (deps) => {
      const remote = await openRemote({ ...deps, environment: context.environment }, name)
      const { live, signal } = context
      const pulled = await pullDatasets(deps, remote, {
        all,
        by: userName(),
        onProgress: live.progress,
        signal,
        ...(dataset === undefined ? {} : { dataset }),
      })
      const writtenCount = keepFiles ? 0 : await checkoutPulled(context, deps, dataset)
      return { remote: remote.name, ...pulled, writtenCount }
    }),
  print: (pulled, { style }) => {
    const { remote, versions, movedAliases, fetchedCount, presentCount, writtenCount } = pulled
    const moved = movedAliases.length === 0 ? '' : `Moved elsewhere: ${movedAliases.join(', ')}\n`
    return `${style.good('✓')} ${writeCounted(versions.length, 'version')} of ${remote}: ${writeCounted(fetchedCount, 'blob')} fetched, ${presentCount} here already; ${writeCounted(writtenCount, 'file')} written\n${moved}`
  },
})

async function checkoutPulled(
  { live, signal, workingFolder }: CommandContext,
  deps: DatasetDeps,
  dataset: string | undefined,
): Promise<number> {
  let writtenCount = 0
  for (const { place, version } of await chooseCheckouts(deps, dataset, workingFolder)) {
    const options = { onProgress: live.progress, signal }
    writtenCount += (await checkoutDataset(deps, place, version, options)).writtenCount
  }
  return writtenCount
}
