import { formatDuration, parseDuration, type Duration } from '../../base/index.ts'
import type { Service } from '../../serving/index.ts'
import type { Channel } from '../alerts/channel.ts'
import { monitoringErrors } from '../errors.ts'
import type { AlertSeverity } from '../monitors/rule.ts'
import { secondsBounds } from './service-minutes.ts'

/** What a service promises: of its requests, this share is good over this time. */
export interface Objective {
  readonly kind: 'objective'
  readonly name: string
  readonly description: string | undefined
  readonly service: Service
  readonly good: Good
  /** 0.999: one of a thousand may be bad. */
  readonly target: number
  readonly over: Duration
  readonly tell: readonly Channel[]
  readonly burns: readonly BurnRule[]
}

export type Good =
  | { readonly kind: 'answered' }
  /** Answered within so many seconds, one of `secondsBounds`. */
  | { readonly kind: 'answeredWithin'; readonly seconds: number }

/**
 * An alert where the error budget burns so many times as fast as the target allows, over a long window and a short
 * one: the long one says that it matters, the short one that it still goes on.
 */
export interface BurnRule {
  readonly long: Duration
  readonly short: Duration
  readonly limit: number
  readonly severity: AlertSeverity
}

/** Requests that were answered and not refused or failed. */
export function answered(): Good {
  return Object.freeze({ kind: 'answered' })
}

/** Requests that were answered, and as quickly. Throws `wrongObjective` for a time that isn't counted. */
export function answeredWithin(length: Duration): Good {
  const seconds = parseDuration(length) / 1000
  if (!secondsBounds.some((bound) => bound === seconds)) {
    const counted = secondsBounds.map((bound) => `${bound * 1000}ms`).join(', ')
    const problem = `requests are counted by these times, and not by ${length}: ${counted}.`
    throw monitoringErrors.wrongObjective({ objective: `answeredWithin('${length}')`, problem })
  }
  return Object.freeze({ kind: 'answeredWithin', seconds })
}

/** As Google's workbook on reliability has them, for 30 days. */
const usualBurns: readonly BurnRule[] = [
  { long: '1h', short: '5m', limit: 14.4, severity: 'critical' },
  { long: '6h', short: '30m', limit: 6, severity: 'critical' },
  { long: '3d', short: '6h', limit: 1, severity: 'warning' },
]

/** Declares what a service promises. Throws `wrongObjective`. */
export function defineObjective(
  definition: Pick<Objective, 'name' | 'service' | 'good' | 'target'> &
    Partial<Pick<Objective, 'description' | 'over' | 'tell' | 'burns'>>,
): Objective {
  const { name, target, over = '30d' } = definition
  const fail = (problem: string) => monitoringErrors.wrongObjective({ objective: name, problem })
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw fail('its name is not of small letters, digits and hyphens.')
  }
  if (!(target > 0 && target < 1)) {
    throw fail(`its target is ${target}, and must be above 0 and below 1: nobody can promise all.`)
  }
  const overMs = parseDuration(over)
  const burns = definition.burns ?? usualBurns.filter(({ long }) => parseDuration(long) <= overMs)
  for (const { long, short, limit } of burns) {
    if (!(parseDuration(short) < parseDuration(long))) {
      throw fail(`the short window ${short} is not shorter than ${long}.`)
    }
    if (!(limit > 0)) throw fail(`it can't burn at most ${limit} times as fast.`)
  }
  return Object.freeze({
    description: undefined,
    tell: [],
    ...definition,
    kind: 'objective',
    over,
    burns,
  })
}

export function describeObjective({ good, target, over }: Objective): string {
  const percent = `${Number((target * 100).toPrecision(6))} %`
  const how =
    good.kind === 'answered' ? 'answered' : `answered within ${formatDuration(good.seconds * 1000)}`
  return `${percent} of requests are ${how}, over ${formatDuration(parseDuration(over))}`
}

/** What an alert of it is called. */
export function burnSentence({ long, short, limit }: BurnRule): string {
  const [longer, shorter] = [long, short].map((length) => formatDuration(parseDuration(length)))
  return `the error budget burns at most ${limit} times as fast over ${longer} and ${shorter}`
}
