import { parseDuration, type Duration, type Random } from '../../base/index.ts'
import { generatorErrors } from './errors.ts'
import {
  numberOf,
  statefulMaker,
  withRandom,
  type Maker,
  type Moment,
  type Parameter,
} from './maker.ts'

export interface SeriesOptions<Row> {
  readonly level: Parameter<number, Row>
  readonly seasons?: readonly Season<Row>[]
  readonly noise?: {
    readonly deviation: Parameter<number, Row>
    /** How much of a difference is still there a row later, from 0 to below 1 (AR1). */
    readonly persistence?: Parameter<number, Row>
  }
  /** Growth from a day on, before it backwards. */
  readonly trend?: { readonly since: Date; readonly perDay: Parameter<number, Row> }
  readonly shocks?: Shocks<Row>
}

export interface Season<Row> {
  readonly every: Duration
  readonly amplitude: Parameter<number, Row>
  /** When it is highest: so long after midnight UTC of 1 January 1970, and each time again. */
  readonly peak?: Duration
}

export interface Shocks<Row> {
  /** How likely one is in a row. */
  readonly chance: Parameter<number, Row>
  /** What it adds. */
  readonly size: Parameter<number, Row>
  /** The share of it that is left a row later. */
  readonly left?: Parameter<number, Row>
}

type Part<Row> = (row: Row, moment: Moment) => number

const dayMs = 86_400_000

/** Values in time: level, trend, seasons, persistent noise and shocks, added up; a state for each key. */
export function series<Row>(options: SeriesOptions<Row>): Maker<number, Row> {
  const { level, trend, seasons = [], noise, shocks } = options
  checkShare('persistence', noise?.persistence)
  checkShare('left', shocks?.left)
  return statefulMaker((random) => {
    const parts: readonly Part<Row>[] = [
      (row, moment) => numberOf(level, row, moment, { owner: 'series', setting: 'level' }),
      ...(trend === undefined ? [] : [trendPart(trend)]),
      ...seasons.map(seasonPart),
      ...(noise === undefined ? [] : [noisePart(noise, random.fork('noise'))]),
      ...(shocks === undefined ? [] : [shockPart(shocks, random.fork('shocks'))]),
    ]
    return (row, moment) => parts.reduce((sum, part) => sum + part(row, moment), 0)
  })
}

function trendPart<Row>({ since, perDay }: NonNullable<SeriesOptions<Row>['trend']>): Part<Row> {
  const rule = { owner: 'series', setting: 'perDay' }
  return (row, moment) => {
    const days = (moment.at.getTime() - since.getTime()) / dayMs
    return numberOf(perDay, row, moment, rule) * days
  }
}

function seasonPart<Row>({ every, amplitude, peak = '0ms' }: Season<Row>): Part<Row> {
  const [lengthMs, peakMs] = [parseDuration(every), parseDuration(peak)]
  const rule = { owner: 'series', setting: 'amplitude' }
  return (row, moment) => {
    const turns = (moment.at.getTime() - peakMs) / lengthMs
    return numberOf(amplitude, row, moment, rule) * Math.cos(2 * Math.PI * turns)
  }
}

function noisePart<Row>(
  { deviation, persistence = 0 }: NonNullable<SeriesOptions<Row>['noise']>,
  random: Random,
): Part<Row> {
  const rule = { owner: 'series', setting: 'deviation', least: 0 }
  let state = random.normal()
  return (row, moment) => {
    const value = state * numberOf(deviation, row, moment, rule)
    const kept = shareOf(persistence, row, moment, 'persistence')
    // Of deviation 1 from its first value on: what is new makes up for what has faded.
    state = kept * state + Math.sqrt(1 - kept ** 2) * random.normal()
    return value
  }
}

function shockPart<Row>({ chance, size, left = 0 }: Shocks<Row>, random: Random): Part<Row> {
  const rule = { owner: 'series', setting: 'chance', least: 0, most: 1 }
  let state = 0
  return (row, moment) => {
    state *= shareOf(left, row, moment, 'left')
    if (random.next() < numberOf(chance, row, moment, rule)) {
      state += numberOf(size, row, withRandom(moment, random), { owner: 'series', setting: 'size' })
    }
    return state
  }
}

/** Nearly 1: what never fades is no noise, and no shock. */
const most = 1 - Number.EPSILON

function shareOf<Row>(
  share: Parameter<number, Row>,
  row: Row,
  moment: Moment,
  setting: string,
): number {
  return numberOf(share, row, moment, { owner: 'series', setting, least: 0, most })
}

function checkShare<Row>(setting: string, found: Parameter<number, Row> = 0): void {
  if (typeof found === 'function' || (found >= 0 && found < 1)) return
  const wanted = 'from 0 to below 1'
  throw generatorErrors.generatorSettingWrong({ owner: 'series', setting, found, wanted })
}
