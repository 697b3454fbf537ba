import { z } from 'zod'
import { projectErrors, type OpenedProject } from '../../project/index.ts'
import { bestBaseline } from '../best-baseline.ts'
import { buildSites } from '../build-sites.ts'
import { defineCommand } from '../command.ts'
import { executePipeline } from '../execute-pipeline.ts'
import { describeOutcome, toPipelineOutcome, type PipelineOutcome } from '../pipeline-outcome.ts'
import { renderFacts } from '../render-table.ts'
import { serve } from '../serve.ts'
import type { Style } from '../style.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const start = defineCommand({
  name: 'start',
  summary: 'Do all that the project needs, then serve it',
  description:
    'Runs the pipeline that the project names as its start (a second time only what is new), writes ' +
    'the pages, then serves as `swell up` does.',
  example: ['swell start', 'swell start --once'],
  input: z.strictObject({
    once: z.boolean().default(false).describe('Stop after the predictions and the pages'),
    port: z
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4300)
      .describe('Where to listen; 0 takes a free one'),
    host: z.string().default('127.0.0.1').describe('Which network to listen to; 0.0.0.0 is all'),
  }),
  run: async (context, { once, ...address }) => {
    const project = await context.open()
    const { start: pipeline, name } = project.definition
    if (pipeline === undefined) throw projectErrors.noStartPipeline({ project: name })
    const result = await executePipeline(context, project, pipeline.name, { reason: 'start' })
    const outcome = toPipelineOutcome(result)
    const sites = await buildSites(project, project.definition.sites)
    const made = { run: outcome, models: await describeModels(project), sites }
    if (once) return made
    context.live.line(renderMade(made, context.live.style))
    await serve(context, project, address)
    return { ...made, served: true }
  },
  print: (made, { style }) =>
    'served' in made ? `${style.dim('Stopped.')}\n` : `${renderMade(made, style)}\n`,
})

interface MadeModel {
  readonly model: string
  readonly unit: string | null
  readonly version: number | null
  readonly metric: string | null
  readonly value: number | null
  readonly baseline: { readonly name: string; readonly value: number } | null
  readonly predictionCount: number
}

interface Made {
  readonly run: PipelineOutcome
  readonly models: readonly MadeModel[]
  readonly sites: readonly { readonly site: string; readonly path: string }[]
}

async function describeModels(project: OpenedProject): Promise<MadeModel[]> {
  return Promise.all(
    project.definition.models.map(async (model): Promise<MadeModel> => {
      const { group, column } = model.view.label
      const alias = await project.models.findAlias(model.name, 'champion')
      const version =
        alias === undefined ? undefined : await project.models.find(model.name, alias.version)
      const [metric] = model.measure
      const stored = await project.commits.summary(`${model.name}-predictions`)
      return {
        model: model.name,
        unit: group.columns[column]?.unit ?? null,
        version: version?.version ?? null,
        metric: metric?.name ?? null,
        value: version?.evaluation.metrics[metric?.name ?? ''] ?? null,
        baseline: bestBaseline(version?.baselines ?? {}, metric) ?? null,
        predictionCount: stored.rowCount,
      }
    }),
  )
}

function renderMade({ run, models, sites }: Made, style: Style): string {
  const facts = [
    ...models.flatMap(describeModel),
    ...sites.map(({ path }): readonly [string, string] => ['page', path]),
  ]
  return `${style.dim(describeOutcome(run))}\n\n${renderFacts(facts, style)}`.trimEnd()
}

function describeModel(made: MadeModel): (readonly [string, string])[] {
  const { model, version, metric, value, baseline, unit, predictionCount } = made
  if (version === null) return [[model, 'no version has passed its gates yet']]
  const of = (number: number | null) => writeNumber(number, unit ?? undefined)
  const rival =
    baseline === null ? '' : `, where the ${baseline.name} alone has ${of(baseline.value)}`
  return [
    [model, `version ${version} is champion: ${metric} ${of(value)}${rival}`],
    ['predictions', `${writeCount(predictionCount)} stored`],
  ]
}
