import type { BestMoment } from './best-moment.ts'
import { hoursBetween } from './error-at-lead.ts'
import { longDay, namesOf } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { roundToError } from './value-format.ts'

/**
 * What people came for, in a sentence: when it is best and how good, no finer than we know it.
 * Says so when no day stands out. Names the place where there are several to choose from.
 */
export function answerSentence(outlook: PlaceOutlook, setting: PageSetting, at = ''): string {
  const { best, points } = outlook
  if (best === undefined) return missingAnswer(points.length > 0, setting)
  const { value, error } = best.point
  const amount = `about ${roundToError(value, error)} ${setting.format.unit}`
  const clock = setting.time.clock(best.point.at)
  const caution =
    error === undefined ? '' : `, give or take ${roundToError(error, error)} ${setting.format.unit}`
  const where = at === '' ? '' : ` at ${at}`
  if (best.standsOut) {
    return `${whenOf(best, setting)} looks best${where}: ${amount} around ${clock}${caution}.`
  }
  return `No day stands out${where}: ${rangeOf(best, setting)} by day, the most on ${whenOf(best, setting)} around ${clock}${caution}.`
}

/** The outlook whose best moment is the highest of all. */
export function bestOutlook(outlooks: readonly PlaceOutlook[]): PlaceOutlook | undefined {
  return outlooks.toSorted((a, b) => bestValue(b) - bestValue(a))[0]
}

/** A caution where the best moment is so far ahead that the forecast is no better than the baseline. */
export function farAheadSentence(
  { best }: PlaceOutlook,
  { page }: PageSetting,
): string | undefined {
  const baseline = page.model?.metrics.mae.baseline
  const error = best?.point.error
  if (baseline === undefined || error === undefined || page.howWeDid.length === 0) return undefined
  if (error < baseline) return undefined
  return 'That far ahead, our forecasts have been no better than the simple guess we compare them with.'
}

function bestValue({ best }: PlaceOutlook): number {
  return best?.point.value ?? -Infinity
}

/** "Saturday afternoon"; with a date where the weekday alone could mean two days. */
function whenOf({ point }: BestMoment, { time, madeAt }: PageSetting): string {
  const day = time.dayOf(point.at)
  if (hoursBetween(madeAt, point.at) > 6 * 24) return longDay(day)
  return `${namesOf(day).weekday} ${partOfDay(time.hourOf(point.at))}`
}

function partOfDay(hour: number): string {
  if (hour < 12) return 'morning'
  if (hour < 13) return 'midday'
  return hour < 18 ? 'afternoon' : 'evening'
}

function rangeOf({ range, point }: BestMoment, { format }: PageSetting): string {
  const [low, high] = range.map((value) => roundToError(value, point.error))
  return low === high ? `about ${high} ${format.unit}` : `${low} to ${high} ${format.unit}`
}

function missingAnswer(isOver: boolean, { page }: PageSetting): string {
  const next = `Forecasts are made ${page.schedule}.`
  return isOver ? `This forecast has run out. ${next}` : `There is no forecast yet. ${next}`
}
