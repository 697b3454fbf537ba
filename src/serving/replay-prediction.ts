import { momentRows, limitCommits } from '../features/index.ts'
import { getVersion, type ModelStore } from '../registry/index.ts'
import { servingErrors } from './errors.ts'
import { getPrediction, type StoredDeps } from './find-prediction.ts'
import { loadPredictor } from './load-predictor.ts'
import { readKey, readValues } from './predictions-group.ts'
import { givenFeatures, type GivenFeatures, type Prediction } from './prediction.ts'
import type { JournalDeps } from './read-journals.ts'
import type { ServedModel } from './service.ts'
import { prepareWhatIf } from './what-if.ts'

export type ReplayDeps = StoredDeps & JournalDeps & { readonly models: ModelStore }

/** A prediction made again. */
export interface Replay {
  readonly prediction: Prediction
  /** What its version gives for the stored features. */
  readonly value: number
  /** Features that come out otherwise from the groups as they were known then. */
  readonly differences: readonly FeatureDifference[]
  /** Whether value and features are the same to the last bit. */
  readonly isEqual: boolean
}

export interface FeatureDifference {
  readonly feature: string
  readonly stored: number | string | null
  readonly replayed: number | string | null
}

/**
 * Makes a prediction again: its value from the stored features, and these from the groups as of the
 * commits that it had, by the offline query, however it was made. Throws `predictionNotFound`.
 */
export async function replayPrediction(
  deps: ReplayDeps,
  models: readonly ServedModel[],
  id: string,
): Promise<Replay> {
  const prediction = await getPrediction(deps, models, id)
  const model = models.find(({ name }) => name === prediction.model)
  if (model === undefined) throw servingErrors.predictionNotFound({ id })
  const version = await getVersion(deps.models, model.name, prediction.version)
  const predictor = await loadPredictor(deps, version)
  const replayed = await replayFeatures(deps, model, prediction)
  const features = unredacted(prediction, replayed)
  const [value = Number.NaN] = Array.from(await predictor.predictMany([features]))
  predictor.rest()
  const differences = Object.entries(features).flatMap(([feature, stored]) => {
    const own = replayed[feature] ?? null
    return Object.is(own, stored) ? [] : [{ feature, stored, replayed: own }]
  })
  const isEqual = Object.is(value, prediction.value) && differences.length === 0
  return { prediction, value, differences, isEqual }
}

/** What came with the request and was not kept: no group knows it. */
export function untold({ request = {}, overrides = {}, redacted = [] }: Prediction): string[] {
  return redacted.filter((name) => name in request || name in overrides)
}

/** What was not kept is taken as it comes out again. Throws `redactedRequest`. */
function unredacted(prediction: Prediction, replayed: GivenFeatures): GivenFeatures {
  const { id, features, redacted = [] } = prediction
  const told = untold(prediction)
  if (told.length > 0) throw servingErrors.redactedRequest({ id, fields: told.join(', ') })
  const own = redacted.map((name) => [name, replayed[name] ?? null] as const)
  return { ...features, ...Object.fromEntries(own) }
}

async function replayFeatures(
  deps: ReplayDeps,
  model: ServedModel,
  { key, at, knownBy, commits, overrides, request = {} }: Prediction,
): Promise<GivenFeatures> {
  const whatIf = prepareWhatIf(model.view)
  const then = { ...deps, commits: limitCommits(deps.commits, commits) }
  const { view } = model
  const moment = { key: readKey(model, key), at, request: readValues(view.request, request) }
  const { rows } = await momentRows(then, whatIf.view, [moment], knownBy)
  const found = rows[0]?.features ?? {}
  const values = overrides === undefined ? found : whatIf.apply(moment.key, found, overrides)
  return givenFeatures(view, values)
}
