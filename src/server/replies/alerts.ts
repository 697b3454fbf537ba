import type {
  AcknowledgeAlertInput,
  AlertReply,
  AlertsReply,
  AlertSummaryReply,
  SilenceAlertInput,
} from '../../api/index.ts'
import {
  acknowledgeAlert,
  getAlert,
  isSilenced,
  listAlerts,
  listDeliveries,
  sayRule,
  silenceAlert,
  tellStory,
  type Alert,
} from '../../monitoring/index.ts'
import { alertRowsApart, type OpenedProject } from '../../project/index.ts'
import { toPointReply } from './monitors.ts'
import { toRow } from './wire-values.ts'

const byHttp = 'HTTP request'

export async function readAlerts(
  project: OpenedProject,
  asked: {
    readonly state?: Alert['state'] | undefined
    readonly monitor?: string | undefined
    readonly from?: string | undefined
    readonly limit: number
  },
): Promise<AlertsReply> {
  const { state, monitor, from, limit } = asked
  const alerts = await listAlerts(project.database, {
    ...(state === undefined ? {} : { state }),
    ...(monitor === undefined ? {} : { monitor }),
    ...(from === undefined ? {} : { from: new Date(from) }),
    limit,
  })
  return { alerts: alerts.map((alert) => toAlertSummary(project, alert)) }
}

/** Throws `alertNotFound`. */
export async function readAlert(project: OpenedProject, id: string): Promise<AlertReply> {
  const alert = await getAlert(project.database, id)
  const monitor = project.definition.monitors.find(({ name }) => name === alert.monitor)
  const story = await tellStory(project, monitor, alert)
  const deliveries = await listDeliveries(project.database, id)
  return {
    ...toAlertSummary(project, alert),
    what: story.what,
    runId: monitor === undefined ? null : alert.runId,
    history: alert.events.map(({ at, what, by }) => ({
      at: at.toISOString(),
      what,
      by: by ?? null,
    })),
    points: story.points.map(toPointReply),
    atMost: story.limits.atMost ?? null,
    atLeast: story.limits.atLeast ?? null,
    rows: (await alertRowsApart(project, id)).map(toRow),
    upstream: story.upstream.map(({ at, address, ...change }) => ({
      ...change,
      at: at.toISOString(),
      address: address ?? null,
    })),
    next: [...story.next],
    gate: story.gate ?? null,
    deliveries: deliveries.map(({ createdAt, lastProblem, ...delivery }) => ({
      ...delivery,
      lastProblem: lastProblem ?? null,
      createdAt: createdAt.toISOString(),
    })),
  }
}

/** Throws `alertNotFound` or `alertIsOver`. */
export async function acknowledgeByRequest(
  project: OpenedProject,
  id: string,
  { by = byHttp, note }: AcknowledgeAlertInput,
): Promise<AlertSummaryReply> {
  return toAlertSummary(project, await acknowledgeAlert(project, id, { by, note }))
}

/** Throws `alertNotFound` or `base.notADuration`. */
export async function silenceByRequest(
  project: OpenedProject,
  id: string,
  { for: lasting, by = byHttp, reason }: SilenceAlertInput,
): Promise<AlertSummaryReply> {
  return toAlertSummary(project, await silenceAlert(project, id, { by, lasting, reason }))
}

function toAlertSummary({ now }: OpenedProject, alert: Alert): AlertSummaryReply {
  return {
    id: alert.id,
    monitor: alert.monitor,
    rule: sayRule(alert),
    series: alert.series,
    slice: alert.slice,
    severity: alert.severity,
    state: alert.state,
    badSince: alert.badSince.toISOString(),
    firedAt: alert.firedAt?.toISOString() ?? null,
    recoveredAt: alert.recoveredAt?.toISOString() ?? null,
    lastSeenAt: alert.lastSeenAt.toISOString(),
    found: alert.found,
    wanted: alert.wanted,
    acknowledgedBy: alert.acknowledgedBy ?? null,
    silencedUntil: isSilenced(alert, now()) ? (alert.silencedUntil?.toISOString() ?? null) : null,
  }
}
