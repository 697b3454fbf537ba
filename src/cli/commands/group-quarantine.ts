import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import type { DeliveryStore } from '../../data/index.ts'
import { quarantinedRows } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { writeAgo, writeCell } from '../write-value.ts'

export const groupQuarantine = defineCommand({
  name: 'group quarantine',
  summary: 'Show rows and lines that were set aside at a group’s door',
  description:
    'Rows broke a check of severity quarantine, lines could not be read where the reader quarantines ' +
    'such. The rest of their text came in. Newest first.',
  example: [
    'swell group quarantine reports',
    'swell group quarantine reports --as-of 2026-03-01 --json',
  ],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    limit: z.number().int().min(1).max(100_000).default(20).describe('How many of each'),
    asOf: z
      .string()
      .optional()
      .describe('Those that were set aside by this moment')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { group: name, limit, asOf }) => {
    const project = await context.open()
    const { columns } = getGroup(project.definition, name)
    const then = { limit, ...(asOf === undefined ? {} : { until: parseMoment(asOf) }) }
    const rows = await quarantinedRows(project, name, then)
    const lines = await leftOutLines(project, name, then)
    return { group: name, columns: Object.keys(columns), rows, lines }
  },
  print: ({ group, columns, rows, lines }, { style, now }) => {
    const told = renderLines(lines, style)
    if (rows.length === 0 && told !== '') return told
    const table = renderTable(
      rows,
      [
        ...columns.map((column) => ({
          title: column,
          of: ({ values }: (typeof rows)[number]) => writeCell(values[column]),
        })),
        { title: 'broke', of: ({ broken }) => style.bad(broken) },
        { title: 'left out', right: true, of: ({ committedAt }) => writeAgo(committedAt, now) },
      ],
      { style, nothing: `No row of ${group} was set aside.` },
    )
    return told === '' ? table : `${table}\n${told}`
  },
})

/** A line or row of a delivery that was taken without it. */
interface LeftOutLine {
  readonly delivery: string
  readonly name: string
  readonly line: number | undefined
  readonly column: string | undefined
  readonly text: string
  readonly problem: string
}

async function leftOutLines(
  { deliveries }: { readonly deliveries: DeliveryStore },
  group: string,
  options: { readonly limit: number; readonly until?: Date },
): Promise<LeftOutLine[]> {
  const found = await deliveries.list({ group, status: 'accepted', ...options })
  const lines = found.flatMap(({ id, name, reason }) =>
    (reason?.lines ?? []).map(({ line, row, column, text, message }) => ({
      delivery: id,
      name,
      line: line ?? row,
      column,
      text,
      problem: message,
    })),
  )
  return lines.slice(0, options.limit)
}

function renderLines(lines: readonly LeftOutLine[], style: Style): string {
  if (lines.length === 0) return ''
  return renderTable(
    lines,
    [
      { title: 'file', of: ({ name }) => name },
      { title: 'line', right: true, of: ({ line }) => String(line ?? '') },
      { title: 'text', of: ({ text }) => text },
      { title: 'because', of: ({ problem }) => style.bad(problem) },
    ],
    { style, nothing: '' },
  )
}
