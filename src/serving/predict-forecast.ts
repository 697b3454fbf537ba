import { parseDuration, type Duration } from '../base/index.ts'
import { knownMoments, momentsAhead, limitCommits, type NewestCommits } from '../features/index.ts'
import { predictBatch, type BatchDeps, type BatchOptions } from './predict-batch.ts'
import type { PredictionBatch } from './prediction-batch.ts'

export interface ForecastOptions extends Pick<
  BatchOptions,
  'model' | 'version' | 'service' | 'runId'
> {
  /** How far beyond what is known last. */
  readonly ahead: Duration
  /** The groups as of these commits; as of now, if it is absent. */
  readonly commits?: NewestCommits
}

/**
 * Predicts, for each key, the moments that the groups tell of and that were still to come when something
 * became known last. It depends on nothing but version and commits: whoever asks, a service or a
 * pipeline, the first stores the batch and the others find it. Undefined while there is no such moment.
 */
export async function predictForecast(
  deps: BatchDeps,
  { ahead, commits, ...options }: ForecastOptions,
): Promise<PredictionBatch | undefined> {
  const own =
    commits === undefined ? deps : { ...deps, commits: limitCommits(deps.commits, commits) }
  const { view } = options.model
  const known = await knownMoments(own, view, { from: new Date(0), until: deps.now() })
  const knownBy = known.at(-1)
  if (knownBy === undefined) return undefined
  const moments = await momentsAhead(own, view, { knownBy, aheadMs: parseDuration(ahead) })
  if (moments.length === 0) return undefined
  return predictBatch(own, { ...options, moments, knownBy, origin: 'batch' })
}
