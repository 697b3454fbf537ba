import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { readView } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'

export const viewShow = defineCommand({
  name: 'view show',
  summary: 'Show a view: its label, its features, its SQL',
  example: [
    'swell view show surf',
    'swell view show surf --sql',
    'swell view show surf --sql --as-of 2026-03-01',
  ],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    sql: z.boolean().default(false).describe('Print only the point-in-time join'),
    asOf: z
      .string()
      .optional()
      .describe('The join as the rows of this moment ask for it, and the training sets of then')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { view, sql, asOf }) => ({
    reply: await readView(
      await context.open(),
      view,
      asOf === undefined ? {} : { until: parseMoment(asOf) },
    ),
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
