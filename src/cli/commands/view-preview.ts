import { z } from 'zod'
import { parseMoment, suggestName } from '../../base/index.ts'
import {
  labelCopyFinder,
  labelledRows,
  momentRows,
  type Moment,
  type View,
  type ViewedRow,
} from '../../features/index.ts'
import { getView, type OpenedProject } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { parseMoments } from '../parse-moments.ts'
import { renderTable } from '../render-table.ts'
import { writeCell, writeCounted, writeKeyCell } from '../write-value.ts'

export const viewPreview = defineCommand({
  name: 'view preview',
  summary: 'Show rows of a view, as a model would see them',
  description:
    'Each row has the label and what was known when it was taken; what is not known is a dash. Newest first. With --key and --at it shows what a model would have seen of one key at any moment.',
  example: [
    'swell view preview surf',
    'swell view preview surf --limit 3 --json',
    'swell view preview surf --key beachId=lahinch --at 2026-03-01T12:00:00Z',
  ],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    limit: z.number().int().min(1).max(1000).default(10).describe('How many rows'),
    asOf: z.string().optional().describe('Only what was committed by this moment'),
    key: z.array(z.string()).default([]).describe('Rows of one key: beachId=lahinch'),
    at: z.string().optional().describe('At this moment, with what was known then; needs --key'),
    request: z
      .array(z.string())
      .default([])
      .describe('What comes with the request: amount=12; needs --at'),
  }),
  run: async (context, { view: name, limit, asOf, key, at, request }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    if (at === undefined && request.length > 0) throw cliErrors.requestWithoutMoment({})
    const until = asOf === undefined ? {} : { until: parseMoment(asOf) }
    const rows =
      at === undefined
        ? await checkedRows(project, view, key, until)
        : await rowsAt(project, view, parseMoments(view, { key, at, request }, project.now()))
    const label = at === undefined ? view.label.column : undefined
    return {
      view: name,
      rowCount: rows.length,
      label,
      key: view.label.group.key,
      rows: rows
        .toSorted((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, limit)
        .map((row) => ({
          ...row.key,
          at: row.at,
          ...(label === undefined ? {} : { [label]: row.label }),
          ...known(row.features),
        })),
    }
  },
  toData: ({ key: _key, ...data }) => data,
  print: ({ rows, rowCount, label, key }, { style }) => {
    const names = Object.keys(rows[0] ?? {})
    const table = renderTable<Readonly<Record<string, unknown>>>(
      rows,
      names.map((name) => ({
        title: name,
        right: rows.some((row) => typeof row[name as keyof typeof row] === 'number'),
        of: (row) => {
          if (key.includes(name)) return writeKeyCell(row[name])
          return name === label ? style.bold(writeCell(row[name])) : writeCell(row[name])
        },
      })),
      { style, nothing: 'The view has no such rows yet: load its groups first.' },
    )
    return rows.length < rowCount
      ? `${table}${style.dim(`of ${writeCounted(rowCount, 'row')}`)}\n`
      : table
  },
})

/** The rows at the labels, unless a feature is the label in disguise. */
async function checkedRows(
  project: OpenedProject,
  view: View,
  key: readonly string[],
  options: { readonly until?: Date },
): Promise<readonly ViewedRow[]> {
  const wanted = key.map((text) => {
    const [name = '', ...value] = text.split('=')
    if (view.label.group.key.includes(name) && value.length > 0) return [name, value.join('=')]
    const suggestion = suggestName(name, view.label.group.key)
    throw cliErrors.notAValue({ option: 'key', text, suggestion })
  })
  const { rows } = await labelledRows(project, view, options)
  const copies = labelCopyFinder(view)
  for (const row of rows) copies.see(row)
  copies.check()
  return rows.filter((row) => wanted.every(([name = '', value]) => String(row.key[name]) === value))
}

async function rowsAt(
  project: OpenedProject,
  view: View,
  moment: Moment,
): Promise<readonly ViewedRow[]> {
  return (await momentRows(project, view, [moment], moment.at)).rows
}

/** What is not known is NaN in a feature, and null in JSON. */
function known(features: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(features).map(([name, value]) => [
    name,
    value === undefined || Number.isNaN(value) ? null : value,
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}
