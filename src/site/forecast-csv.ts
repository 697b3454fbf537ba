import { toCsv } from './csv.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { shortestLeads } from './shortest-leads.ts'

/** A place's forecast as a table. The unit is in the head. */
export function forecastCsv({ points }: PlaceOutlook, { page, time }: PageSetting): string {
  const { unit } = page
  return toCsv(
    ['time_utc', `time_${time.timeZone}`, `value_${unit}`, `low_${unit}`, `high_${unit}`],
    points.map(({ at, value, low, high }) => [
      at.toISOString(),
      time.moment(at),
      ...[value, low, high].map(shorten),
    ]),
  )
}

/** What was said and what came, as a table. */
export function cameTrueCsv({ place }: PlaceOutlook, { page, time }: PageSetting): string {
  const { unit } = page
  return toCsv(
    ['time_utc', `time_${time.timeZone}`, `predicted_${unit}`, `observed_${unit}`, 'lead_hours'],
    shortestLeads(place.earlier).map(({ at, predicted, observed, leadHours }) => [
      at.toISOString(),
      time.moment(at),
      ...[predicted, observed, leadHours].map(shorten),
    ]),
  )
}

function shorten(value: number): number | undefined {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : undefined
}
