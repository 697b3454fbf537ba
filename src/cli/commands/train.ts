import { z } from 'zod'
import { freezeView } from '../../features/index.ts'
import { parseDuration, settingValue } from '../../base/index.ts'
import { getModel, watchRun, type OpenedProject } from '../../project/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { trainModel, tuneModel, type CrossValidation, type Losses } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderCurve, writeLosses } from '../render-curve.ts'
import { renderFacts, renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const train = defineCommand({
  name: 'train',
  summary: 'Train a model: a new version, if it is one',
  description:
    'Freezes the model’s view as a training set, learns from it, measures the result on held-out rows ' +
    'and registers it. What comes out as the newest version did is that version. Settings give the learner ' +
    'its parameters. A training that was killed goes on where it was. No alias moves: see ' +
    '`swell models promote`.',
  example: [
    'swell train surf-height',
    'swell train surf-height --set surf-height.trees=500 --folds 5',
    'swell train surf-height --refit',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    folds: z
      .number()
      .int()
      .min(2)
      .max(100)
      .optional()
      .describe('Cross-validate on so many parts of the training rows as well'),
    refit: z
      .boolean()
      .default(false)
      .describe('Once it is measured, learn again from all rows, held-out ones too'),
    fresh: z.boolean().default(false).describe('Begin anew, whatever a killed training has left'),
    checkpointEvery: z
      .string()
      .optional()
      .describe('Between two checkpoints, from which a killed training goes on; 5s')
      .meta({ value: '<duration>' }),
  }),
  run: async (context, { model: name, folds, refit, fresh, checkpointEvery }) => {
    const project = await context.open()
    const model = tuneModel(getModel(project.definition, name), (setting) =>
      settingValue(setting, project.settings),
    )
    const checkpointEveryMs =
      checkpointEvery === undefined ? undefined : parseDuration(checkpointEvery)
    const code = await project.code()
    const { live, signal } = context
    const [before] = await project.models.list(name)
    live.status(`  freezing view ${model.view.name}`)
    const { fingerprint } = code
    const set = await freezeView(project, model.view, { split: model.split, fingerprint })
    const losses: Losses[] = []
    const watch = watchRun(project)
    let version: ModelVersion
    try {
      version = await trainModel(project, model, set, {
        code,
        log: context.log,
        signal,
        fresh,
        ...(refit ? { refit } : {}),
        ...(checkpointEveryMs === undefined ? {} : { checkpointEveryMs }),
        ...(folds === undefined ? {} : { folds }),
        onStart: watch.begin,
        onLosses: (one) => void losses.push(one),
        onProgress: (update) => {
          const curve = losses.at(-1)?.step === update.done ? writeLosses(losses) : ''
          live.progress({
            ...update,
            work: curve === '' ? update.work : `${update.work}, ${curve}`,
          })
        },
      })
    } finally {
      await watch.close()
    }
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
      refitRows: version.details.refitRows ?? null,
      crossValidation: await crossValidationOf(project, name),
      losses,
      runId: version.runId ?? null,
    }
  },
  toData: (trained) => {
    const { losses: _, ...others } = trained
    return others
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
          ...(trained.refitRows === null
            ? []
            : [['then', `learned again from all ${writeCount(trained.refitRows)} rows`] as const]),
        ],
        style,
      ),
      '\n',
      renderMetrics(trained, style),
      trained.crossValidation === null ? '' : renderFolds(trained.crossValidation, style),
      renderCurve(trained.losses, style),
      isNew ? `\nNext: swell models promote ${model} --version ${version}\n` : '',
    ].join('')
  },
})

/** Of the training that has just ended, whether a version came of it or not. */
async function crossValidationOf(
  { runs }: OpenedProject,
  name: string,
): Promise<CrossValidation | null> {
  const [run] = await runs.list({ kind: 'training', name, limit: 1 })
  const outputs = run?.status === 'succeeded' ? run.outputs : undefined
  const { crossValidation = null } = (outputs ?? {}) as { crossValidation?: CrossValidation }
  return crossValidation
}

function renderFolds({ folds, metrics }: CrossValidation, style: Style): string {
  type Row = readonly [string, CrossValidation['metrics'][string]]
  const columns = [
    { title: `on ${folds} parts of the training rows`, of: ([name]: Row) => name },
    { title: 'mean', right: true, of: ([, { mean }]: Row) => writeNumber(mean) },
    { title: '±', right: true, of: ([, { deviation }]: Row) => writeNumber(deviation) },
    {
      title: 'each',
      of: ([, { values }]: Row) => style.dim(values.map((value) => writeNumber(value)).join('  ')),
    },
  ]
  return `\n${renderTable(Object.entries(metrics), columns, { style, nothing: '' })}`
}

function renderMetrics(
  {
    metrics,
    baselines,
  }: Pick<ModelVersion, 'baselines'> & { metrics: Readonly<Record<string, number>> },
  style: Style,
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
