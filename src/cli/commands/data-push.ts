import { z } from 'zod'
import { getDatasetVersion, openRemote, pushDatasets } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { writeBytes, writeCounted } from '../write-value.ts'

export const dataPush = defineCommand({
  name: 'data push',
  summary: 'Send versions of datasets to a remote',
  description:
    'What the remote has already is not sent again, so that a push that was stopped goes on where it ' +
    'was. A version is told of when all of its content is there.',
  example: ['swell data push', 'swell data push tides --remote backup'],
  positionals: ['dataset'],
  input: z.strictObject({
    dataset: z.string().optional().describe('Its name; all when left out'),
    remote: z.string().optional().describe('To which; the only one, or origin, when left out'),
  }),
  run: (context, { dataset, remote: name }) =>
    withDatasets(context, async (deps) => {
      if (dataset !== undefined) await getDatasetVersion(deps, { dataset, version: 'latest' })
      const remote = await openRemote({ ...deps, environment: context.environment }, name)
      const pushed = await pushDatasets(deps, remote, {
        onProgress: context.live.progress,
        signal: context.signal,
        ...(dataset === undefined ? {} : { dataset }),
      })
      return { remote: remote.name, ...pushed }
    }),
  print: ({ remote, versions, sentCount, sentBytes, presentCount }, { style }) =>
    `${style.good('✓')} ${remote} has ${writeCounted(versions.length, 'version')}: ${writeCounted(sentCount, 'blob')} sent (${writeBytes(sentBytes)}), ${presentCount} there already\n`,
})
