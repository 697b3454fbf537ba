import { momentRows, limitCommits } from '../features/index.ts'
import { getVersion, type ModelStore } from '../registry/index.ts'
import type { FeatureDifference, MadeByModel, ReplayedModel } from './replayed-model.ts'
import { replayComposition } from './composition/replay-composition.ts'
import { servingErrors } from './errors.ts'
import { getPrediction, type StoredDeps } from './find-prediction.ts'
import { replayForecast } from './forecasts/replay-forecast.ts'
import { isForecast } from './forecasts/served-forecast.ts'
import { loadPredictor } from './load-predictor.ts'
import { readKey, readValues } from './predictions-group.ts'
import { givenFeatures, type GivenFeatures, type Prediction } from './prediction.ts'
import type { JournalDeps } from './read-journals.ts'
import type { ServedModel } from './served-model.ts'
import type { Service } from './service.ts'
import { prepareWhatIf } from './what-if.ts'

export type ReplayDeps = StoredDeps & JournalDeps & { readonly models: ModelStore }

/** A prediction made again. */
export interface Replay {
  readonly prediction: Prediction
  /** What is answered for the stored features. */
  readonly value: number
  /** Features that come out otherwise from the groups as they were known then, and what else does. */
  readonly differences: readonly FeatureDifference[]
  /** Whether value and features are the same to the last bit. */
  readonly isEqual: boolean
}

/** What a project predicts with. */
export interface Predicting {
  readonly models: readonly ServedModel[]
  readonly services: readonly Service[]
}

/**
 * Makes a prediction again: its value from the stored features, and these from the groups as of the
 * commits that it had, by the offline query, however it was made. Where several models answered, so does each of
 * them, and the service puts together again what they say. Throws `predictionNotFound`.
 */
export async function replayPrediction(
  deps: ReplayDeps,
  { models, services }: Predicting,
  id: string,
): Promise<Replay> {
  const prediction = await getPrediction(deps, models, id)
  const asked = models.find(({ name }) => name === prediction.model)
  if (asked !== undefined && isForecast(asked)) {
    const value = await replayForecast(deps, asked, prediction)
    return { prediction, value, differences: [], isEqual: Object.is(value, prediction.value) }
  }
  const service = services.find(({ name }) => name === prediction.service)
  const again = (one: MadeByModel) => replayByModel(deps, getModel(models, one.model), one)
  const own = await again(prediction)
  const { value, differences } =
    service === undefined ? own : await replayComposition(service, { prediction, own, again })
  const isEqual = Object.is(value, prediction.value) && differences.length === 0
  return { prediction, value, differences, isEqual }
}

function getModel(models: readonly ServedModel[], name: string): ServedModel {
  const model = models.find((one) => one.name === name)
  if (model === undefined) throw servingErrors.modelNotKnown({ model: name })
  return model
}

async function replayByModel(
  deps: ReplayDeps,
  model: ServedModel,
  prediction: MadeByModel,
): Promise<ReplayedModel> {
  const version = await getVersion(deps.models, model.name, prediction.version)
  const predictor = await loadPredictor(deps, version)
  try {
    const replayed = await replayFeatures(deps, model, prediction)
    const features = unredacted(prediction, replayed)
    const [value = Number.NaN] = Array.from(await predictor.predictMany([features]))
    const shares = await predictor.shares?.([features])
    const differences = Object.entries(features).flatMap(([feature, stored]) => {
      const own = replayed[feature] ?? null
      return Object.is(own, stored) ? [] : [{ feature, stored, replayed: own }]
    })
    return { value, features, differences, told: { saysChance: predictor.saysChance, shares } }
  } finally {
    predictor.rest()
  }
}

/** What came with the request and was not kept: no group knows it. */
export function untold({
  request = {},
  overrides = {},
  redacted = [],
}: Pick<Prediction, 'request' | 'overrides' | 'redacted'>): string[] {
  return redacted.filter((name) => name in request || name in overrides)
}

/** What was not kept is taken as it comes out again. Throws `redactedRequest`. */
function unredacted(prediction: MadeByModel, replayed: GivenFeatures): GivenFeatures {
  const { id, features, redacted = [] } = prediction
  const told = untold(prediction)
  if (told.length > 0) throw servingErrors.redactedRequest({ id, fields: told.join(', ') })
  const own = redacted
    .filter((name) => Object.hasOwn(features, name))
    .map((name) => [name, replayed[name] ?? null] as const)
  return { ...features, ...Object.fromEntries(own) }
}

async function replayFeatures(
  deps: ReplayDeps,
  model: ServedModel,
  { key, at, knownBy, commits, overrides, request = {} }: MadeByModel,
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
