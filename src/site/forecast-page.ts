/** All that a forecast page shows. Values are in `unit`; moments are shown in `timeZone`. */
export interface ForecastPage {
  readonly title: string
  readonly introduction: string
  readonly unit: string
  /** What a value is, in sentence case: "Wave height". */
  readonly valueLabel: string
  readonly madeAt: Date
  /** A name of the IANA database. */
  readonly timeZone: string
  /** Left out while nothing was trained. */
  readonly model?: PageModel
  readonly places: readonly Place[]
  /** The mean absolute error of forecasts that came true, by whole days of lead. */
  readonly howWeDid: readonly LeadError[]
  /** When the page is made anew: "every 12 hours, next 23:11". */
  readonly schedule: string
  readonly links: { readonly dashboard?: string; readonly source?: string }
  /** The hours of the day, in local time, that "best" is chosen from; 8 to 18 when left out. */
  readonly dayHours?: DayHours
  /** The design tokens as CSS text. */
  readonly tokensCss: string
}

export interface PageModel {
  readonly name: string
  readonly version: number | string
  readonly trainedAt: Date
  /** What it learnt from, as the end of a sentence: "1,096 reports from Nov 2023 to Sep 2026". */
  readonly trainedOn?: string
  /** Errors on rows that were held out of training, in the page's unit. */
  readonly metrics: { readonly mae: { readonly value: number; readonly baseline: number } }
  /** What the baseline does, as a noun: "the average of all reports". */
  readonly baseline?: string
}

export interface Place {
  readonly id: string
  readonly name: string
  readonly forecast: readonly ForecastPoint[]
  readonly reports: readonly Report[]
  /** Forecasts whose moment was reported later. */
  readonly earlier: readonly CameTrue[]
}

export interface ForecastPoint {
  readonly at: Date
  readonly value: number
  readonly low?: number
  readonly high?: number
}

export interface Report {
  readonly at: Date
  readonly value: number
}

export interface CameTrue {
  readonly at: Date
  readonly predicted: number
  readonly observed: number
  readonly leadHours: number
}

export interface LeadError {
  readonly leadDays: number
  readonly meanAbsoluteError: number
  readonly count: number
}

export interface DayHours {
  readonly from: number
  readonly to: number
}
