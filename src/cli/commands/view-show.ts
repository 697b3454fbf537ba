import { z } from 'zod'
import { readView } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'

export const viewShow = defineCommand({
  name: 'view show',
  summary: 'Show a view: its label, its features, its SQL',
  example: ['swell view show surf', 'swell view show surf --sql'],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    sql: z.boolean().default(false).describe('Print only the point-in-time join'),
  }),
  run: async (context, { view, sql }) => ({
    reply: await readView(await context.open(), view),
    onlySql: sql,
  }),
  toData: ({ reply }) => reply,
  print: ({ reply, onlySql }, { style }) => {
    if (onlySql) return `${reply.sql}\n`
    const { name, description = '', label, groups, models, features } = reply
    const unit = label.column.unit === undefined ? '' : ` (${label.column.unit})`
    return [
      `${style.bold(name)}  ${style.dim(description)}\n\n`,
      renderFacts(
        [
          ['predicts', `${label.group}.${label.column.name}${unit}`],
          ['reads groups', groups.join(', ')],
          ['models', models.join(', ') || 'none'],
          ['training sets', String(reply.trainingSetCount)],
        ],
        style,
      ),
      renderSection(
        'Features',
        renderTable(
          features,
          [
            { title: 'name', of: (feature) => feature.name },
            { title: 'type', of: ({ type }) => type },
            { title: 'unit', of: ({ unit }) => unit ?? '' },
            { title: 'from', of: ({ from }) => from.join(', ') },
            { title: 'how', of: ({ how }) => how },
          ],
          { style, nothing: 'It has no features.' },
        ),
        style,
      ),
    ].join('')
  },
})
