import { z } from 'zod'
import { labelledRows } from '../../features/index.ts'
import { getView } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeCell, writeCounted } from '../write-value.ts'

export const viewPreview = defineCommand({
  name: 'view preview',
  summary: 'Show rows of a view, as a model would see them',
  description:
    'Each row has the label and what was known when it was taken; what is not known is a dash. Newest first.',
  example: ['swell view preview surf', 'swell view preview surf --limit 3 --json'],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    limit: z.number().int().min(1).max(1000).default(10).describe('How many rows'),
  }),
  run: async (context, { view: name, limit }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    const { rows } = await labelledRows(project, view)
    const { column } = view.label
    return {
      view: name,
      rowCount: rows.length,
      label: column,
      rows: rows
        .toSorted((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, limit)
        .map((row) => ({ ...row.key, at: row.at, [column]: row.label, ...known(row.features) })),
    }
  },
  print: ({ rows, rowCount, label }, { style }) => {
    const names = Object.keys(rows[0] ?? {})
    const table = renderTable<Readonly<Record<string, unknown>>>(
      rows,
      names.map((name) => ({
        title: name,
        right: rows.some((row) => typeof row[name as keyof typeof row] === 'number'),
        of: (row) => (name === label ? style.bold(writeCell(row[name])) : writeCell(row[name])),
      })),
      { style, nothing: 'The view has no rows yet: load its groups first.' },
    )
    return rows.length < rowCount
      ? `${table}${style.dim(`of ${writeCounted(rowCount, 'row')}`)}\n`
      : table
  },
})

/** What is not known is NaN in a feature, and null in JSON. */
function known(features: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(features).map(([name, value]) => [
    name,
    value === undefined || Number.isNaN(value) ? null : value,
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}
