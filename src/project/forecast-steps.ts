import type { Step } from '../pipelines/index.ts'
import type { BackTest } from '../learn/index.ts'
import { getVersion, readBackTest } from '../registry/index.ts'
import { makeForecast, readSeries, type MadeForecast } from '../serving/index.ts'
import { trainForecast, type Forecast } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'
import {
  defineStep,
  type LoadedGroup,
  type PromotedVersion,
  type TrainedForecast,
} from './steps.ts'

/** Trains a forecast when what it was loaded from, settings or code have changed. */
export function trainForecastStep(
  forecast: Forecast,
  { loads }: { readonly loads: readonly Step<LoadedGroup, ProjectPorts>[] },
): Step<TrainedForecast, ProjectPorts> {
  return defineStep<TrainedForecast, Readonly<Record<string, LoadedGroup>>>({
    name: `train-${forecast.name}`,
    summary: `Holds ${forecast.name} to the past and learns from all that is known`,
    inputs: Object.fromEntries(loads.map((load) => [load.name, load.output])),
    run: async ({ context }) => {
      const { deps, signal, progress, log } = context
      const code = await deps.code()
      const told = { code, log, signal, onProgress: progress }
      const version = await trainForecast(deps, forecast, told)
      for (const [name, value] of Object.entries(version.evaluation.metrics)) {
        context.recordMetric(name, value)
      }
      return {
        model: forecast.name,
        version: version.version,
        contents: version.contentDigest,
      }
    },
  })
}

/** What a version says of the steps to come. */
export interface ToldForecast extends MadeForecast {
  /** How it did on moments of the past. */
  readonly test: BackTest
}

/** What a version says of the steps to come, kept once however often it is asked, and how it did. Throws `versionNotFound`. */
export async function tellForecast(
  deps: ProjectPorts,
  forecast: Forecast,
  version: number,
): Promise<ToldForecast> {
  const found = await getVersion(deps.models, forecast.name, version)
  const read = await readSeries(deps, forecast)
  const made = await makeForecast(deps, { forecast, version: found, read })
  return { ...made, test: await readBackTest(deps.blobs, found) }
}

export interface KeptForecast {
  readonly forecast: string
  readonly version: number
  /** What was said, by which it can be asked for again. */
  readonly batch: string
  readonly pointCount: number
}

/** Forecasts the steps to come of each series by the promoted version, and keeps what it says. */
export function forecastStep(
  forecast: Forecast,
  { promoted }: { readonly promoted: Step<PromotedVersion, ProjectPorts> },
): Step<KeptForecast | null, ProjectPorts> {
  return defineStep<KeptForecast | null, { readonly promoted: PromotedVersion }>({
    name: `forecast-${forecast.name}`,
    summary: `Forecasts the next ${forecast.spec.steps} steps of ${forecast.name}`,
    cache: 'never',
    inputs: { promoted: promoted.output },
    run: async ({ inputs, context }) => {
      const { deps, log } = context
      const { version: number } = inputs.promoted
      if (number === null) {
        log.warn('no version may forecast yet')
        return null
      }
      const { batch, points } = await tellForecast(deps, forecast, number)
      log.info(`${points.length} values to come by version ${number}`)
      return {
        forecast: forecast.name,
        version: number,
        batch: batch.id,
        pointCount: points.length,
      }
    },
  })
}
