import { isSwellError } from '../base/index.ts'
import { candidateOf, retrain, type Retrained, type Retraining } from '../monitoring/index.ts'
import type { Step, StepContext } from '../pipelines/index.ts'
import { projectErrors } from './errors.ts'
import type { ProjectPorts } from './project-ports.ts'
import { retrainingDeps } from './retraining-deps.ts'
import { defineStep, type LoadedGroup, type PromotedVersion } from './steps.ts'

/**
 * Asks a retraining policy in a pipeline, after what it loads: trains, promotes or proposes if its triggers say so. Its
 * output is the version that the alias points to then. A training that fails leaves that, and says so; where there is
 * none, it throws `retrainingFailed`.
 */
export function retrainStep(
  policy: Retraining,
  options: { readonly after?: readonly Step<LoadedGroup, ProjectPorts>[] } = {},
): Step<PromotedVersion, ProjectPorts> {
  const { after = [] } = options
  return defineStep<PromotedVersion, Readonly<Record<string, LoadedGroup>>>({
    name: `retrain-${policy.name}`,
    summary: `Trains ${policy.model.name} anew if its policy says so, and says what was decided`,
    cache: 'never',
    inputs: Object.fromEntries(after.map((load) => [load.name, load.output])),
    run: async ({ context }) => {
      const { deps, log } = context
      const { model, alias } = policy
      const retrained = await retrainUnlessHeld(context, policy)
      const there = await deps.models.findAlias(model.name, alias)
      if (retrained === undefined) return { model: model.name, version: there?.version ?? null }
      const { conclusion, because, evidence } = retrained
      if (conclusion !== 'fail') log.info(`${conclusion}: ${because}`)
      else if (there !== undefined) log.error(`${because}; version ${there.version} stays`)
      else throw projectErrors.retrainingFailed({ model: model.name, problem: because })
      const trained = candidateOf({ evidence })
      const version =
        trained === undefined ? undefined : await deps.models.find(model.name, trained)
      for (const [name, value] of Object.entries(version?.evaluation.metrics ?? {})) {
        context.recordMetric(name, value)
      }
      return { model: model.name, version: there?.version ?? null }
    },
  })
}

/** Undefined while another process retrains the model: what it decides is as good. */
async function retrainUnlessHeld(
  { deps, log, signal, progress, runId }: StepContext<ProjectPorts>,
  policy: Retraining,
): Promise<Retrained | undefined> {
  try {
    return await retrain({ ...retrainingDeps(deps), log }, policy, {
      by: `pipeline run ${runId}`,
      trigger: 'due',
      signal,
      onProgress: progress,
    })
  } catch (error) {
    if (!isSwellError(error, 'monitoring.retrainingRuns')) throw error
    log.warn(error.message)
    return undefined
  }
}
