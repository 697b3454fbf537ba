import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { getForecast } from '../../project/index.ts'
import { forecastVersion } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeMoment, writeNumber } from '../write-value.ts'

export const forecastAhead = defineCommand({
  name: 'forecast ahead',
  summary: 'Tell the steps to come, with their bounds',
  description:
    'Reads the series as they are known now and tells each step after the last known value, of each series, with the ' +
    'bounds that the forecast was declared with.',
  example: ['swell forecast ahead prices', 'swell forecast ahead prices --version 3 --json'],
  positionals: ['forecast'],
  input: z.strictObject({
    forecast: z.string().describe('Its name'),
    version: z.number().int().min(1).optional().describe('The newest when left out'),
    until: z
      .string()
      .optional()
      .describe('As if nothing after this moment were known')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { forecast: name, version: number, until }) => {
    const project = await context.open()
    const forecast = getForecast(project.definition, name)
    const { version, points } = await forecastVersion(project, forecast, {
      ...(number === undefined ? {} : { version: number }),
      ...(until === undefined ? {} : { until: parseMoment(until) }),
    })
    return {
      forecast: name,
      version: version.version,
      unit: forecast.unit ?? null,
      points: points.map(({ series, at, ahead, value, low, high }) => ({
        series,
        at: new Date(at).toISOString(),
        ahead,
        value,
        low: low ?? null,
        high: high ?? null,
      })),
    }
  },
  print: ({ forecast, version, points, unit }, { style }) => {
    const write = (value: number | null) => writeNumber(value, unit ?? undefined)
    return [
      `${style.bold(`${forecast} version ${version}`)}\n\n`,
      renderTable(
        points,
        [
          { title: 'series', of: ({ series }) => series },
          { title: 'at', of: ({ at }) => writeMoment(at) },
          { title: 'ahead', right: true, of: ({ ahead }) => String(ahead) },
          { title: 'value', right: true, of: ({ value }) => write(value) },
          { title: 'low', right: true, of: ({ low }) => write(low) },
          { title: 'high', right: true, of: ({ high }) => write(high) },
        ],
        { style, nothing: 'No series has a value that is known.' },
      ),
    ].join('')
  },
})
