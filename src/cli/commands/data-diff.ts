import { z } from 'zod'
import {
  diffVersions,
  getDatasetVersion,
  sqlDatasetStore,
  type ColumnDrift,
  type DatasetDeps,
  type DatasetVersion,
  type TableDifference,
} from '../../data/index.ts'
import { duckdbEngine } from '../../table/index.ts'
import { defineCommand, type Page } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { renderColumnDrift } from '../print-profile.ts'
import { writeCount, writeCounted } from '../write-value.ts'

export const dataDiff = defineCommand({
  name: 'data diff',
  summary: 'Tell how two versions of a dataset differ',
  description:
    'Files that came, changed and went; of changed tables (CSV, JSON, Parquet, Arrow; packed or not) ' +
    'also schema, row count, and how the values of each column moved: population stability, ' +
    'Jensen–Shannon, Kolmogorov–Smirnov and Wasserstein distance, share of missing and of different ' +
    'values, mean. With --key also how many rows came, went and changed.',
  example: [
    'swell data diff tides',
    'swell data diff tides reference',
    'swell data diff tides 2 5 --tables 100',
    'swell data diff tides --key port,at',
  ],
  positionals: ['dataset', 'from', 'to'],
  input: z.strictObject({
    dataset: z.string().describe('Its name'),
    from: z.string().optional().describe('A version or alias; the one before `to` when left out'),
    to: z.string().default('latest').describe('A version or alias'),
    key: z
      .array(z.string())
      .default([])
      .describe('Columns that tell the rows of a table apart')
      .meta({ value: '<a,b>' }),
    tables: z.number().int().min(0).default(20).describe('How many changed tables to look into'),
  }),
  run: (context, { dataset, from, to, key, tables }) =>
    withDatasets(context, async (deps) => {
      const after = await getDatasetVersion(deps, { dataset, version: to })
      const before =
        from === undefined
          ? await findBefore(deps, after)
          : await getDatasetVersion(deps, { dataset, version: from })
      const engine = duckdbEngine()
      try {
        const { blobs } = deps
        return await diffVersions({ blobs, engine }, before, after, { tablesAtMost: tables, key })
      } finally {
        engine.close()
      }
    }),
  print: ({ from, to, added, changed, removed, tables, unopenedCount }, page) => {
    const { style } = page
    const head = `${style.bold(to.dataset)} version ${from.version} → ${to.version}: ${added.length} added, ${changed.length} changed, ${removed.length} removed\n`
    const more =
      unopenedCount === 0
        ? ''
        : `${style.dim(`${writeCounted(unopenedCount, 'more changed table')} not looked into: --tables`)}\n`
    return [
      head,
      ...renderPaths(added, style.good('+')),
      ...renderPaths(changed, style.warn('~')),
      ...renderPaths(removed, style.bad('−')),
      ...tables.map((table) => renderTableDifference(table, page)),
      more,
    ].join('')
  },
})

/** The version before; a first one is compared with itself: nothing differs. */
async function findBefore(
  { database }: Pick<DatasetDeps, 'database'>,
  after: DatasetVersion,
): Promise<DatasetVersion> {
  const versions = await sqlDatasetStore(database).list(after.dataset)
  return versions.find(({ version }) => version < after.version) ?? after
}

const shownPaths = 20

function renderPaths(files: readonly { readonly path: string }[], mark: string): string[] {
  const more = files.length - shownPaths
  return [
    ...files.slice(0, shownPaths).map(({ path }) => `  ${mark} ${path}\n`),
    ...(more > 0 ? [`  ${mark} and ${writeCounted(more, 'more file')}\n`] : []),
  ]
}

function renderTableDifference({ path, changes, problem }: TableDifference, page: Page): string {
  const { style } = page
  if (changes === undefined) return `\n${style.bold(path)}: no table: ${problem ?? ''}\n`
  const { rowCount } = changes
  const change = rowCount.after - rowCount.before
  const lines = [
    ...changes.addedColumns.map(({ name, type }) => `  ${style.good('+')} ${name} ${type}\n`),
    ...changes.removedColumns.map(({ name, type }) => `  ${style.bad('−')} ${name} ${type}\n`),
    ...changes.retypedColumns.map(
      ({ name, type }) => `  ${style.warn('~')} ${name} ${type.before} → ${type.after}\n`,
    ),
  ]
  const { keys } = changes
  const byKey =
    keys === undefined
      ? ''
      : `  by key: ${writeCount(keys.addedCount)} added, ${writeCount(keys.changedCount)} changed, ${writeCount(keys.removedCount)} removed\n`
  const moved = changes.drift.filter(hasMoved)
  const columns = renderColumnDrift(moved, style, 'No column’s values moved.')
  const still = changes.drift.length - moved.length
  const rest =
    still === 0 || moved.length === 0
      ? ''
      : `${style.dim(`${writeCounted(still, 'more column')} did not move`)}\n`
  const rows = `${writeCount(rowCount.before)} → ${writeCount(rowCount.after)} rows (${change < 0 ? '−' : '+'}${writeCount(Math.abs(change))})`
  return `\n${style.bold(path)}   ${rows}\n${byKey}${lines.join('')}${columns}${rest}`
}

/** Whether any of its numbers differs. */
function hasMoved({
  missingShare,
  distinctCount,
  mean,
  stability = 0,
  ks = 0,
}: ColumnDrift): boolean {
  const pairs = [missingShare, distinctCount, ...(mean === undefined ? [] : [mean])]
  return stability > 0 || ks > 0 || pairs.some(({ before, after }) => before !== after)
}
