import { parseDuration, type Duration } from '../../base/index.ts'
import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import { conformal } from '../conformal/conformal.ts'
import type { FittedModel } from '../fitted-model.ts'
import type { Encoder } from '../encoders/encoder.ts'
import type { Learner } from '../learner.ts'

/** Values to come of one or several series, by any learner of rows. */
export interface Forecaster {
  readonly kind: 'forecaster'
  readonly learner: Learner
  /** How far a step is. */
  readonly every: Duration
  /** How many steps are looked ahead. */
  readonly steps: number
  /**
   * `'direct'`: one model of all steps, which reads how far it looks ahead; `'each'`: one model for each step;
   * `'recursive'`: one model of the next step, which then takes its answer for the truth.
   */
  readonly way: 'direct' | 'each' | 'recursive'
  /** Values that are read: 1 is the last one that is known, 2 the one before it. */
  readonly lags: readonly number[]
  /** Of so many last values the mean, deviation, least and most are read. */
  readonly windows: readonly number[]
  /** After so many steps values are alike: the value of that long before is read. */
  readonly season?: number
  readonly calendar: readonly CalendarPart[]
  /** Whether the value is learned, or how far it is from the last one: of series that wander off. */
  readonly learns: 'value' | 'change'
  readonly interval?: IntervalSettings
  readonly encoders: Readonly<Record<string, Encoder>>
}

/** Of the moment that is forecast, UTC. */
export type CalendarPart = 'hour' | 'weekday' | 'monthDay' | 'month' | 'yearDay'

export const calendarParts: readonly CalendarPart[] = [
  'hour',
  'weekday',
  'monthDay',
  'month',
  'yearDay',
]

/** Bounds by how far forecasts of the last moments were off, for each step by itself. */
export interface IntervalSettings {
  readonly share: number
  /** All as wide, or where the learner's own quantiles put them. */
  readonly widths: 'alike' | 'quantiles'
  /** The share of the rows, the newest ones, that is kept back to measure by. */
  readonly heldBack: number
}

/** What was learned: plain JSON. */
export interface FittedForecaster {
  readonly spec: Forecaster
  /** Whether several series are told apart. */
  readonly isMany: boolean
  /** One of each step, or one of all. */
  readonly models: readonly FittedModel[]
}

type ForecasterOptions = Partial<Omit<Forecaster, 'kind' | 'interval'>> &
  Pick<Forecaster, 'learner' | 'every' | 'steps'> & {
    readonly interval?: Partial<IntervalSettings>
  }

/** Declares a forecast: `forecaster({ learner: boostedTrees(), every: '1d', steps: 4, season: 7 })`. Throws `learn.wrongSetting`. */
export function forecaster(options: ForecasterOptions): Forecaster {
  const { interval, ...own } = options
  const spec: Forecaster = {
    kind: 'forecaster',
    way: 'direct',
    lags: [1, 2, 3],
    windows: [],
    calendar: [],
    learns: 'value',
    encoders: {},
    ...own,
    ...(interval === undefined
      ? {}
      : { interval: { share: 0.9, widths: 'alike', heldBack: 0.2, ...interval } }),
  }
  checkForecaster(spec)
  if (spec.interval !== undefined) conformal(spec.learner, spec.interval)
  return spec
}

function checkForecaster(spec: Forecaster): void {
  const { steps, way, lags, windows, season, calendar, learns, interval } = spec
  const isLength = (value: number) => isWhole(value, 1, 100_000)
  checkSetting(spec, 'every', parseDuration(spec.every) > 0, 'a duration')
  checkSetting(spec, 'steps', isWhole(steps, 1, 10_000), 'a whole number from 1 to 10000')
  const isWay = way === 'direct' || way === 'each' || way === 'recursive'
  checkSetting(spec, 'way', isWay, '"direct", "each" or "recursive"')
  checkSetting(spec, 'lags', lags.every(isLength), 'whole numbers from 1')
  const areWindows = windows.every((window) => isLength(window) && window > 1)
  checkSetting(spec, 'windows', areWindows, 'whole numbers from 2')
  const isSeason = season === undefined || (isLength(season) && season > 1)
  checkSetting(spec, 'season', isSeason, 'a whole number from 2')
  const areParts = calendar.every((part) => calendarParts.includes(part))
  checkSetting(spec, 'calendar', areParts, `among ${calendarParts.join(', ')}`)
  checkSetting(spec, 'learns', learns === 'value' || learns === 'change', '"value" or "change"')
  const reads = lags.length + windows.length + calendar.length > 0 || season !== undefined
  checkSetting(spec, 'lags', reads, 'given, where there is no window, season or calendar')
  if (interval === undefined) return
  const holds = isShare(interval.share) && interval.share < 1 && way !== 'recursive'
  checkSetting(spec, 'interval', holds, 'of a share below 1, and way "direct" or "each"')
}
