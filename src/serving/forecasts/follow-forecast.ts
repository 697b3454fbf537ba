import { messageOf } from '../../base/index.ts'
import { seriesHistory, type FittedForecaster } from '../../learn/index.ts'
import { getVersion, readForecaster, type ModelVersion } from '../../registry/index.ts'
import type { FollowDeps } from '../follow-alias.ts'
import type { Service } from '../service.ts'
import { isUpToDate, readSeries, type ReadSeries } from './read-series.ts'
import { seriesName, type ServedForecast } from './served-forecast.ts'

/** The version of a forecast that answers. */
export interface HeldForecast {
  readonly version: ModelVersion
  readonly fitted: FittedForecaster
  readonly since: Date
}

export interface ForecastFollower {
  current(): { readonly held: HeldForecast | undefined; readonly problem: string | undefined }
  /** Never throws for what it could not load: what was served is served on, and `current()` says so. */
  refresh(): Promise<void>
  /** As they are now. */
  readNow(): Promise<ReadSeries>
  /** Of the series as they were read last. */
  seriesNames(): readonly string[]
}

/** Keeps the version that an alias of a forecast points to, and its series, ready. */
export function followForecast(
  deps: FollowDeps,
  { name, model: forecast, alias }: Service<ServedForecast>,
): ForecastFollower {
  let held: HeldForecast | undefined
  let problem: string | undefined
  let series: ReadSeries | undefined

  async function follow(): Promise<void> {
    const pointer = await deps.models.findAlias(forecast.name, alias)
    if (pointer !== undefined && pointer.version !== held?.version.version) {
      const version = await getVersion(deps.models, forecast.name, pointer.version)
      const fitted = await readForecaster(deps.blobs, version)
      held = { version, fitted, since: deps.now() }
      deps.log.info(`service ${name} answers with version ${pointer.version} of ${forecast.name}`)
    }
    if (held === undefined) return
    // Whether series that are read from no group have changed can't be seen: they are read for each who asks.
    const isFromGroups = Object.keys(series?.commits ?? {}).length > 0
    if (series === undefined || isFromGroups) await readNow()
  }

  async function readNow(): Promise<ReadSeries> {
    if (series === undefined || !(await isUpToDate(deps, series))) {
      series = await readSeries(deps, forecast)
    }
    return series
  }

  return {
    current: () => ({ held, problem }),
    readNow,

    async refresh() {
      try {
        await follow()
        problem = undefined
      } catch (error) {
        const told = messageOf(error)
        if (told !== problem) deps.log.error(`service ${name}: ${told}`)
        problem = told
      }
    },

    seriesNames() {
      if (series === undefined) return []
      const all = seriesHistory(forecast.spec, series.table)
      return all.map((one) => seriesName(forecast, one.series))
    },
  }
}
