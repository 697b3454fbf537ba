import { mae, rmse, type Metric, type TestedPoint } from '../../learn/index.ts'
import { getVersion, pairedInterval, readBackTest } from '../../registry/index.ts'
import { differencesOf, type VersionComparison } from '../measure-version.ts'
import type { Forecast } from './forecast.ts'
import { pairVersions, type ForecastEvidenceDeps } from './judge-forecast.ts'
import { pairedRows, pairPoints, type PairedPoints } from './paired-points.ts'
import { testPaths } from './report-forecast.ts'

/**
 * Two versions of a forecast from the moments at which the second was tested: over all, and by how many steps ahead and
 * series. Throws `versionNotFound` or `forecastsDiffer`.
 */
export async function compareForecasts(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  [firstNumber, secondNumber]: readonly [number, number],
): Promise<VersionComparison> {
  const champion = await getVersion(deps.models, forecast.name, firstNumber)
  const candidate = await getVersion(deps.models, forecast.name, secondNumber)
  const all = await readBackTest(deps.blobs, candidate)
  const paired = await pairVersions(deps, forecast, { candidate, all, champion })
  return {
    rowCount: paired.own.points.length,
    metrics: [mae(), rmse()].map((metric) => compared(metric, paired)),
    slices: [
      ...sliced(paired, ({ ahead }) => `ahead = ${ahead}`),
      ...sliced(paired, ({ series }) => `series = ${series}`),
    ],
    differences: differencesOf(pairedRows(paired)),
    test: testPaths(paired),
  }
}

function compared(metric: Metric, paired: PairedPoints): VersionComparison['metrics'][number] {
  const rows = pairedRows(paired)
  return {
    name: metric.name,
    better: metric.better,
    first: metric.of(rows.truth, rows.champion),
    second: metric.of(rows.truth, rows.candidate),
    gain: pairedInterval(metric, rows, { confidence: 0.95 }),
  }
}

function sliced(
  { own, rival }: PairedPoints,
  nameOf: (point: TestedPoint) => string,
): VersionComparison['slices'] {
  return [...Map.groupBy(own.points, nameOf)].map(([slice, points]) => {
    const part = pairPoints({ origins: own.origins, points }, rival.points)
    const { first, second, gain } = compared(mae(), part)
    return { slice, rowCount: points.length, first, second, gain }
  })
}
