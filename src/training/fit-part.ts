import type { Log, Progress } from '../base/index.ts'
import type { FittedModel, LearningProgress } from '../learn/index.ts'
import { openRunMetrics, type RunId } from '../tracking/index.ts'
import { findCheckpoint, keepCheckpoints, type CheckpointDeps } from './checkpoint.ts'
import type { Model } from './model.ts'
import { learnRows } from './parts/learn-rows.ts'
import type { PartRows } from './parts/part-rows.ts'
import type { Digest } from '../base/index.ts'

/** What a learner tells of itself after a round. */
export interface Losses {
  readonly step: number
  readonly total: number
  readonly trainingLoss?: number
  readonly heldBackLoss?: number
}

export interface FitOptions {
  readonly log: Log
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
  /** Hears the losses as they come. */
  readonly onLosses?: (losses: Losses) => void
  /** Begins anew, whatever an earlier training has left. */
  readonly fresh?: boolean
  /** Between two checkpoints, in milliseconds. */
  readonly checkpointEveryMs?: number
}

/** Points that a curve has at most. */
const curvePoints = 200

/**
 * Learns from a part as the run's work: its loss curve is written while it grows, and a checkpoint every few
 * seconds. A training of the same key that was broken off is gone on with.
 */
export async function fitPart(
  deps: CheckpointDeps,
  model: Model,
  rows: PartRows,
  { runId, key, ...options }: FitOptions & { readonly runId: RunId; readonly key: Digest },
): Promise<FittedModel> {
  const { log, signal, onProgress, onLosses, fresh = false, checkpointEveryMs: everyMs } = options
  const earlier = fresh ? undefined : await findCheckpoint(deps, model.name, { key, runId })
  if (earlier !== undefined) {
    log.info(`going on from round ${earlier.done} of ${earlier.runId}, which was broken off`)
    await copyCurve(deps, earlier, runId)
  }
  const metrics = openRunMetrics(deps, runId)
  const checkpoints = keepCheckpoints(deps, runId, {
    log,
    ...(everyMs === undefined ? {} : { everyMs }),
  })
  const hear = ({ done, total, soFar, ...found }: LearningProgress) => {
    const losses = lossesOf(found)
    if (done % Math.ceil(total / curvePoints) === 0 || done === total) {
      for (const [name, value] of Object.entries(losses)) metrics.recordMetric(name, value, done)
    }
    onLosses?.({ step: done, total, ...losses })
    onProgress?.({ work: `training ${model.name}`, done, total })
    checkpoints.offer(done, soFar)
  }
  try {
    const fitted = await learnRows(model, rows, {
      ...(signal === undefined ? {} : { signal }),
      ...(earlier === undefined ? {} : { goOn: earlier.learner }),
      onProgress: hear,
    })
    await checkpoints.drop()
    return fitted
  } finally {
    await checkpoints.settle()
    await metrics.flush()
  }
}

function lossesOf({ trainingLoss, heldBackLoss }: Omit<LearningProgress, 'done' | 'total'>) {
  return {
    ...(trainingLoss === undefined ? {} : { trainingLoss }),
    ...(heldBackLoss === undefined ? {} : { heldBackLoss }),
  }
}

async function copyCurve(
  { records }: CheckpointDeps,
  earlier: { readonly runId: RunId; readonly done: number },
  runId: RunId,
): Promise<void> {
  const points = await records.listMetrics(earlier.runId)
  await records.putMetrics(
    runId,
    points.filter(({ step }) => step <= earlier.done),
  )
}
