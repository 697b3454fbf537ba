import type {
  ForecastReply,
  HowWeDidReply,
  LeadErrorReply,
  ObservedReply,
  Row,
} from '../../../api/index.ts'
import type { ForecastPoint } from '../../charts/forecast-point.ts'

const dayMs = 86_400_000

export interface ForecastFacts {
  readonly forecast: ForecastReply
  readonly label: string
  readonly entity: Row
  readonly observed: ObservedReply | undefined
  readonly howWeDid: HowWeDidReply | undefined
  /** How many days of the past stand beside the days to come. */
  readonly pastDays: number
}

/** Everything that the forecast chart draws: the past as reported and as said, then the future. */
export function forecastPoints(facts: ForecastFacts): ForecastPoint[] {
  const { forecast, label, entity, observed, howWeDid } = facts
  const since = Date.parse(forecast.madeAt) - facts.pastDays * dayMs
  const reported = (observed?.points ?? [])
    .filter((point) => isSame(point.entity, entity) && Date.parse(point.at) >= since)
    .map((point): ForecastPoint => ({
      at: new Date(point.at),
      value: point.value,
      kind: 'reported',
    }))
  return [...saidBefore(howWeDid, entity, since), ...reported, ...toCome(forecast, label, howWeDid)]
}

/** Of the predictions that came true, the one made nearest to a day ahead. */
function saidBefore(howWeDid: HowWeDidReply | undefined, entity: Row, since: number) {
  const nearest = new Map<string, HowWeDidReply['outcomes'][number]>()
  for (const outcome of howWeDid?.outcomes ?? []) {
    if (!isSame(outcome.entity, entity) || Date.parse(outcome.at) < since) continue
    const other = nearest.get(outcome.at)
    if (other === undefined || offDay(outcome.leadMs) < offDay(other.leadMs)) {
      nearest.set(outcome.at, outcome)
    }
  }
  return [...nearest.values()]
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map((outcome): ForecastPoint => ({
      at: new Date(outcome.at),
      value: outcome.predicted,
      kind: 'predicted before',
      predictionId: outcome.predictionId,
    }))
}

function offDay(leadMs: number): number {
  return Math.abs(leadMs - dayMs)
}

function toCome(forecast: ForecastReply, label: string, howWeDid: HowWeDidReply | undefined) {
  const madeAt = Date.parse(forecast.madeAt)
  return forecast.points.flatMap((point): ForecastPoint[] => {
    const value = point[label]
    if (typeof value !== 'number') return []
    const at = new Date(point.at)
    const error = errorAhead(howWeDid?.byLead ?? [], at.getTime() - madeAt)
    return [
      {
        at,
        value,
        kind: 'forecast',
        ...(error === undefined ? {} : { error }),
        ...(point.predictionId === undefined ? {} : { predictionId: point.predictionId }),
      },
    ]
  })
}

/** The mean error that we had so far ahead, between the two lead days that are known. */
function errorAhead(byLead: readonly LeadErrorReply[], leadMs: number): number | undefined {
  const days = leadMs / dayMs - 0.5
  const before = byLead.findLast((lead) => lead.leadDay <= days) ?? byLead[0]
  const after = byLead.find((lead) => lead.leadDay >= days) ?? byLead.at(-1)
  if (before === undefined || after === undefined) return undefined
  const gap = after.leadDay - before.leadDay
  const share = gap <= 0 ? 0 : Math.min(1, Math.max(0, (days - before.leadDay) / gap))
  return before.meanAbsoluteError + share * (after.meanAbsoluteError - before.meanAbsoluteError)
}

/** True when `of` has every value that `entity` names. */
export function isSame(of: Row, entity: Row): boolean {
  return Object.entries(entity).every(([name, value]) => of[name] === value)
}

/** An entity for people and addresses: its values. */
export function entityText(entity: Row): string {
  return Object.values(entity).join(' · ')
}
