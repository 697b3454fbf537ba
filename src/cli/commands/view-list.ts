import { z } from 'zod'
import { readViews } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'

export const viewList = defineCommand({
  name: 'view list',
  summary: 'List the views',
  example: 'swell view list',
  input: z.strictObject({}),
  run: async (context) => readViews(await context.open()),
  print: ({ views }, { style }) =>
    renderTable(
      views,
      [
        { title: 'view', of: ({ name }) => name },
        { title: 'predicts', of: ({ label }) => `${label.group}.${label.column.name}` },
        { title: 'features', right: true, of: ({ featureCount }) => String(featureCount) },
        { title: 'reads groups', of: ({ groups }) => groups.join(', ') },
        { title: 'models', of: ({ models }) => models.join(', ') || '–' },
        {
          title: 'training sets',
          right: true,
          of: ({ trainingSetCount }) => String(trainingSetCount),
        },
      ],
      { style, nothing: 'The project has no views.' },
    ),
})
