import { z } from 'zod'
import { formatDuration, parseMoment } from '../../base/index.ts'
import { readGroup, readGroupCommits, readGroupRows } from '../../server/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { describeFreshness, describeVolume } from '../render-groups.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import {
  writeAgo,
  writeBytes,
  writeCell,
  writeKeyCell,
  writeCount,
  writeCounted,
  writeMoment,
} from '../write-value.ts'

export const groupShow = defineCommand({
  name: 'group show',
  summary: 'Show a group: its columns, commits and newest rows',
  example: [
    'swell group show swells',
    'swell group show swells --rows 3 --json',
    'swell group show swells --as-of 2026-03-01',
  ],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    rows: z.number().int().min(1).max(1000).default(5).describe('How many of the newest rows'),
    commits: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .describe('How many of the newest commits'),
    asOf: z
      .string()
      .optional()
      .describe('Commits and rows as they were at this moment')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { group: name, rows: rowLimit, commits: commitLimit, asOf }) => {
    const project = await context.open()
    const then = asOf === undefined ? {} : { until: parseMoment(asOf) }
    const group = await readGroup(project, name, then)
    const { commits } = await readGroupCommits(project, name, { limit: commitLimit, ...then })
    const { rows } = await readGroupRows(project, name, { limit: rowLimit, ...then })
    const { derive, load } = getGroup(project.definition, name)
    const madeOf = derive?.from.map((from) => from.name) ?? []
    return { ...group, madeOf, isLoaded: load !== undefined, commits, rows }
  },
  print: (group, page) => {
    const { style, now } = page
    return [
      `${style.bold(group.name)}  ${style.dim(group.description ?? '')}\n\n`,
      renderFacts(
        [
          ['key', group.key.join(', ')],
          ['event time', group.time],
          ['source', group.source ?? describeOrigin(group)],
          ['rows', `${writeCount(group.rowCount)} in ${writeCounted(group.commitCount, 'commit')}`],
          ['newest event', writeMoment(group.newestEventAt)],
          ['freshness', describeFreshness(group.freshness, style)],
          ['last 24 h', describeVolume(group.volume, style)],
          ['read by views', group.usedBy.views.join(', ')],
          ['checks', group.checks.join('; ')],
        ],
        style,
      ),
      renderSection(
        'Columns',
        renderTable(
          group.columns,
          [
            { title: 'name', of: ({ name }) => name },
            { title: 'type', of: ({ type }) => type },
            { title: 'unit', of: ({ unit }) => unit ?? '' },
            { title: 'what it is', of: ({ description }) => description ?? '' },
          ],
          { style, nothing: 'It has no columns.' },
        ),
        style,
      ),
      renderSection(
        'Newest commits',
        renderTable(
          group.commits,
          [
            { title: 'commit', right: true, of: ({ sequence }) => `#${sequence}` },
            { title: 'made', right: true, of: ({ committedAt }) => writeAgo(committedAt, now) },
            { title: 'kind', of: ({ kind }) => kind },
            { title: 'rows', right: true, of: ({ rowCount }) => writeCount(rowCount) },
            {
              title: 'corrections',
              right: true,
              of: ({ correctionCount }) =>
                correctionCount === 0 ? '' : writeCount(correctionCount),
            },
            {
              title: 'late',
              right: true,
              of: ({ lateCount, lateMaxMs }) =>
                lateMaxMs === null
                  ? ''
                  : `${writeCount(lateCount)} (up to ${formatDuration(lateMaxMs)})`,
            },
            {
              title: 'texts',
              right: true,
              of: ({ deliveryIds }) => writeCount(deliveryIds.length),
            },
            { title: 'by', of: ({ by }) => by ?? '' },
            { title: 'size', right: true, of: ({ sizeBytes }) => writeBytes(sizeBytes) },
            { title: 'id', of: ({ id }) => style.dim(id) },
          ],
          { style, nothing: 'Nothing was committed yet.' },
        ),
        style,
      ),
      renderSection(
        'Newest rows',
        renderTable(
          group.rows,
          group.columns.map(({ name, type, unit }) => ({
            title: unit === undefined ? name : `${name} (${unit})`,
            right: type === 'float' || type === 'integer',
            of: (row) => (group.key.includes(name) ? writeKeyCell : writeCell)(row[name]),
          })),
          { style, nothing: 'It has no rows yet.' },
        ),
        style,
      ),
    ].join('')
  },
})

/** Where rows come from that no source delivers. */
function describeOrigin({
  madeOf,
  isLoaded,
}: {
  readonly madeOf: readonly string[]
  readonly isLoaded: boolean
}): string {
  if (madeOf.length > 0) return `made of ${madeOf.join(', ')}`
  return isLoaded ? 'its own loader' : 'none; steps write to it'
}
