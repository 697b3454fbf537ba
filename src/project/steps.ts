import { digestOfValue, parseDuration, type Duration } from '../base/index.ts'
import {
  featuresErrors,
  freezeView,
  loadGroup,
  type Group,
  type GroupLoad,
  type TrainingSet,
  type View,
} from '../features/index.ts'
import type { Split } from '../learn/index.ts'
import { stepDefiner, type Step, type StepContext } from '../pipelines/index.ts'
import { trainModel, tuneModel, type Model, type Trainable } from '../training/index.ts'
import { examineVersion, promoteExamined } from './examine-version.ts'
import { projectErrors } from './errors.ts'
import { judgeApart } from './judge-apart.ts'
import type { ProjectPorts } from './project-ports.ts'
import { predictAhead, predictPast } from './predict-ahead.ts'

/** Declares a step of a project: `context.deps` is its state, open. */
export const defineStep = stepDefiner<ProjectPorts>()

/** The state of a group after a load: equal as long as nothing new has come in. */
export interface LoadedGroup {
  readonly group: string
  readonly rowCount: number
  readonly contents: string
}

/** Brings in what is new at the group's source. Fails, after taking the good ones, when texts are refused. */
export function loadStep(
  group: Group,
  options: { readonly after?: readonly Step<unknown, never>[] } = {},
): Step<LoadedGroup, ProjectPorts> {
  return defineStep({
    name: `load-${group.name}`,
    summary: `Brings in what is new for group ${group.name}`,
    cache: 'never',
    ...options,
    run: async ({ context }) => {
      const { deps, signal, progress, log } = context
      const load = await loadGroup(deps, group, { signal, onProgress: progress })
      log.info(`${load.acceptedCount} new ${load.parts}, ${load.rowCount} new rows`)
      context.recordMetric('newRows', load.rowCount)
      assertNoneRefused(load)
      return loadedGroup(deps, group)
    },
  })
}

function assertNoneRefused(load: GroupLoad): void {
  const [first] = load.refused
  if (first === undefined) return
  const { message, line } = first.reason
  throw featuresErrors.deliveriesRefused({
    group: load.group,
    refusedCount: load.refused.length,
    acceptedCount: load.acceptedCount,
    first: `${first.name}${line === undefined ? '' : `, line ${line}`}: ${message}`,
  })
}

async function loadedGroup(deps: ProjectPorts, group: Group): Promise<LoadedGroup> {
  const commits = await deps.commits.list(group.name)
  return {
    group: group.name,
    rowCount: commits.reduce((sum, commit) => sum + commit.rowCount, 0),
    contents: digestOfValue(commits.map((commit) => commit.contentDigest)),
  }
}

export interface TrainedVersion {
  readonly model: string
  readonly version: number
  readonly contents: string
  readonly trainingSet: string
}

/** A view as it was frozen: equal as long as the same rows come out. */
export interface FrozenView {
  readonly view: string
  readonly version: number
  readonly trainingSet: string
  readonly rowCount: number
  readonly contents: string
}

type Loads = readonly Step<LoadedGroup, ProjectPorts>[]

/** Freezes a view as a training set, when groups or code have changed. */
export function freezeStep(
  view: View,
  options: { readonly split: Split; readonly loads: Loads },
): Step<FrozenView, ProjectPorts> {
  return defineStep<FrozenView, Readonly<Record<string, LoadedGroup>>>({
    name: `freeze-${view.name}`,
    summary: `Freezes view ${view.name} as a training set`,
    inputs: wiresOf(options.loads),
    run: async ({ context }) => {
      const set = await freezeNow(context, view, options.split)
      const { version, id, rowCount, digest } = set
      return { view: view.name, version, trainingSet: id, rowCount, contents: digest }
    },
  })
}

function wiresOf(loads: Loads) {
  return Object.fromEntries(loads.map((load) => [load.name, load.output]))
}

async function freezeNow(
  { deps, log }: StepContext<ProjectPorts>,
  view: View,
  split: Split,
): Promise<TrainingSet> {
  const { fingerprint } = await deps.code()
  const set = await freezeView(deps, view, { split, fingerprint })
  log.info(`training set ${set.view} version ${set.version}: ${set.rowCount} rows`)
  return set
}

/** The model as the settings of the run want it, where they say more than its definition. */
export type Tuned = (setting: StepContext<unknown>['setting']) => Model

/**
 * Trains a model on its view, when groups, settings or code have changed: on the training set of a
 * `freezeStep`, or on one that it freezes itself.
 */
