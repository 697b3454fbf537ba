import { z } from 'zod'
import { checkVerdicts } from './check-reports.ts'
import { defineRoute } from './define-route.ts'
import { columnReply, count, moment, nameParams, version } from './fields.ts'

const aliases = z.array(z.string()).describe('Those that point at it now.')

const versionFields = {
  dataset: z.string(),
  version,
  createdAt: moment,
  message: z.string().nullable(),
  kind: z.enum(['file', 'folder']),
  fileCount: count,
  sizeBytes: count,
  digest: z.string(),
  runId: z.string().nullable(),
  aliases,
  verdict: z.enum(checkVerdicts).nullable().describe('Of its newest report of checks.'),
  reportId: z.string().nullable(),
}

export const datasetVersionReply = z.strictObject(versionFields)
export type DatasetVersionReply = z.infer<typeof datasetVersionReply>

export const datasetSummaryReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  declared: z.boolean().describe('Whether the project says what its tables hold.'),
  versionCount: count,
  latest: datasetVersionReply.nullable(),
})
export type DatasetSummaryReply = z.infer<typeof datasetSummaryReply>

export const datasetsReply = z.strictObject({ datasets: z.array(datasetSummaryReply) })
export type DatasetsReply = z.infer<typeof datasetsReply>

export const listDatasets = defineRoute({
  method: 'GET',
  path: '/api/v1/datasets',
  summary: 'List the datasets with their newest versions',
  reply: datasetsReply,
  errors: [],
})

const datasetMoveReply = z.strictObject({
  alias: z.string(),
  from: version.nullable(),
  to: version,
  movedAt: moment,
  by: z.string(),
  reason: z.string().nullable(),
})

export const datasetReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  declared: z.boolean(),
  columns: z.array(columnReply).describe('As they are declared.'),
  checks: z.array(z.string()).describe('What a version must keep to be added, as sentences.'),
  versions: z.array(datasetVersionReply).describe('Newest first.'),
  moves: z.array(datasetMoveReply).describe('Of its aliases, newest first.'),
})
export type DatasetReply = z.infer<typeof datasetReply>

export const getDataset = defineRoute({
  method: 'GET',
  path: '/api/v1/datasets/:name',
  summary: 'Show one dataset with its versions and the history of its aliases',
  params: nameParams,
  reply: datasetReply,
  errors: ['data.datasetNotFound'],
})

const versionParams = z.strictObject({
  name: z.string(),
  version: z.string().describe('A number or an alias.'),
})

const datasetFileReply = z.strictObject({
  path: z.string(),
  sizeBytes: count,
  digest: z.string(),
})
export type DatasetFileReply = z.infer<typeof datasetFileReply>

export const datasetVersionDetailReply = z.strictObject({
  ...versionFields,
  before: version.nullable().describe('The version before it.'),
  tableCount: count.describe('How many of its files are tables.'),
  files: z.array(datasetFileReply).describe('The first thousand.'),
})
export type DatasetVersionDetailReply = z.infer<typeof datasetVersionDetailReply>

export const getDatasetVersion = defineRoute({
  method: 'GET',
  path: '/api/v1/datasets/:name/versions/:version',
  summary: 'Show one version of a dataset with its files',
  params: versionParams,
  reply: datasetVersionDetailReply,
  errors: ['data.datasetNotFound', 'data.datasetVersionNotFound'],
})

const paths = z.strictObject({
  count,
  paths: z.array(z.string()).describe('The first hundred.'),
})

const pairOf = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ before: value, after: value })

export const tableDifferenceReply = z.strictObject({
  path: z.string(),
  problem: z.string().nullable().describe('Why it could not be read as a table.'),
  rowCount: pairOf(count).nullable(),
  addedColumns: z.array(z.string()),
  removedColumns: z.array(z.string()),
  retypedColumns: z.array(
    z.strictObject({ name: z.string(), before: z.string(), after: z.string() }),
  ),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      missingShare: pairOf(z.number()),
      distinctCount: pairOf(count),
      mean: pairOf(z.number().nullable()),
    }),
  ),
})
export type TableDifferenceReply = z.infer<typeof tableDifferenceReply>

export const datasetDifferenceReply = z.strictObject({
  dataset: z.string(),
  from: version,
  to: version,
  added: paths,
  changed: paths,
  removed: paths,
  tables: z.array(tableDifferenceReply).describe('What changed in the tables among them.'),
  unopenedCount: count.describe('Changed tables that were not looked into.'),
})
export type DatasetDifferenceReply = z.infer<typeof datasetDifferenceReply>

export const getDatasetDifference = defineRoute({
  method: 'GET',
  path: '/api/v1/datasets/:name/versions/:version/difference',
  summary: 'Tell how a version of a dataset differs from another',
  params: versionParams,
  query: z.strictObject({
    from: z.string().optional().describe('A number or an alias; the version before it if absent.'),
  }),
  reply: datasetDifferenceReply,
  errors: ['data.datasetNotFound', 'data.datasetVersionNotFound'],
})
