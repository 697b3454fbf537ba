import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { runKinds, runStatuses } from './runs.ts'

/** A run of the platform, or one that a program has logged. */
export const tableRunKinds = [...runKinds, 'logged'] as const
export type TableRunKind = (typeof tableRunKinds)[number]

const places = z
  .array(z.number())
  .nullable()
  .describe('Places in `runs` of those that have it; null where all do.')

/** What runs may have or lack, by its name: only those that have it are told. */
export const numberColumnReply = z.strictObject({
  name: z.string(),
  places,
  values: z.array(z.number().nullable()).describe('Null where it is not a number.'),
})

export const textColumnReply = z.strictObject({
  name: z.string(),
  places,
  values: z.array(z.string()),
})

const milliseconds = z.array(z.number().nullable()).describe('Since 1970, in UTC.')

/** Thousands of runs in one answer: column by column, as a table shows them. */
export const runTableReply = z.strictObject({
  runs: z.strictObject({
    ids: z.array(z.string()),
    names: z.array(z.string()),
    kinds: z.array(z.enum(tableRunKinds)),
    statuses: z.array(z.enum(runStatuses)),
    experiments: z.array(z.string()).describe('By their names.'),
    users: z.array(z.string()),
    parents: z.array(z.string().nullable()),
    startedMs: milliseconds,
    endedMs: milliseconds,
  }),
  metrics: z.array(numberColumnReply).describe('The last value of each.'),
  params: z.array(textColumnReply),
  tags: z.array(textColumnReply),
  isCut: z.boolean().describe('Whether more runs fit than were wanted.'),
})
export type RunTableReply = z.infer<typeof runTableReply>

const mostRuns = 50_000

export const getRunTable = defineRoute({
  method: 'GET',
  path: '/api/v1/run-table',
  summary: 'Search thousands of runs, column by column',
  description:
    'As the search for runs does, newest first; in a form that a table of ten thousand shows at once.',
  query: z.strictObject({
    filter: z.string().default(''),
    kind: z.enum(tableRunKinds).optional().describe('Without it, steps are left out.'),
    experiment: z.string().optional().describe('The id of one; only its runs.'),
    ids: z.string().optional().describe('Only these, with commas between them.'),
    lifecycle: z.enum(['active', 'deleted']).default('active'),
    limit: z.coerce.number<number>().int().min(1).max(mostRuns).default(10_000),
  }),
  reply: runTableReply,
  errors: [
    'tracking.filterNotReadable',
    'tracking.searchKeyNotKnown',
    'tracking.searchValueWrong',
    'tracking.experimentNotFound',
  ],
})
