import { z } from 'zod'
import type { ModelReply } from '../../api/index.ts'
import { readAliasMoves, readModel } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { writeAgo, writeNumber } from '../write-value.ts'

export const modelsShow = defineCommand({
  name: 'models show',
  summary: 'Show a model’s versions side by side',
  example: 'swell models show surf-height',
  positionals: ['model'],
  input: z.strictObject({ model: z.string().describe('Its name') }),
  run: async (context, { model }) => {
    const project = await context.open()
    const { moves } = await readAliasMoves(project, model)
    return { ...(await readModel(project, model)), moves }
  },
  print: (model, { style, now }) => {
    const unit = model.unit === undefined ? '' : ` (${model.unit})`
    return [
      `${style.bold(model.name)}  ${style.dim(model.description ?? '')}\n\n`,
      renderFacts(
        [
          ['predicts', `${predicted(model)}${unit}`],
          ...(model.forecast === null ? [['view', model.view] as const] : []),
          ['services', model.services.join(', ') || 'none'],
          ['gates', model.gates.join('; ') || 'none'],
        ],
        style,
      ),
      renderSection(
        model.forecast === null
          ? 'Versions, measured on held-out rows'
          : `Versions, measured on ${model.forecast.origins} forecasts of the past`,
        renderTable(
          model.versions,
          [
            { title: 'version', right: true, of: ({ version }) => String(version) },
            { title: 'is', of: ({ aliases }) => style.good(aliases.join(', ')) },
            ...model.metrics.map(({ name }) => ({
              title: name,
              right: true,
              of: ({ metrics }: (typeof model.versions)[number]) => writeNumber(metrics[name]),
            })),
            {
              title: `baselines (${model.metrics[0]?.name ?? ''})`,
              of: ({ baselines }) =>
                Object.entries(baselines)
                  .map(
                    ([name, values]) =>
                      `${name} ${writeNumber(values[model.metrics[0]?.name ?? ''])}`,
                  )
                  .join(', '),
            },
            { title: 'learner', of: ({ learner }) => learner },
            { title: 'made', right: true, of: ({ createdAt }) => writeAgo(createdAt, now) },
          ],
          {
            nothing: `No version yet: swell ${model.forecast === null ? 'train' : 'forecast train'} ${model.name}`,
            style,
          },
        ),
        style,
      ),
      renderSection(
        'Who was what, when',
        renderTable(
          model.moves,
          [
            { title: 'alias', of: ({ alias }) => alias },
            { title: 'from', right: true, of: ({ from }) => (from === null ? '–' : `v${from}`) },
            { title: 'to', right: true, of: ({ to }) => `v${to}` },
            { title: 'moved', right: true, of: ({ movedAt }) => writeAgo(movedAt, now) },
            { title: 'by', of: ({ by }) => by },
            {
              title: 'on',
              of: ({ gates, reason }) =>
                reason ??
                `${gates.filter(({ held }) => held).length} of ${gates.length} gates held`,
            },
          ],
          { style, nothing: 'No alias was moved yet.' },
        ),
        style,
      ),
    ].join('')
  },
})

function predicted({ label, forecast }: Pick<ModelReply, 'label' | 'forecast'>): string {
  return forecast === null ? label : `the next ${forecast.steps} steps of ${forecast.every}`
}
