import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeNumber } from '../write-value.ts'

export const forecastList = defineCommand({
  name: 'forecast list',
  summary: 'List the forecasts of series and their newest versions',
  example: 'swell forecast list',
  input: z.strictObject({}),
  run: async (context) => {
    const { definition, models } = await context.open()
    const listed = definition.forecasts.map(async ({ name, description, spec, unit }) => {
      const versions = await models.list(name)
      const [newest] = versions
      return {
        name,
        description: description ?? null,
        every: spec.every,
        steps: spec.steps,
        unit: unit ?? null,
        versionCount: versions.length,
        metrics: newest?.evaluation.metrics ?? null,
        baselines: newest?.baselines ?? null,
        newestVersionAt: newest?.createdAt.toISOString() ?? null,
      }
    })
    return { forecasts: await Promise.all(listed) }
  },
  print: ({ forecasts }, { style, now }) =>
    renderTable(
      forecasts,
      [
        { title: 'forecast', of: ({ name }) => name },
        { title: 'looks ahead', of: ({ steps, every }) => `${steps} × ${every}` },
        { title: 'versions', right: true, of: ({ versionCount }) => String(versionCount) },
        {
          title: 'mae',
          right: true,
          of: ({ metrics, unit }) => writeNumber(metrics?.['mae'], unit ?? undefined),
        },
        {
          title: 'last value',
          right: true,
          of: ({ baselines, unit }) =>
            writeNumber(baselines?.['last value']?.['mae'], unit ?? undefined),
        },
        {
          title: 'newest',
          right: true,
          of: ({ newestVersionAt }) => writeAgo(newestVersionAt, now),
        },
      ],
      { style, nothing: 'The project has no forecasts.' },
    ),
})
