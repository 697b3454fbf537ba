import type { BatchDeps } from './predict-batch.ts'
import { showKey } from './answer-rows.ts'
import { servingErrors } from './errors.ts'
import { batchPredictions } from './find-prediction.ts'
import { entitiesOf } from './entities-of.ts'
import { predictForecast } from './predict-forecast.ts'
import type { Prediction } from './prediction.ts'
import type { Service } from './service.ts'
import type { Serving } from './serving.ts'

/** What a version says of the time to come, for one key. */
export interface Forecast {
  readonly model: string
  readonly version: number
  /** Absent while there is nothing to predict from. */
  readonly madeAt: Date | undefined
  readonly key: Readonly<Record<string, unknown>>
  readonly label: string
  readonly unit: string | undefined
  /** From now on, oldest first. */
  readonly points: readonly ForecastPoint[]
}

export interface ForecastPoint {
  readonly predictionId: string
  readonly at: Date
  readonly value: number
  /** Of a forecast of series: how many steps ahead, and where the value is to lie. */
  readonly ahead?: number
  readonly low?: number
  readonly high?: number
}

/** What may be asked of a forecast of series. */
export interface ForecastAsking {
  /** As if nothing after this moment were known. */
  readonly from?: Date
  /** How many steps. */
  readonly ahead?: number
}

type AskForecast = (serving: Serving, key: Readonly<Record<string, unknown>>) => Promise<Forecast>

/**
 * Answers from the stored batch of the served version and data, which is made when it is first asked
 * for. It is held in memory until version or data change.
 */
export function forecaster(deps: BatchDeps, service: Service): AskForecast {
  const { model, forecast } = service
  const batches = new WeakMap<Serving, Promise<readonly Prediction[]>>()
  const keyNames = model.view.label.group.key

  function predictionsOf(serving: Serving, ahead: NonNullable<typeof forecast>['ahead']) {
    const known = batches.get(serving)
    if (known !== undefined) return known
    const made = predictAhead(serving, ahead)
    batches.set(serving, made)
    // What failed is tried again by the next who asks.
    made.catch(() => batches.delete(serving))
    return made
  }

  async function predictAhead(
    { predictor, commits }: Serving,
    ahead: NonNullable<typeof forecast>['ahead'],
  ): Promise<readonly Prediction[]> {
    const batch = await predictForecast(deps, {
      model,
      version: predictor,
      ahead,
      commits,
    })
    return batch === undefined ? [] : batchPredictions(deps, model, batch)
  }

  return async (serving, key) => {
    if (forecast === undefined) throw servingErrors.forecastNotOffered({ service: service.name })
    const entities = entitiesOf(model, serving.online)
    const wanted = showKey(key, keyNames)
    const entity = entities.find((one) => showKey(one, keyNames) === wanted)
    if (entity === undefined) {
      const known = entities.map((one) => showKey(one, keyNames)).join(', ') || 'none'
      throw servingErrors.forecastNotFound({ service: service.name, key: wanted, known })
    }
    const predictions = await predictionsOf(serving, forecast.ahead)
    const now = deps.now()
    const { group, column } = model.view.label
    return {
      model: model.name,
      version: serving.predictor.version.version,
      madeAt: predictions[0]?.madeAt,
      key: entity,
      label: column,
      unit: group.columns[column]?.unit,
      points: predictions
        .filter((one) => one.at >= now && showKey(one.key, keyNames) === wanted)
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map(({ id, at, value }) => ({ predictionId: id, at, value })),
    }
  }
}
