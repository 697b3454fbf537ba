import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { z } from 'zod'
import {
  compareProfiles,
  profileFile,
  profileTable,
  quantileOf,
  type ColumnProfile,
  type Profile,
  type ProfileComparison,
} from '../../data/index.ts'
import { groupRelation } from '../../features/index.ts'
import { getGroup, readTokens } from '../../project/index.ts'
import { renderProfile } from '../../site/index.ts'
import { duckdbEngine, sql } from '../../table/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand, type Page } from '../command.ts'
import { renderSection, renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const dataProfile = defineCommand({
  name: 'data profile',
  summary: 'Tell what a table holds and what stands out, and what changed',
  description:
    'Of a file, or of all rows of a group: missing and different values, quantiles, histograms, ' +
    'commonest values, correlations, and what stands out. Up to 100,000 rows all is exact; above, what ' +
    'is estimated is said. With --compare also how each column moved.',
  example: [
    'swell data profile swells',
    'swell data profile salaries-2026.csv --compare salaries-2025.csv --out report.html',
  ],
  positionals: ['table'],
  input: z.strictObject({
    table: z.string().describe('A .csv, .tsv, .json, .jsonl or .parquet file, or a group'),
    compare: z
      .string()
      .optional()
      .describe('The file or group to compare with, as it was before')
      .meta({ value: '<table>' }),
    out: z
      .string()
      .optional()
      .describe('Write a report there too: .json as JSON, else as a page of HTML')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { table, compare, out }) => {
    const profile = await readProfile(context, table)
    const before = compare === undefined ? undefined : await readProfile(context, compare)
    const comparison = before && compareProfiles(before, profile)
    const compared =
      before && comparison && compare !== undefined
        ? { title: basename(compare), profile: before, comparison }
        : undefined
    if (out !== undefined) {
      const path = resolve(context.workingFolder, out)
      const tokensCss = await readTokens()
      const title = basename(table)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(
        path,
        extname(out).toLowerCase() === '.json'
          ? `${JSON.stringify({ profile, comparison }, undefined, 2)}\n`
          : renderProfile(profile, { title, tokensCss, ...(compared ? { compared } : {}) }),
      )
    }
    return { table, profile, ...(comparison ? { comparison } : {}), ...(out ? { out } : {}) }
  },
  print: ({ table, profile, comparison, out }, page) =>
    [
      renderOverview(table, profile, page.style),
      renderColumns(profile, page),
      renderAlerts(profile, page.style),
      comparison === undefined ? '' : renderComparison(comparison, page),
      ...profile.approximations.map((sentence) => `${page.style.dim(sentence)}\n`),
      out === undefined ? '' : `\nWritten to ${out}\n`,
    ].join(''),
})

/** A name with the ending of a file is one; memory stays bounded, what doesn't fit goes to disk. */
async function readProfile(context: CommandContext, table: string): Promise<Profile> {
  if (extname(table) !== '') {
    const engine = duckdbEngine()
    try {
      await engine.run(sql`set memory_limit = '1500MB'`)
      return await profileFile(engine, resolve(context.workingFolder, table))
    } finally {
      engine.close()
    }
  }
  const project = await context.open()
  const group = getGroup(project.definition, table)
  const { relation } = await groupRelation(project, group)
  return profileTable(project.engine, relation, { columns: group.columns })
}

function renderOverview(table: string, profile: Profile, style: Style): string {
  const { rowCount, columns, missingCount, duplicateRowCount } = profile
  const duplicates =
    duplicateRowCount === undefined ? '' : `, ${writeCount(duplicateRowCount)} duplicate rows`
  const missing = writePercent(missingCount / (rowCount * columns.length))
  return `${style.bold(table)}: ${writeCount(rowCount)} rows, ${writeCount(columns.length)} columns, ${missing} of cells missing${duplicates}\n\n`
}

function renderColumns({ columns, rowCount }: Profile, { style }: Page): string {
  const right = true
  const number = (of: (from: NonNullable<ColumnProfile['numbers']>) => number | undefined) => {
    return ({ numbers, kind }: ColumnProfile) => {
      if (numbers === undefined) return ''
      const value = of(numbers)
      if (kind !== 'moment' || value === undefined) return writeNumber(value)
      return new Date(value).toISOString().slice(0, 10)
    }
  }
  return renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'kind', of: ({ kind }) => kind },
      { title: 'missing', right, of: ({ missingCount }) => writePercent(missingCount / rowCount) },
      {
        title: 'different',
        right,
        of: ({ distinctCount, distinctIsExact }) =>
          `${distinctIsExact ? '' : '~'}${writeCount(distinctCount)}`,
      },
      { title: 'smallest', right, of: number(({ min }) => min) },
      { title: 'median', right, of: number((from) => quantileOf(from, 0.5)) },
      { title: 'mean', right, of: number(({ mean }) => mean) },
      { title: 'largest', right, of: number(({ max }) => max) },
      { title: 'commonest', of: ({ topValues }) => (topValues?.[0]?.value ?? '').slice(0, 24) },
    ],
    { style, nothing: 'It has no columns.' },
  )
}

function renderAlerts({ alerts }: Profile, style: Style): string {
  const body = alerts.map(({ kind, sentence }) => `${style.warn(kind)}   ${sentence}\n`).join('')
  return renderSection('What stands out', body === '' ? 'Nothing.\n' : body, style)
}

function renderComparison(comparison: ProfileComparison, { style }: Page): string {
  const { rowCount, addedColumns, removedColumns, retypedColumns, columns } = comparison
  const lines = [
    `${writeCount(rowCount.before)} → ${writeCount(rowCount.after)} rows\n`,
    ...addedColumns.map((name) => `${style.good('+')} ${name}\n`),
    ...removedColumns.map((name) => `${style.bad('−')} ${name}\n`),
    ...retypedColumns.map(
      ({ name, before, after }) => `${style.warn('~')} ${name} ${before} → ${after}\n`,
    ),
  ]
  const right = true
  const table = renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'moved', of: ({ level, stability }) => (stability === undefined ? '–' : level) },
      { title: 'stability', right, of: ({ stability }) => stability?.toFixed(3) ?? '–' },
      { title: 'ks', right, of: ({ ks }) => ks?.toFixed(3) ?? '–' },
      { title: 'mean', right, of: ({ mean }) => (mean ? writePair(mean, writeNumber) : '') },
      { title: 'missing', right, of: (drift) => writePair(drift.missingShare, writePercent) },
      { title: 'different', right, of: (drift) => writePair(drift.distinctCount, writeCount) },
    ],
    { style, nothing: 'No column is in both.' },
  )
  return renderSection('What changed', [...lines, table].join(''), style)
}

function writePair(
  { before, after }: { readonly before: number; readonly after: number },
  write: (value: number) => string,
): string {
  return before === after ? write(after) : `${write(before)} → ${write(after)}`
}

function writePercent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`
}
