import { errorAtLead, type ErrorAtLead } from './error-at-lead.ts'
import type { DayHours, ForecastPage } from './forecast-page.ts'
import { localTime, type LocalTime } from './local-time.ts'
import { valueFormat, type ValueFormat } from './value-format.ts'

/** What every part of one page needs: how it writes values and times, and how sure it may be. */
export interface PageSetting {
  readonly page: ForecastPage
  readonly madeAt: Date
  readonly time: LocalTime
  readonly hours: DayHours
  readonly format: ValueFormat
  /** For mean errors, which are known finer than single values. */
  readonly errorFormat: ValueFormat
  readonly errorAt: ErrorAtLead
}

/** Throws `unknownTimeZone`. */
export function pageSetting(page: ForecastPage): PageSetting {
  return {
    page,
    madeAt: page.madeAt,
    time: localTime(page.timeZone),
    hours: page.dayHours ?? { from: 8, to: 18 },
    format: valueFormat(page.unit, valuesOf(page)),
    errorFormat: valueFormat(page.unit, valuesOf(page), 1),
    errorAt: errorAtLead(page),
  }
}

function valuesOf({ places }: ForecastPage): readonly number[] {
  return places
    .flatMap(({ forecast, reports }) => [...forecast, ...reports])
    .map(({ value }) => value)
    .filter(Number.isFinite)
}
