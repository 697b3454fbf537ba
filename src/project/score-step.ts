import { parseDuration, type Duration } from '../base/index.ts'
import { groupMoments, type Group } from '../features/index.ts'
import type { Step } from '../pipelines/index.ts'
import { predictBatch } from '../serving/index.ts'
import type { Model } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'
import { scorePast } from './score-past.ts'
import { defineStep, type Predicted, type PromotedVersion } from './steps.ts'

/**
 * Predicts for each row of a group of the last so long, as if it were a request: events that come in by
 * the batch. What the view wants of a request is the row's columns of the same names. What has been
 * scored by the same version from the same data is not scored again.
 */
export function scoreStep(
  model: Model,
  options: {
    readonly promoted: Step<PromotedVersion, ProjectPorts>
    readonly rows: Group
    readonly last: Duration
    /** Rows of earlier stretches too, as far back, where none was scored yet: as they were known then. */
    readonly back?: Duration
  },
): Step<Predicted | null, ProjectPorts> {
  const { promoted, rows, last, back } = options
  const lastMs = parseDuration(last)
  const backMs = back === undefined ? 0 : parseDuration(back)
  return defineStep<Predicted | null, { readonly promoted: PromotedVersion }>({
    name: `score-${model.name}`,
    summary: `Predicts ${model.view.label.column} for the rows of ${rows.name} of the last ${last}`,
    cache: 'never',
    inputs: { promoted: promoted.output },
    run: async ({ inputs, context }) => {
      const { deps, log, runId } = context
      const { version } = inputs.promoted
      if (version === null) {
        log.warn('no version may predict yet')
        return null
      }
      const knownBy = deps.now()
      const from = new Date(knownBy.getTime() - lastMs)
      const moments = await groupMoments(deps, model.view, rows, { from, until: knownBy })
      const past = { model, version, rows, until: from, lengthMs: lastMs, backMs, context }
      const pastCount = await scorePast(past)
      if (pastCount > 0) log.info(`${pastCount} rows of ${rows.name} from before scored`)
      if (moments.length === 0) {
        log.info(`group ${rows.name} has no rows of the last ${last}`)
        return { model: model.name, version, predictionCount: 0, newCount: 0 }
      }
      const work = { model, version, moments, knownBy, origin: 'batch' } as const
      const batch = await predictBatch(deps, work)
      const newCount = batch.runId === runId ? batch.rowCount : 0
      log.info(`${newCount} rows of ${rows.name} scored by version ${version}`)
      return { model: model.name, version, predictionCount: batch.rowCount, newCount }
    },
  })
}
