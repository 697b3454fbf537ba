import { resolve } from 'node:path'
import { z } from 'zod'
import {
  exportRuns,
  sqlExperimentStore,
  sqlLoggedFiles,
  sqlLoggedRunStore,
} from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'
import { writeCounted } from '../write-value.ts'

export const runsExport = defineCommand({
  name: 'runs export',
  summary: 'Write runs that programs have logged into a folder, in MLflow’s form',
  description:
    'With parameters, tags, whole histories, datasets and files. MLflow reads the folder as a file store, and `swell ' +
    'runs import` takes it over elsewhere.',
  example: [
    'swell runs export --experiment tides --out tides-runs',
    'swell runs export --run 0c3f… --out one-run',
  ],
  input: z.strictObject({
    run: z.array(z.string()).default([]).describe('Which runs, by id'),
    experiment: z.string().optional().describe('All runs of an experiment, by its name'),
    out: z.string().describe('Into which folder').meta({ value: '<folder>' }),
  }),
  run: async (context, { run, experiment, out }) => {
    const { database: session, now, blobs } = await context.open()
    const experiments = sqlExperimentStore({ session, now })
    const runs = sqlLoggedRunStore({ session, now })
    const ids = [...run]
    if (experiment !== undefined) {
      const { id } = await experiments.getByName(experiment)
      const found = await runs.search({
        experimentIds: [id],
        lifecycles: ['active', 'deleted'],
        filter: '',
        orderBy: [],
        limit: 50_000,
        offset: 0,
      })
      ids.push(...found.items.map((one) => one.id))
    }
    const folder = resolve(context.workingFolder, out)
    const files = sqlLoggedFiles(session)
    return { folder, ...(await exportRuns({ experiments, runs, files, blobs }, ids, folder)) }
  },
  print: ({ folder, runCount, fileCount }) =>
    `${writeCounted(runCount, 'run')} with ${writeCounted(fileCount, 'file')} in ${folder}\n`,
})
