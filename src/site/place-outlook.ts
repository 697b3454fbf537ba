import { findBestMoment, type BestMoment } from './best-moment.ts'
import { summariseDays, type DaySummary } from './day-summary.ts'
import { expectedPoints, type ExpectedPoint } from './expected-point.ts'
import type { Place } from './forecast-page.ts'
import type { PageSetting } from './page-setting.ts'

/** A place with all that its section says of what is to come. */
export interface PlaceOutlook {
  readonly place: Place
  readonly anchor: string
  /** The whole forecast, also what of it was past when the page was made. */
  readonly points: readonly ExpectedPoint[]
  readonly days: readonly DaySummary[]
  readonly best: BestMoment | undefined
}

export function placeOutlook(place: Place, setting: PageSetting): PlaceOutlook {
  const { madeAt, time, hours, errorAt } = setting
  const points = expectedPoints(place.forecast, madeAt, errorAt)
  const days = summariseDays(
    points.filter(({ at }) => at >= madeAt),
    time,
    hours,
  )
  const anchor = place.id.replaceAll(/[^\w-]+/g, '-')
  return { place: known(place), anchor, points, days, best: findBestMoment(days) }
}

/** The place without reports and comparisons that hold no number. */
function known(place: Place): Place {
  return {
    ...place,
    reports: place.reports.filter(({ value }) => Number.isFinite(value)),
    earlier: place.earlier.filter(({ predicted, observed }) =>
      Number.isFinite(predicted - observed),
    ),
  }
}
