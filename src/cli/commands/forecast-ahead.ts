import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { getForecast, type OpenedProject } from '../../project/index.ts'
import { getVersion, type ModelVersion } from '../../registry/index.ts'
import { makeForecast, readSeries, servingErrors } from '../../serving/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeMoment, writeNumber } from '../write-value.ts'

export const forecastAhead = defineCommand({
  name: 'forecast ahead',
  summary: 'Tell the steps to come, with their bounds',
  description:
    'Reads the series as they are known now and tells each step after the last known value, of each series, with the ' +
    'bounds that the forecast was declared with. The champion answers, or the newest version while none is. What it ' +
    'says is kept in the group `<forecast>-predictions` with the version that said it: `swell why` tells more of each.',
  example: [
    'swell forecast ahead prices',
    'swell forecast ahead prices --version 3 --json',
    'swell forecast ahead prices --until 2026-11-01',
  ],
  positionals: ['forecast'],
  input: z.strictObject({
    forecast: z.string().describe('Its name'),
    version: z
      .string()
      .optional()
      .describe('Its number or an alias; the champion when left out, or the newest while none is'),
    until: z
      .string()
      .optional()
      .describe('As if nothing after this moment were known')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { forecast: name, version: said, until }) => {
    const project = await context.open()
    const forecast = getForecast(project.definition, name)
    const { version, chosenBy } = await whoAnswers(project, name, said)
    const { batch, points } = await makeForecast(project, {
      forecast,
      version,
      read: await readSeries(project, forecast),
      ...(until === undefined ? {} : { from: parseMoment(until) }),
    })
    return {
      forecast: name,
      version: version.version,
      chosenBy,
      batch: batch.id,
      madeAt: batch.madeAt.toISOString(),
      knownBy: batch.knownBy?.toISOString() ?? null,
      unit: forecast.unit ?? null,
      points: points.map(({ at, low, high, ...point }) => ({
        ...point,
        at: at.toISOString(),
        low: low ?? null,
        high: high ?? null,
      })),
    }
  },
  print: ({ forecast, version, chosenBy, points, unit }, { style }) => {
    const write = (value: number | null) => writeNumber(value, unit ?? undefined)
    return [
      `${style.bold(`${forecast} version ${version}`)}  ${style.dim(chosenBy)}\n\n`,
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

/** Throws `untrainedForecast`, `versionNotFound` or `aliasNotFound`. */
async function whoAnswers(
  { models }: OpenedProject,
  forecast: string,
  said: string | undefined,
): Promise<{ readonly version: ModelVersion; readonly chosenBy: string }> {
  const [newest] = await models.list(forecast)
  if (newest === undefined) throw servingErrors.untrainedForecast({ forecast })
  if (said !== undefined) {
    const number = await chooseVersion(models, forecast, said)
    return { version: await getVersion(models, forecast, number), chosenBy: `as asked: ${said}` }
  }
  const champion = await models.findAlias(forecast, 'champion')
  return champion === undefined
    ? { version: newest, chosenBy: 'the newest; none is champion yet' }
    : { version: await getVersion(models, forecast, champion.version), chosenBy: 'champion' }
}
