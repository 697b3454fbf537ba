import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AlertSummaryReply, CommitsReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import type { AxisEvent } from '../../charts/axis-event.ts'
import { plural } from '../../format.ts'

export interface EventsOf {
  readonly model?: string | undefined
  readonly groups: readonly string[]
  readonly monitors: readonly string[]
  /** From then on. */
  readonly from: string
}

/** Alerts, decisions, deployments and commits since then, oldest first. */
export function useEvents({ model, groups, monitors, from }: EventsOf): readonly AxisEvent[] {
  const alerts = useAsk('listAlerts', { query: { limit: 500 } })
  const decisions = useAsk('listDecisions', {
    query: { limit: 200, ...(model === undefined ? {} : { model }) },
  })
  const moves = useAsk(
    'listAliasMoves',
    { params: { name: model ?? '' } },
    { enabled: model !== undefined },
  )
  const commits = useQueries({
    queries: groups.map((name) => ({
      queryKey: ['listGroupCommits', name],
      queryFn: () => client.listGroupCommits({ params: { name }, query: { limit: 500 } }),
      staleTime: 60_000,
    })),
    combine: (answers) => answers.flatMap(({ data }) => (data === undefined ? [] : [data])),
  })
  return useMemo(() => {
    const since = new Date(from)
    const own = (alerts.data?.alerts ?? []).filter(({ monitor }) => monitors.includes(monitor))
    const all: readonly AxisEvent[] = [
      ...own.filter(({ firedAt }) => firedAt !== null).map(alertEvent),
      ...(decisions.data?.decisions ?? [])
        .filter((decision) => decision.model === model)
        .map(({ id, startedAt, decidedAt, because }): AxisEvent => ({
          kind: 'decision',
          at: new Date(decidedAt ?? startedAt),
          what: because,
          to: `/decisions/${id}`,
        })),
      ...(moves.data?.moves ?? []).map(({ alias, to, movedAt, by }): AxisEvent => ({
        kind: 'deployment',
        at: new Date(movedAt),
        what: `${alias} → ${to === null ? 'nothing' : `version ${to}`}, by ${by}`,
        to: to === null ? `/models/${model}` : `/models/${model}/versions/${to}`,
      })),
      ...commits.flatMap(commitEvents),
    ]
    return all
      .filter(({ at, until = at }) => until >= since)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  }, [alerts.data, decisions.data, moves.data, commits, model, monitors, from])
}

function alertEvent(alert: AlertSummaryReply): AxisEvent {
  const { id, monitor, rule, firedAt, badSince, recoveredAt, found } = alert
  return {
    kind: 'alert',
    at: new Date(firedAt ?? badSince),
    until: recoveredAt === null ? new Date() : new Date(recoveredAt),
    what: `${monitor}: ${rule}, found ${found}`,
    to: `/alerts/${id}`,
  }
}

function commitEvents({ group, commits }: CommitsReply): AxisEvent[] {
  return commits.map(({ sequence, committedAt, rowCount }) => ({
    kind: 'commit',
    at: new Date(committedAt),
    what: `commit ${sequence} of ${group}: ${plural(rowCount, 'row')}`,
    to: `/features/groups/${group}`,
  }))
}
