import type { Branded } from '../../base/index.ts'
import { clocksApartMs } from '../clocks-apart.ts'
import { isDrift, type AlertSeverity } from '../monitors/rule.ts'
import { sayRule } from '../monitors/say-rule.ts'

export type AlertId = Branded<'AlertId'>

export const alertStates = ['pending', 'firing', 'acknowledged', 'recovered'] as const
/** `pending`: the rule is broken, but not yet for as long as it says. */
export type AlertState = (typeof alertStates)[number]

/** A rule of a monitor that is not kept, from the first window on until it is kept again. */
export interface Alert extends AlertSubject {
  readonly id: AlertId
  readonly severity: AlertSeverity
  readonly state: AlertState
  /** Ends of windows: moments of the data, not of the clock. */
  readonly badSince: Date
  readonly firedAt: Date | undefined
  readonly recoveredAt: Date | undefined
  readonly lastSeenAt: Date
  /** Whether somebody was told that it fires. */
  readonly isTold: boolean
  /** By the clock. */
  readonly silencedUntil: Date | undefined
  /** When that was said. */
  readonly silencedAt: Date | undefined
  readonly acknowledgedBy: string | undefined
  /** The newest run in which the rule was not kept. */
  readonly runId: string
  readonly found: string
  readonly wanted: string
  readonly events: readonly AlertEvent[]
  readonly revision: number
}

/** Of each there is one open alert at most. */
export interface AlertSubject {
  readonly monitor: string
  readonly rule: string
  readonly series: string
  readonly slice: string
}

export interface AlertEvent {
  readonly at: Date
  readonly what: string
  /** Absent where nobody did it. */
  readonly by: string | undefined
}

/** Whether nobody is to be told of it now. What a clock has said that was far ahead is forgotten. */
export function isSilenced({ silencedUntil, silencedAt }: Silence, now: Date): boolean {
  if (silencedUntil === undefined || silencedUntil <= now) return false
  return silencedAt === undefined || silencedAt.getTime() - now.getTime() <= clocksApartMs
}

type Silence = Pick<Alert, 'silencedUntil' | 'silencedAt'>

/** What happened, in a sentence. */
export function describeAlert({ monitor, rule, series, slice, found, state }: Alert): string {
  const where = slice === '' ? '' : ` (${slice})`
  const what = state === 'recovered' ? 'is kept again' : 'is not kept'
  const is = isDrift(series) ? 'are' : 'is'
  return `${monitor}: “${sayRule({ rule, series })}” ${what}: ${series}${where} ${is} ${found}`
}
