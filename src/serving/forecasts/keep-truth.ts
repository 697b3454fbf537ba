import { isSwellError } from '../../base/index.ts'
import { upsertRows, type AppendDeps } from '../../features/index.ts'
import type { SeriesTable } from '../../learn/index.ts'
import { seriesName, type ServedForecast } from './served-forecast.ts'

/**
 * Keeps the values of the series that are new or were corrected since they were kept last: what forecasts are held to,
 * with when it became known here. While another process is at it, that is left to it.
 */
export async function keepTruth(
  deps: AppendDeps,
  forecast: ServedForecast,
  { series, times, target }: SeriesTable,
): Promise<void> {
  const rows = [...target].flatMap((value, row) =>
    Number.isNaN(value)
      ? []
      : [
          {
            series: seriesName(forecast, series?.[row] ?? ''),
            at: new Date(times[row] ?? Number.NaN),
            value,
          },
        ],
  )
  try {
    await upsertRows(deps, forecast.view.label.group, rows)
  } catch (error) {
    if (!isSwellError(error, 'storage.claimHeld')) throw error
  }
}
