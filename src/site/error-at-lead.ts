import type { ForecastPage } from './forecast-page.ts'

/** How far off a forecast usually is so many hours ahead, or undefined when nobody knows yet. */
export type ErrorAtLead = (leadHours: number) => number | undefined

/**
 * Reads between the lead days at which forecasts came true, and keeps the first and the last value
 * beyond them. Before any came true, the error on held-out rows stands for all leads.
 */
export function errorAtLead({
  howWeDid,
  model,
}: Pick<ForecastPage, 'howWeDid' | 'model'>): ErrorAtLead {
  const known = howWeDid
    .filter(({ count, meanAbsoluteError }) => count > 0 && Number.isFinite(meanAbsoluteError))
    .toSorted((a, b) => a.leadDays - b.leadDays)
  if (known.length === 0) return () => model?.metrics.mae.value

  return (leadHours) => {
    const days = leadHours / 24
    const after = known.findIndex(({ leadDays }) => leadDays >= days)
    const upper = known[after] ?? known.at(-1)
    const lower = known[after - 1] ?? (after === -1 ? upper : known[0])
    if (lower === undefined || upper === undefined) return undefined
    if (upper.leadDays === lower.leadDays) return upper.meanAbsoluteError
    const share = (days - lower.leadDays) / (upper.leadDays - lower.leadDays)
    return lower.meanAbsoluteError + share * (upper.meanAbsoluteError - lower.meanAbsoluteError)
  }
}

export function hoursBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 3_600_000
}
