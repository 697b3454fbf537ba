import { knownMoments, momentsAhead, groupRelation } from '../features/index.ts'
import type { StepContext } from '../pipelines/index.ts'
import { predictBatch, predictionsGroup, type PredictionBatch } from '../serving/index.ts'
import { sql } from '../table/index.ts'
import type { Model } from '../training/index.ts'
import { heldOutFrom } from './held-out-from.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface PredictWork {
  readonly model: Model
  readonly version: number
  readonly aheadMs: number
  readonly context: StepContext<ProjectPorts>
}

/** Predicts what lies ahead with what is known now: nothing when the newest knowledge was used already. */
export async function predictAhead(work: PredictWork): Promise<PredictionBatch[]> {
  const { deps } = work.context
  const now = deps.now()
  const known = await knownMoments(deps, work.model.view, { from: new Date(0), until: now })
  const knownBy = known.at(-1)
  return knownBy === undefined ? [] : predictFrom(work, knownBy, 'batch')
}

/**
 * Predicts the past as it was known then, where no prediction was stored, from the first moment on that
 * the version has not learned from.
 */
export async function predictPast(
  work: PredictWork & { readonly backMs: number },
): Promise<PredictionBatch[]> {
  const { model, context } = work
  const { deps, signal, progress } = context
  const now = deps.now()
  const earliest = await heldOutFrom(deps, work, now.getTime() - work.backMs)
  if (Number.isNaN(earliest)) return []
  const known = await knownMoments(deps, model.view, { from: new Date(earliest), until: now })
  const predicted = await predictedMoments(deps, model)
  const missing = known.filter((moment) => !predicted.has(moment.getTime()))
  const batches: PredictionBatch[] = []
  for (const [done, knownBy] of missing.entries()) {
    signal.throwIfAborted()
    progress({ work: 'predicting the past', done, total: missing.length })
    batches.push(...(await predictFrom(work, knownBy, 'hindcast')))
  }
  return batches
}

async function predictFrom(
  { model, version, aheadMs, context }: PredictWork,
  knownBy: Date,
  origin: 'batch' | 'hindcast',
): Promise<PredictionBatch[]> {
  const { deps } = context
  const moments = await momentsAhead(deps, model.view, { knownBy, aheadMs })
  if (moments.length === 0) return []
  return [await predictBatch(deps, { model, version, moments, knownBy, origin })]
}

/** The states of knowledge that something was predicted from. */
async function predictedMoments(deps: ProjectPorts, model: Model): Promise<Set<number>> {
  const { relation } = await groupRelation(deps, predictionsGroup(model))
  const rows = await deps.engine.rows(
    sql`select distinct "knownBy" as at from ${relation} where origin <> 'online'`,
  )
  return new Set(rows.map((row) => (row['at'] as Date).getTime()))
}
