import type { BackTestReply } from '../../api/index.ts'
import {
  forecastAhead,
  seriesHistory,
  type ForecastScores,
  type SeriesTable,
} from '../../learn/index.ts'
import { parseDuration } from '../../base/index.ts'
import { getForecast, type OpenedProject } from '../../project/index.ts'
import { getVersion, readBackTest, readForecaster } from '../../registry/index.ts'
import { readSeries, seriesName, servingErrors } from '../../serving/index.ts'

/** So many steps before the first origin are told of what is known. */
const stepsBefore = 28

/** Throws `forecastNotFound`, `versionNotFound` or `seriesNotFound`. */
export async function readBackTestReply(
  project: OpenedProject,
  name: string,
  {
    version: number,
    series: asked,
  }: { readonly version: number; readonly series?: string | undefined },
): Promise<BackTestReply> {
  const forecast = getForecast(project.definition, name)
  const version = await getVersion(project.models, name, number)
  const test = await readBackTest(project.blobs, version)
  const fitted = await readForecaster(project.blobs, version)
  const { table } = await readSeries(project, forecast)
  const nameOf = (series: string) => seriesName(forecast, series)
  const all = seriesHistory(forecast.spec, table)
  const found = asked === undefined ? all[0] : all.find(({ series }) => nameOf(series) === asked)
  if (found === undefined) {
    const known = all.map(({ series }) => nameOf(series)).join(', ') || 'none'
    throw servingErrors.seriesNotFound({ forecast: name, series: asked ?? '', known })
  }
  const own = <Row extends { readonly series: string }>(rows: readonly Row[]) =>
    rows.filter(({ series }) => series === found.series)
  const from = (test.origins[0] ?? 0) - stepsBefore * parseDuration(forecast.spec.every)
  return {
    model: name,
    version: number,
    unit: forecast.unit ?? null,
    share: fitted.spec.interval?.share ?? null,
    origins: test.origins.map(toMoment),
    all: toScores(test.scores),
    byStep: test.byStep.map(({ ahead, ...scores }) => ({ ahead, ...toScores(scores) })),
    bySeries: test.bySeries.map(({ series, ...scores }) => ({
      series: nameOf(series),
      ...toScores(scores),
    })),
    series: nameOf(found.series),
    points: own(test.points).map(({ origin, truth, ...point }) => ({
      origin: toMoment(origin),
      ...toPoint(point),
      truth,
    })),
    actual: knownOf(table, found.series, from),
    next: own(forecastAhead(fitted, table)).map(toPoint),
  }
}

function toScores(scores: ForecastScores) {
  const { pointCount, mae, rmse, lastValueMae, seasonalNaiveMae = null, coverage = null } = scores
  return { pointCount, mae, rmse, lastValueMae, seasonalNaiveMae, coverage }
}

function toPoint({
  at,
  ahead,
  value,
  low = null,
  high = null,
}: {
  readonly at: number
  readonly ahead: number
  readonly value: number
  readonly low?: number | null
  readonly high?: number | null
}) {
  return { at: toMoment(at), ahead, value, low, high }
}

function knownOf({ series, times, target }: SeriesTable, name: string, from: number) {
  return Array.from(target.keys())
    .filter((row) => (series?.[row] ?? '') === name && !Number.isNaN(target[row] ?? Number.NaN))
    .map((row) => ({ time: times[row] ?? 0, value: target[row] ?? 0 }))
    .filter(({ time }) => time >= from)
    .toSorted((one, other) => one.time - other.time)
    .map(({ time, value }) => ({ at: toMoment(time), value }))
}

function toMoment(time: number): string {
  return new Date(time).toISOString()
}
