import { describeAlert, type Alert } from './alert.ts'

/** What is told of alerts that fire or recover at once: plain JSON, the same for every channel. */
export interface AlertMessage {
  readonly kind: 'fired' | 'recovered'
  readonly monitor: string
  readonly watches: string
  /** The worst of them. */
  readonly severity: 'warning' | 'critical'
  readonly at: string
  /** One line for people. */
  readonly title: string
  readonly alerts: readonly ToldAlert[]
}

export interface ToldAlert {
  readonly id: string
  readonly rule: string
  readonly series: string
  readonly slice: string
  readonly severity: 'warning' | 'critical'
  readonly badSince: string
  readonly recoveredAt: string | null
  readonly found: string
  readonly wanted: string
  readonly what: string
}

export function writeMessage(
  { name, watches }: { readonly name: string; readonly watches: string },
  kind: AlertMessage['kind'],
  alerts: readonly Alert[],
  at: Date,
): AlertMessage {
  const isCritical = alerts.some(({ severity }) => severity === 'critical')
  const worstFirst = alerts.toSorted((a, b) => rank(a) - rank(b))
  const [first] = worstFirst
  const more = alerts.length === 1 ? '' : `, and ${alerts.length - 1} more`
  const word = kind === 'recovered' ? 'recovered' : isCritical ? 'critical' : 'warning'
  return {
    kind,
    monitor: name,
    watches,
    severity: isCritical ? 'critical' : 'warning',
    at: at.toISOString(),
    title: `[${word}] ${first === undefined ? name : describeAlert(first)}${more}`,
    alerts: worstFirst.map((alert) => ({
      id: alert.id,
      rule: alert.rule,
      series: alert.series,
      slice: alert.slice,
      severity: alert.severity,
      badSince: alert.badSince.toISOString(),
      recoveredAt: alert.recoveredAt?.toISOString() ?? null,
      found: alert.found,
      wanted: alert.wanted,
      what: describeAlert(alert),
    })),
  }
}

function rank({ severity }: Alert): number {
  return severity === 'critical' ? 0 : 1
}
