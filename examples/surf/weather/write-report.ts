import { seededRandom } from 'groundswell'
import type { Beach } from '../beaches.ts'
import { arrivalAt } from '../texts/arrival.ts'
import { bestSwell } from '../texts/best-swell.ts'
import type { Swell } from '../texts/bulletin.ts'
import { formatReport } from './format-report.ts'
import type { Sea } from './sea.ts'
import { momentOf, stepOf } from './steps.ts'
import { surfHeight } from './surf-height.ts'
import { trains } from './trains.ts'

/** Steps before an observation among which the swell is that breaks during it. */
const stepsBack = 6

/** The report of one beach at `observedAt`: of the true sea, not of any forecast. */
export function writeReport(
  beach: Beach,
  sea: Sea,
  seed: number | string,
  observedAt: Date,
): string {
  const random = seededRandom(`${seed}/report/${beach.id}/${observedAt.toISOString()}`)
  const swell = swellThatBreaks(sea, observedAt)
  const height = surfHeight(beach, swell, [random.normal(), random.normal()])
  const windSea = sea.at(stepOf(observedAt)).find((_, train) => trains[train]?.isWindSea)
  return formatReport(beach, observedAt, { height, chop: windSea?.height ?? 0, random })
}

/** The one that arrived last by the arrival rule; of two at once, the higher. */
function swellThatBreaks(sea: Sea, observedAt: Date): Swell {
  let latest = { height: 0, period: 6, direction: 0 }
  let latestAt = -Infinity
  const last = stepOf(observedAt)
  for (let step = last - stepsBack; step <= last; step += 1) {
    const swell = bestSwell(sea.at(step).slice(0, 3).filter(isInBulletin))
    if (swell === undefined) continue
    const at = arrivalAt(momentOf(step), 0, swell).getTime()
    const isLater = at > latestAt || (at === latestAt && swell.height >= latest.height)
    if (at > observedAt.getTime() || !isLater) continue
    latest = swell
    latestAt = at
  }
  return latest
}

function isInBulletin({ height }: Swell): boolean {
  return height > 0.15
}
