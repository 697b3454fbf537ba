import { z } from 'zod'
import { readLoggedRuns } from '../../server/index.ts'
import { recoverTrackedRuns, sqlExperimentStore } from '../../tracking/index.ts'
import { trackingFolder } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { writeMetrics } from '../render-runs.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeCounted } from '../write-value.ts'

export const runsSearch = defineCommand({
  name: 'runs search',
  summary: 'Find runs of the platform and of programs by metrics, parameters and tags',
  description:
    'By MLflow’s grammar with OR, NOT and parentheses. Newest first, unless an order is asked for.',
  example: [
    `swell runs search "metrics.loss < 0.1 AND (params.depth = '3' OR tags.team IS NULL)"`,
    `swell runs search --experiment tides --order "metrics.loss ASC" --limit 5`,
  ],
  positionals: ['filter'],
  input: z.strictObject({
    filter: z.string().default('').describe('What they have to fit; all when left out'),
    experiment: z.string().optional().describe('Only of the experiment of this name'),
    order: z.string().default('').describe('Such as "metrics.loss DESC, start_time"'),
    view: z.enum(['active', 'deleted', 'all']).default('active').describe('Deleted ones, too'),
    limit: z.number().int().min(1).max(50_000).default(20).describe('How many'),
  }),
  run: async (context, { filter, experiment, order, view, limit }) => {
    const project = await context.open()
    await recoverTrackedRuns(project, trackingFolder(project.state))
    const { database: session, now } = project
    const experiments = sqlExperimentStore({ session, now })
    const ids =
      experiment === undefined
        ? {}
        : { experimentIds: String((await experiments.getByName(experiment)).id) }
    return readLoggedRuns(project, { filter, orderBy: order, view, limit, offset: 0, ...ids })
  },
  print: ({ runs, runCount }, { style, now }) => {
    const more =
      runs.length < runCount ? `${style.dim(`of ${writeCounted(runCount, 'run')}`)}\n` : ''
    const table = renderTable(
      runs,
      [
        { title: 'run', of: ({ id }) => style.dim(id) },
        { title: 'experiment', of: ({ experiment }) => experiment },
        { title: 'name', of: ({ name }) => name },
        { title: 'status', of: ({ status }) => status.toLowerCase() },
        { title: 'started', right: true, of: ({ startedAt }) => writeAgo(startedAt, now) },
        { title: 'parameters', of: ({ params }) => writeParams(params) },
        { title: 'metrics', of: ({ metrics }) => writeMetrics(toNumbers(metrics)) },
      ],
      { style, nothing: 'No run fits.' },
    )
    return `${table}${more}`
  },
})

const shownCount = 4
const shownLength = 20

function writeParams(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .slice(0, shownCount)
    .map(([name, value]) =>
      value.length > shownLength ? `${name} ${value.slice(0, shownLength)}…` : `${name} ${value}`,
    )
    .join(', ')
}

function toNumbers(metrics: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}
