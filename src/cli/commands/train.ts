import { z } from 'zod'
import { freezeView } from '../../features/index.ts'
import { getModel } from '../../project/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { trainModel } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderTable } from '../render-table.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const train = defineCommand({
  name: 'train',
  summary: 'Train a model: a new version, if it is one',
  description:
    'Freezes the model’s view as a training set, learns from it, measures the result on held-out rows ' +
    'and registers it. What comes out as the newest version did is that version. No alias moves: see ' +
    '`swell models promote`.',
  example: 'swell train surf-height',
  positionals: ['model'],
  input: z.strictObject({ model: z.string().describe('Its name') }),
  run: async (context, { model: name }) => {
    const project = await context.open()
    const model = getModel(project.definition, name)
    const code = await project.code()
    const { live, signal } = context
    const [before] = await project.models.list(name)
    live.status(`  freezing view ${model.view.name}`)
    const { fingerprint } = code
    const set = await freezeView(project, model.view, { split: model.split, fingerprint })
    const options = { code, log: context.log, signal, onProgress: live.progress }
    const version = await trainModel(project, model, set, options)
    return {
      model: name,
      version: version.version,
      isNew: version.version !== before?.version,
      learner: version.details.learner,
      trainingSet: { id: set.id, view: set.view, version: set.version, rowCount: set.rowCount },
      split: set.split,
      metrics: version.evaluation.metrics,
      baselines: version.baselines,
      importance: version.details.importance,
      runId: version.runId ?? null,
    }
  },
  print: (trained, { style }) => {
    const { model, version, isNew, learner, trainingSet, split } = trained
    const what = isNew ? 'new' : 'it learnt the same as before, so no new version'
    return [
      `${style.bold(`${model} version ${version}`)}  ${style.dim(what)}\n\n`,
      renderFacts(
        [
          ['learner', learner],
          ['training set', `${trainingSet.view} version ${trainingSet.version}`],
          [
            'rows',
            [
              `${writeCount(split.trainCount)} learnt from, ${writeCount(split.testCount)} held out`,
              ...(split.leftOutCount ? [`${writeCount(split.leftOutCount)} left out between`] : []),
            ].join(', '),
          ],
        ],
        style,
      ),
      '\n',
      renderMetrics(trained, style),
      isNew ? `\nNext: swell models promote ${model} --version ${version}\n` : '',
    ].join('')
  },
})

function renderMetrics(
  {
    metrics,
    baselines,
  }: Pick<ModelVersion, 'baselines'> & { metrics: Readonly<Record<string, number>> },
  style: Parameters<typeof renderFacts>[1],
): string {
  const columns = Object.entries(baselines).map(([name, values]) => ({
    title: name,
    right: true,
    of: ([metric]: readonly [string, number]) => writeNumber(values[metric]),
  }))
  return renderTable(
    Object.entries(metrics),
    [
      { title: 'on held-out rows', of: ([metric]) => metric },
      { title: 'this', right: true, of: ([, value]) => writeNumber(value) },
      ...columns,
    ],
    { style, nothing: 'Nothing was measured.' },
  )
}
