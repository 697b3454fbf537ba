import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { parseDuration, settingValue } from '../../base/index.ts'
import { featuresErrors, freezeView } from '../../features/index.ts'
import {
  parameterImportance,
  pruningRules,
  searchMethods,
  type SearchMethod,
} from '../../learn/index.ts'
import { getModel, watchRun, writeSettings, type OpenedProject } from '../../project/index.ts'
import {
  findLastSweep,
  runSweep,
  trainingErrors,
  tuneModel,
  type Model,
  type ReadSweep,
} from '../../training/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand } from '../command.ts'
import { renderSweep } from '../render-sweep.ts'
import { watchSweep } from '../watch-sweep.ts'

export const sweep = defineCommand({
  name: 'sweep',
  summary: 'Look for better values of a learner’s parameters',
  description:
    'Tries the learner with other values of its parameters: those of the model’s `search`, or where it is ' +
    'usually worth looking. Each trial is measured on folds of the training rows; the held-out rows are left ' +
    'alone. Trials are runs under a run of kind sweep. One that was stopped or killed goes on with --resume.',
  example: [
    'swell sweep surf-height --trials 50 --apply',
    'swell sweep surf-height --method grid --prune none',
    'swell sweep surf-height --time 10m --prune halving --parallel 2',
    'swell sweep surf-height --resume',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    method: z
      .enum(searchMethods)
      .optional()
      .describe('Where good trials are (tree-structured Parzen estimator), by chance, or all'),
    trials: z.number().int().min(1).max(100_000).optional().describe('End after so many; 30'),
    time: z
      .string()
      .optional()
      .describe('Start no trial after so long: 90s, 10m, 2h')
      .meta({ value: '<duration>' }),
    parallel: z.number().int().min(1).max(64).optional().describe('How many trials at once'),
    folds: z.number().int().min(2).max(50).optional().describe('Parts to measure on; 3'),
    prune: z
      .enum(pruningRules)
      .optional()
      .describe('Give up what is worse than the median, or than a third at few rows; median'),
    seed: z.number().int().optional().describe('Of chance; that of the model when left out'),
    resume: z.boolean().default(false).describe('Go on with the last sweep of this model'),
    apply: z.boolean().default(false).describe('Write the best values into the settings'),
  }),
  run: async (context, { model: name, apply, resume, ...asked }) => {
    const project = await context.open()
    const model = tuneModel(getModel(project.definition, name), (setting) =>
      settingValue(setting, project.settings),
    )
    const continues = resume ? await lastSweep(project, name) : undefined
    const isDone = continues?.run.status === 'succeeded' && !('trials' in asked || 'time' in asked)
    const swept = isDone
      ? continues
      : await sweepModel(context, project, model, { ...asked, continues })
    const { best, plan } = swept
    const file =
      apply && best !== undefined
        ? await writeSettings(project.root, environmentOf(context), settingsOf(name, best.values))
        : null
    return { ...swept, importance: await parameterImportance(plan.space, swept.trials), file }
  },
  toData: ({ run, model, plan, trials, best, importance, file }) => ({
    runId: run.id,
    model,
    ...plan,
    trials: trials.map(withoutLosses),
    best: best === undefined ? null : { ...best.values, [plan.metric]: best.value },
    importance,
    file,
  }),
  print: (swept, { style }) => renderSweep(swept, style),
})

/** What is less when it is better means nothing to people: they are told the metric. */
function withoutLosses(trial: ReadSweep['trials'][number]) {
  const { losses: _, ...others } = trial
  return others
}

interface Asked {
  readonly method?: SearchMethod | undefined
  readonly prune?: (typeof pruningRules)[number] | undefined
  readonly trials?: number | undefined
  readonly time?: string | undefined
  readonly parallel?: number | undefined
  readonly folds?: number | undefined
  readonly seed?: number | undefined
  readonly continues: ReadSweep | undefined
}

async function sweepModel(
  context: CommandContext,
  project: OpenedProject,
  model: Model,
  { method, prune, trials, time, folds, seed, continues, ...asked }: Asked,
): Promise<ReadSweep> {
  const { live, signal, log } = context
  const code = await project.code()
  const { fingerprint } = code
  live.status(`  freezing view ${model.view.name}`)
  const set =
    continues === undefined
      ? await freezeView(project, model.view, { split: model.split, fingerprint })
      : await trainingSetOf(project, continues)
  const { parallel = availableParallelism() } = asked
  const watch = watchRun(project)
  try {
    return await runSweep(project, model, set, {
      ...(method === undefined ? {} : { method }),
      ...(prune === undefined ? {} : { pruning: prune }),
      ...(trials === undefined ? {} : { trialCount: trials }),
      ...(time === undefined ? {} : { timeMs: parseDuration(time) }),
      ...(folds === undefined ? {} : { folds }),
      ...(seed === undefined ? {} : { seed }),
      ...(continues === undefined ? {} : { continues }),
      parallel,
      code,
      log,
      signal,
      onStart: watch.begin,
      onTrial: watchSweep(live, model, continues),
    })
  } finally {
    await watch.close()
  }
}

async function lastSweep(project: OpenedProject, model: string): Promise<ReadSweep> {
  const found = await findLastSweep(project, model)
  if (found === undefined) throw trainingErrors.noSweep({ model })
  return found
}

/** A sweep that goes on measures on the very rows that it began with. */
async function trainingSetOf(project: OpenedProject, { trainingSetId: id }: ReadSweep) {
  const set = await project.trainingSets.find(id)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id })
  return set
}

function environmentOf({ environment }: CommandContext): string {
  return environment['SWELL_ENV'] ?? 'development'
}

function settingsOf(model: string, values: NonNullable<ReadSweep['best']>['values']) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${model}.${name}`, value]),
  )
}
