import { z } from 'zod'
import { getForecast, watchRun } from '../../project/index.ts'
import { trainForecast } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeNumber } from '../write-value.ts'

export const forecastTrain = defineCommand({
  name: 'forecast train',
  summary: 'Train a forecast: hold it to the past, register a new version',
  description:
    'Reads the series, forecasts from moments of the past as if nothing after them were known, holds those forecasts ' +
    'and naive ones to what came true, learns from all that is known and registers the result, its regressors as ' +
    'ONNX with it. What comes out as the newest version did is that version. Past forecasts and models that were done ' +
    'when a training was killed are not done again.',
  example: ['swell forecast train prices', 'swell forecast train prices --fresh'],
  positionals: ['forecast'],
  input: z.strictObject({
    forecast: z.string().describe('Its name'),
    fresh: z.boolean().default(false).describe('Begin anew, whatever a killed training has left'),
  }),
  run: async (context, { forecast: name, fresh }) => {
    const project = await context.open()
    const forecast = getForecast(project.definition, name)
    const [before] = await project.models.list(name)
    const watch = watchRun(project)
    try {
      const version = await trainForecast(project, forecast, {
        code: await project.code(),
        log: context.log,
        fresh,
        signal: context.signal,
        onStart: watch.begin,
        onProgress: (update) => context.live.progress(update),
      })
      return {
        forecast: name,
        version: version.version,
        isNew: version.version !== before?.version,
        learner: version.details.learner,
        metrics: version.evaluation.metrics,
        baselines: version.baselines,
        byStep: version.evaluation.slices['ahead'] ?? {},
        unit: forecast.unit ?? null,
        runId: version.runId ?? null,
      }
    } finally {
      await watch.close()
    }
  },
  print: ({ forecast, version, isNew, learner, metrics, baselines, byStep, unit }, { style }) => {
    const what = isNew ? 'new' : 'it learnt the same as before, so no new version'
    const write = (value: number | undefined) => writeNumber(value, unit ?? undefined)
    return [
      `${style.bold(`${forecast} version ${version}`)}  ${style.dim(what)}\n${learner}\n\n`,
      renderTable(
        [
          { who: 'this', ...metrics },
          ...Object.entries(baselines).map(([who, values]) => ({ who, ...values })),
        ].map((row: { readonly who: string } & Partial<Record<string, number | string>>) => row),
        [
          { title: 'on forecasts of the past', of: ({ who }) => who },
          { title: 'mae', right: true, of: ({ mae }) => write(Number(mae)) },
        ],
        { style, nothing: '' },
      ),
      '\n',
      renderTable(
        Object.entries(byStep),
        [
          { title: 'ahead', right: true, of: ([ahead]) => ahead },
          { title: 'mae', right: true, of: ([, own]) => write(own.metrics['mae']) },
          {
            title: 'within bounds',
            right: true,
            of: ([, own]) => writeShare(own.metrics['coverage']),
          },
        ],
        { style, nothing: '' },
      ),
      `\nNext: swell models promote ${forecast} --version ${version}\n`,
    ].join('')
  },
})

function writeShare(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(100 * share)} %`
}
