import { resolve } from 'node:path'
import { parseDuration, type Duration } from '../base/index.ts'
import type { Group } from '../features/index.ts'
import type { Step, StepContext } from '../pipelines/index.ts'
import { groupSource, predictMany, withFileSource, type ManyPredicted } from '../serving/index.ts'
import { withEngine } from '../table/index.ts'
import type { Model } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'
import { defineStep, type PromotedVersion } from './steps.ts'

/** Rows of a file, or of a group; those of the view's labels where no group is told. */
export type RowsToPredict =
  | { readonly file: string }
  | { readonly group?: Group; readonly last?: Duration; readonly file?: never }

export interface PredictedRows {
  readonly model: string
  readonly version: number
  readonly rowCount: number
  readonly file: string
}

/**
 * Predicts the rows of a file or of a group, however many, and writes them to a file with version and id of each
 * prediction. Files are named from the project's folder. A step that was interrupted goes on where it was.
 */
export function predictRowsStep(
  model: Model,
  options: {
    readonly promoted: Step<PromotedVersion, ProjectPorts>
    readonly rows: RowsToPredict
    readonly to: string
    readonly name?: string
    readonly after?: readonly Step<unknown, never>[]
  },
): Step<PredictedRows | null, ProjectPorts> {
  const { promoted, rows, to, name = `predict-rows-${model.name}`, after = [] } = options
  return defineStep<PredictedRows | null, { readonly promoted: PromotedVersion }>({
    name,
    summary: `Predicts ${model.view.label.column} for ${rowsText(model, rows)}, and writes ${to}`,
    cache: 'never',
    inputs: { promoted: promoted.output },
    after,
    writes: [to],
    run: async ({ inputs, context }) => {
      const { version } = inputs.promoted
      if (version === null) {
        context.log.warn('no version may predict yet')
        return null
      }
      const { rowCount, ...made } = await predictRows(context, { model, version, rows, to })
      context.log.info(`version ${made.version} predicted ${rowCount} rows: ${to}`)
      context.recordMetric('predictedRows', rowCount)
      return { model: model.name, version: made.version, rowCount, file: to }
    },
  })
}

function rowsText({ view }: Model, rows: RowsToPredict): string {
  if (rows.file !== undefined) return `the rows of ${rows.file}`
  const { group = view.label.group, last } = rows
  return `the rows of ${group.name}${last === undefined ? '' : ` of the last ${last}`}`
}

async function predictRows(
  { deps, runId, progress, signal }: StepContext<ProjectPorts>,
  work: {
    readonly model: Model
    readonly version: number
    readonly rows: RowsToPredict
    readonly to: string
  },
): Promise<ManyPredicted> {
  const { model, version, rows, to } = work
  const options = {
    model,
    version,
    chosenBy: `version ${version}`,
    out: resolve(deps.root, to),
    runId,
    onProgress: progress,
    signal,
  }
  return withEngine(async (engine) => {
    if (rows.file !== undefined) {
      const file = { path: resolve(deps.root, rows.file), name: rows.file }
      return withFileSource(engine, model, file, (source) =>
        predictMany(deps, { ...options, source }),
      )
    }
    const { group, last } = rows
    const from =
      last === undefined ? undefined : new Date(deps.now().getTime() - parseDuration(last))
    const source = groupSource({ ...deps, engine }, model.view, { group, from })
    return predictMany(deps, { ...options, source })
  })
}
