import { candidateOf, retrain, type Retraining } from '../monitoring/index.ts'
import type { Step } from '../pipelines/index.ts'
import { projectErrors } from './errors.ts'
import type { ProjectPorts } from './project-ports.ts'
import { retrainingDeps } from './retraining-deps.ts'
import { defineStep, type LoadedGroup, type PromotedVersion } from './steps.ts'

/**
 * Asks a retraining policy in a pipeline, after what it loads: trains, promotes or proposes if its triggers say so. Its
 * output is the version that the alias points to then. Fails with `retrainingFailed` where the training does.
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
      const { deps, log, signal, progress, runId } = context
      const { model, alias } = policy
      const { conclusion, because, evidence } = await retrain(
        { ...retrainingDeps(deps), log },
        policy,
        {
          by: `pipeline run ${runId}`,
          trigger: 'due',
          signal,
          onProgress: progress,
        },
      )
      if (conclusion === 'fail') {
        throw projectErrors.retrainingFailed({ model: model.name, problem: because })
      }
      log.info(`${conclusion}: ${because}`)
      const trained = candidateOf({ evidence })
      const version =
        trained === undefined ? undefined : await deps.models.find(model.name, trained)
      for (const [name, value] of Object.entries(version?.evaluation.metrics ?? {})) {
        context.recordMetric(name, value)
      }
      const there = await deps.models.findAlias(model.name, alias)
      return { model: model.name, version: there?.version ?? null }
    },
  })
}
