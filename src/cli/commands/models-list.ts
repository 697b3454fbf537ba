import { z } from 'zod'
import { readModels } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { bestBaseline } from '../best-baseline.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeNumber } from '../write-value.ts'

export const modelsList = defineCommand({
  name: 'models list',
  summary: 'List the models and forecasts, and their champions',
  example: 'swell models list',
  input: z.strictObject({}),
  run: async (context) => readModels(await context.open()),
  print: ({ models }, { style, now }) =>
    renderTable(
      models,
      [
        { title: 'model', of: ({ name }) => name },
        {
          title: 'predicts',
          of: ({ label, forecast }) =>
            forecast === null ? label : `${forecast.steps} × ${forecast.every} ahead`,
        },
        { title: 'versions', right: true, of: ({ versionCount }) => String(versionCount) },
        {
          title: 'champion',
          right: true,
          of: ({ champion }) => (champion === null ? style.warn('none') : `v${champion.version}`),
        },
        { title: 'metric', of: ({ metrics }) => metrics[0]?.name ?? '–' },
        {
          title: 'error',
          right: true,
          of: ({ champion, metrics, unit }) =>
            writeNumber(champion?.metrics[metrics[0]?.name ?? ''], unit),
        },
        {
          title: 'best baseline',
          right: true,
          of: ({ champion, metrics, unit }) =>
            writeNumber(bestBaseline(champion?.baselines ?? {}, metrics[0])?.value, unit),
        },
        {
          title: 'newest',
          right: true,
          of: ({ newestVersionAt }) => writeAgo(newestVersionAt, now),
        },
      ],
      { style, nothing: 'The project has no models.' },
    ),
})
