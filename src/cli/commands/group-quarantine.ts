import { z } from 'zod'
import { quarantinedRows } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeCell } from '../write-value.ts'

export const groupQuarantine = defineCommand({
  name: 'group quarantine',
  summary: 'Show rows that were set aside at a group’s door',
  description:
    'They broke a check of severity quarantine. The rest of their text came in. Newest commits first.',
  example: ['swell group quarantine reports', 'swell group quarantine reports --json'],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    limit: z.number().int().min(1).max(100_000).default(20).describe('How many rows'),
  }),
  run: async (context, { group: name, limit }) => {
    const project = await context.open()
    const { columns } = getGroup(project.definition, name)
    const rows = await quarantinedRows(project, name, limit)
    return { group: name, columns: Object.keys(columns), rows }
  },
  print: ({ group, columns, rows }, { style, now }) =>
    renderTable(
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
    ),
})
