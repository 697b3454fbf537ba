import { parseDuration } from '../../base/index.ts'
import { seriesHistory, type FittedForecaster } from '../../learn/index.ts'
import { integer, text, timestamp, type Columns } from '../../table/index.ts'
import { admission } from '../admission.ts'
import { servingErrors } from '../errors.ts'
import type { Forecast, ForecastAsking } from '../forecast.ts'
import type { FollowDeps } from '../follow-alias.ts'
import { keepOn } from '../keep-on.ts'
import type { OpenService } from '../open-service.ts'
import type { Service } from '../service.ts'
import type { ServiceField } from '../service-field.ts'
import { serviceTelling } from '../service-listener.ts'
import type { ServiceState } from '../service-state.ts'
import { followForecast } from './follow-forecast.ts'
import { makeForecast } from './make-forecast.ts'
import type { ReadSeries } from './read-series.ts'
import { isForecast, seriesName, type ServedForecast } from './served-forecast.ts'

/** Whether a service answers forecasts of series, not rows. */
export function isForecastService(service: Service): service is Service<ServedForecast> {
  return isForecast(service.model)
}

/** Opens a service that answers forecasts of series with the version that its alias points to, if there is one. */
export async function openForecastService(
  deps: FollowDeps,
  service: Service<ServedForecast>,
): Promise<OpenService> {
  const { model: forecast, alias, name } = service
  const admitted = admission(name, service.limits)
  const following = followForecast(deps, service)
  const counts = { requestCount: 0, predictionCount: 0 }
  let newestPredictionAt: Date | undefined

  function state(): ServiceState {
    const { held, problem } = following.current()
    return {
      service: name,
      model: forecast.name,
      alias,
      version: held?.version.version,
      versionSince: held?.since,
      problem,
      parts: [],
      ...counts,
      newestPredictionAt,
    }
  }

  async function refresh(): Promise<ServiceState> {
    await following.refresh()
    return state()
  }

  async function answer(
    key: Readonly<Record<string, unknown>>,
    { from, ahead }: ForecastAsking,
  ): Promise<Forecast> {
    const { held, problem } = following.current()
    if (held === undefined) {
      throw servingErrors.notReady({ service: name, model: forecast.name, alias, problem })
    }
    const { version, fitted } = held
    const read = await following.readNow()
    const wanted = String(key['series'])
    const steps = checkAhead(service, fitted, ahead)
    checkHistory(service, read, { series: wanted, from })
    const { batch, points } = await makeForecast(deps, {
      forecast,
      version,
      fitted,
      read,
      service: name,
      ...(from === undefined ? {} : { from }),
    })
    const own = points.filter((point) => point.series === wanted && point.ahead <= steps)
    counts.requestCount += 1
    counts.predictionCount += own.length
    newestPredictionAt = batch.madeAt
    return {
      model: forecast.name,
      version: version.version,
      madeAt: batch.madeAt,
      key: { series: wanted },
      label: 'value',
      unit: forecast.unit,
      points: own,
    }
  }

  const refuseRows = () => Promise.reject(servingErrors.answersForecasts({ service: name }))
  await refresh()
  return {
    service,
    columns: columnsOf(forecast),
    refresh,
    state,
    load: admitted.load,
    listen: serviceTelling(undefined).listen,
    predict: refuseRows,
    predictText: refuseRows,
    predictBytes: () => undefined,
    forecast: (key, asking = {}) => admitted.run(() => answer(key, asking)),
    entities: () => following.seriesNames().map((series) => ({ series })),
    fields: () => fieldsOf(forecast, following.seriesNames()),
    tellsClasses: () => false,
    startFollowing: ({ everyMs = 500, signal }) => keepOn(refresh, everyMs, signal),
    // What it has said is kept already.
    close: () => Promise.resolve(),
  }
}

/** What may be asked of a forecast. */
function columnsOf({ spec: { steps, every } }: ServedForecast): Columns {
  return {
    series: text({ description: 'Which series' }),
    from: timestamp({
      optional: true,
      description: 'As if nothing after this moment were known; now when it is left out',
    }),
    ahead: integer({
      optional: true,
      min: 1,
      max: steps,
      description: `How many steps of ${every}; all that it has learned when left out`,
    }),
  }
}

function fieldsOf(forecast: ServedForecast, names: readonly string[]): ServiceField[] {
  const examples = new Map<string, string | number>([['ahead', forecast.spec.steps]])
  const [first] = names
  if (first !== undefined) examples.set('series', first)
  return Object.entries(columnsOf(forecast)).map(
    ([name, { type, description = '', optional }]) => ({
      name,
      type,
      description,
      required: !optional,
      example: examples.get(name) ?? null,
      ...(name === 'series' ? { choices: names } : {}),
    }),
  )
}

function checkAhead(
  { name, model }: Service<ServedForecast>,
  { spec: { steps, every } }: FittedForecaster,
  ahead = steps,
): number {
  if (Number.isInteger(ahead) && ahead >= 1 && ahead <= steps) return ahead
  throw servingErrors.beyondHorizon({ service: name, forecast: model.name, ahead, steps, every })
}

function checkHistory(
  { name, model }: Service<ServedForecast>,
  { table }: ReadSeries,
  { series, from }: { readonly series: string; readonly from: Date | undefined },
): void {
  const { spec } = model
  const all = seriesHistory(spec, table, from?.getTime())
  const found = all.find((one) => seriesName(model, one.series) === series)
  if (found === undefined) {
    const known = all.map((one) => seriesName(model, one.series)).join(', ') || 'none'
    throw servingErrors.forecastNotFound({ service: name, key: series, known })
  }
  if (found.isEnough) return
  const { first, last } = found
  const spanMs = first === undefined || last === undefined ? Number.NaN : last - first
  throw servingErrors.noHistory({
    series,
    from: from?.toISOString() ?? 'now',
    first: first === undefined ? undefined : new Date(first).toISOString(),
    knownCount: Number.isNaN(spanMs) ? 0 : Math.round(spanMs / parseDuration(spec.every)) + 1,
    wantedCount: Math.max(1, ...spec.lags, spec.season ?? 1),
    every: spec.every,
  })
}
