import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { compareProfiles, type Profile } from '../../data/index.ts'
import { readTokens } from '../../project/index.ts'
import { renderProfile, type ProfilePage } from '../../site/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand } from '../command.ts'
import { printProfile } from '../print-profile.ts'
import { readProfile } from '../read-profile.ts'

export const dataProfile = defineCommand({
  name: 'data profile',
  summary: 'Tell what a table holds and what stands out, and what changed',
  description:
    'Of a file, the files of a folder, a version of a dataset, or all rows of a group: missing and ' +
    'different values, quantiles, histograms, commonest values, correlations, how all that moved over ' +
    'time, and what stands out. Up to 100,000 rows all is exact; above, what is estimated is said. With ' +
    '--compare also how each column moved.',
  example: [
    'swell data profile swells --by beachId',
    'swell data profile swells --as-of 2026-03-01',
    'swell data profile tides@latest --compare tides@reference',
    'swell data profile salaries-2026.csv --compare salaries-2025.csv --out report.html',
  ],
  positionals: ['table'],
  input: z.strictObject({
    table: z
      .string()
      .describe('A file or folder of tables, packed or not; a dataset (tides@reference); a group'),
    compare: z
      .string()
      .optional()
      .describe('What to compare with, as it was before')
      .meta({ value: '<table>' }),
    asOf: z
      .string()
      .optional()
      .describe('Of a group: its rows as they were at this moment')
      .meta({ value: '<moment>' }),
    time: z
      .string()
      .optional()
      .describe(
        'The column of the event time; of a file the only one of moments, if it is not told',
      )
      .meta({ value: '<column>' }),
    by: z
      .string()
      .optional()
      .describe('Tell the columns also for each value of this one')
      .meta({ value: '<column>' }),
    missing: z
      .array(z.string())
      .optional()
      .describe('Texts of a file that mean that there is no value: ?,NA')
      .meta({ value: '<a,b>' }),
    delimiter: z
      .string()
      .length(1)
      .optional()
      .describe('What stands between the values of a CSV file, if not what its head has most of')
      .meta({ value: '<character>' }),
    encoding: z
      .string()
      .optional()
      .describe('Of a CSV or JSON file, if not UTF-8: latin1')
      .meta({ value: '<name>' }),
    out: z
      .string()
      .optional()
      .describe('Write a report there too: .json as JSON, else as a page of HTML')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { table, compare, out, asOf, ...options }) => {
    const then = asOf === undefined ? {} : { until: parseMoment(asOf) }
    const profile = await readProfile(context, table, options, then)
    const told = { table, profile, ...(out === undefined ? {} : { out }) }
    if (compare === undefined) {
      await writeReport(context, told)
      return told
    }
    const before = await readProfile(context, compare, options)
    const comparison = compareProfiles(before, profile)
    await writeReport(context, {
      ...told,
      compared: { title: compare, profile: before, comparison },
    })
    return { ...told, comparison }
  },
  print: printProfile,
})

interface Report {
  readonly table: string
  readonly profile: Profile
  readonly compared?: NonNullable<ProfilePage['compared']>
  readonly out?: string
}

async function writeReport(
  { now, workingFolder }: CommandContext,
  { table, profile, compared, out }: Report,
): Promise<void> {
  if (out === undefined) return
  const path = resolve(workingFolder, out)
  await mkdir(dirname(path), { recursive: true })
  if (extname(out).toLowerCase() === '.json') {
    const comparison = compared?.comparison
    await writeFile(path, `${JSON.stringify({ table, profile, comparison })}\n`)
    return
  }
  const page = { title: basename(table), madeAt: now(), tokensCss: await readTokens() }
  const named = compared && { compared: { ...compared, title: basename(compared.title) } }
  await writeFile(path, renderProfile(profile, { ...page, ...named }))
}