export function trainStep(
  model: Model,
  options: (
    | { readonly loads: Loads; readonly frozen?: never }
    | { readonly frozen: Step<FrozenView, ProjectPorts>; readonly loads?: never }
  ) & { readonly tuned?: Tuned },
): Step<TrainedVersion, ProjectPorts> {
  const { loads = [], frozen, tuned = () => model } = options
  const name = `train-${model.name}`
  const summary = `Trains ${model.name} on view ${model.view.name}`
  if (frozen !== undefined) {
    return defineStep<TrainedVersion, { readonly frozen: FrozenView }>({
      name,
      summary,
      inputs: { frozen: frozen.output },
      run: async ({ inputs, context }) => {
        const { trainingSet, version } = inputs.frozen
        const set = await context.deps.trainingSets.find(trainingSet)
        if (set?.view !== model.view.name) {
          throw projectErrors.frozenElsewhere({
            step: name,
            view: model.view.name,
            found: inputs.frozen.view,
            version,
          })
        }
        return trainOn(context, tuneModel(tuned(context.setting), context.setting), set)
      },
    })
  }
  return defineStep<TrainedVersion, Readonly<Record<string, LoadedGroup>>>({
    name,
    summary,
    inputs: wiresOf(loads),
    run: async ({ context }) => {
      const own = tuneModel(tuned(context.setting), context.setting)
      return trainOn(context, own, await freezeNow(context, own.view, own.split))
    },
  })
}

async function trainOn(
  { deps, signal, progress, log, recordMetric }: StepContext<ProjectPorts>,
  model: Model,
  set: TrainingSet,
): Promise<TrainedVersion> {
  const code = await deps.code()
  const version = await trainModel(deps, model, set, { code, log, signal, onProgress: progress })
  for (const [name, value] of Object.entries(version.evaluation.metrics)) recordMetric(name, value)
  return {
    model: model.name,
    version: version.version,
    contents: version.contentDigest,
    trainingSet: set.id,
  }
}

/** Which version an alias points to after its gates were asked. */
export interface PromotedVersion {
  readonly model: string
  readonly version: number | null
}

/** A version that learned from no training set. */
export type TrainedForecast = Omit<TrainedVersion, 'trainingSet'>

/** Moves an alias to the version if its gates hold; a version that is not better is no failure. */
export function promoteStep(
  model: Trainable,
  options: { readonly trained: Step<TrainedForecast, ProjectPorts>; readonly alias?: string },
): Step<PromotedVersion, ProjectPorts> {
  const { trained, alias = 'champion' } = options
  return defineStep<PromotedVersion, { readonly trained: TrainedForecast }>({
    name: `promote-${model.name}`,
    summary: `Makes the new version of ${model.name} its ${alias} if it passes the gates`,
    cache: 'never',
    inputs: { trained: trained.output },
    run: async ({ inputs, context }) => {
      const { deps, log, signal } = context
      const { version } = inputs.trained
      const before = await deps.models.findAlias(model.name, alias)
      if (before?.version === version) {
        log.info(`version ${version} is ${alias} already`)
        return { model: model.name, version }
      }
      const by = `pipeline run ${context.runId}`
      const judge = () => judgeApart(deps, model, { version, alias, signal })
      const examination = await examineVersion(deps, model, { version, alias, by, judge })
      for (const { gate, held, found, wanted } of examination.results) {
        log.info(`${held ? 'held' : 'not held'}: ${gate}: found ${found}, wanted ${wanted}`)
      }
      if (!examination.held) {
        log.info(`kept version ${before?.version ?? 'none'}`)
        return { model: model.name, version: before?.version ?? null }
      }
      await promoteExamined(deps, model, { examination })
      log.info(`version ${version} is now ${alias}`)
      return { model: model.name, version }
    },
  })
}

export interface Predicted {
  readonly model: string
  readonly version: number
  readonly predictionCount: number
  readonly newCount: number
}

/**
 * Predicts every moment to come that the features' groups tell of, with what is known, and stores it.
 * `back` also predicts the held-out past as it was known then, where nothing was predicted: what the
 * forecasts would have been.
 */
export function predictStep(
  model: Model,
  options: {
    readonly promoted: Step<PromotedVersion, ProjectPorts>
    readonly ahead?: Duration
    readonly back?: Duration
  },
): Step<Predicted | null, ProjectPorts> {
  const { promoted, ahead = '10d', back } = options
  return defineStep<Predicted | null, { readonly promoted: PromotedVersion }>({
    name: `predict-${model.name}`,
    summary: `Predicts ${model.view.label.column} for what lies ahead`,
    cache: 'never',
    inputs: { promoted: promoted.output },
    run: async ({ inputs, context }) => {
      const { version } = inputs.promoted
      if (version === null) {
        context.log.warn('no version may predict yet')
        return null
      }
      const work = { model, version, aheadMs: parseDuration(ahead), context }
      const coming = await predictAhead(work)
      const past =
        back === undefined ? [] : await predictPast({ ...work, backMs: parseDuration(back) })
      const batches = [...coming, ...past]
      const fresh = batches.filter((batch) => batch.runId === context.runId)
      const count = (of: typeof batches) => of.reduce((sum, batch) => sum + batch.rowCount, 0)
      context.log.info(`${count(fresh)} new predictions by version ${version}`)
      return {
        model: model.name,
        version,
        predictionCount: count(batches),
        newCount: count(fresh),
      }
    },
  })
}
