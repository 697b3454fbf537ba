import { parseDuration } from '../../base/index.ts'
import { isTimed, lastRuns, type TimeTrigger, type Trigger } from '../../pipelines/index.ts'
import { outcomesGroup, predictionsGroup } from '../../serving/index.ts'
import { sameMomentMs } from '../how-we-did.ts'
import { withJournaled } from './journaled-table.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { Monitor } from './monitor.ts'
import type { AskedWindow } from './run-windows.ts'
import { windowAt } from './window.ts'

/** After a longer absence, the older windows are for a back-fill. */
const mostMissed = 1000

/**
 * What a monitor is to look at now: each window that ended since it has looked last, and what has happened that it
 * waits for; windows before that were looked at, and whose outcomes have come since, are looked at again.
 */
export async function dueWindows(deps: MeasureDeps, monitor: Monitor): Promise<AskedWindow[]> {
  const now = deps.now()
  const due: AskedWindow[] = []
  if (monitor.every.kind === 'predictions') {
    due.push(...(await afterPredictions(deps, monitor, monitor.every.count, now)))
  } else {
    for (const trigger of monitor.every.schedule.on) {
      due.push(
        ...(isTimed(trigger)
          ? await momentsOf(deps, monitor, trigger, now)
          : await afterEvent(deps, monitor, trigger, now)),
      )
    }
  }
  const again = await withLateOutcomes(deps, monitor, now)
  const byMoment = new Map([...again, ...due].map((one) => [one.dueAt.getTime(), one]))
  return [...byMoment.values()]
}

async function momentsOf(
  deps: MeasureDeps,
  monitor: Monitor,
  trigger: TimeTrigger,
  now: Date,
): Promise<AskedWindow[]> {
  const last = await lastPosition(deps, monitor, 'moment')
  const isCounted = monitor.window.kind !== 'rows'
  const count = last === undefined || !isCounted ? 1 : mostMissed
  const moments = lastRuns(trigger, count, last?.dueAt ?? new Date(0), now)
  const seen = new Set<number>()
  return moments.flatMap((moment) => {
    const window = windowAt(monitor.window, moment)
    const dueAt = window.since === undefined ? moment : window.until
    if (seen.has(dueAt.getTime()) || dueAt.getTime() === last?.dueAt.getTime()) return []
    seen.add(dueAt.getTime())
    return [{ window, dueAt, reason: 'by schedule', position: `moment ${moment.toISOString()}` }]
  })
}

/** A commit of a group, or a move of an alias, since it was followed last; once for several. */
async function afterEvent(
  deps: MeasureDeps,
  monitor: Monitor,
  trigger: Exclude<Trigger, TimeTrigger>,
  now: Date,
): Promise<AskedWindow[]> {
  const newest = await newestEvent(deps, trigger)
  if (newest === undefined) return []
  const { kind, sequence, reason } = newest
  const last = await lastPosition(deps, monitor, kind)
  if (last !== undefined && Number(last.rest) >= sequence) return []
  return [{ ...atMoment(monitor, now), reason, position: `${kind} ${sequence}` }]
}

async function newestEvent(
  { commits, models }: MeasureDeps,
  trigger: Exclude<Trigger, TimeTrigger>,
): Promise<{ kind: string; sequence: number; reason: string } | undefined> {
  if (trigger.kind === 'commit') {
    const { group } = trigger
    const { commitCount } = await commits.summary(group)
    if (commitCount === 0) return undefined
    return {
      kind: `commit ${group}`,
      sequence: commitCount,
      reason: `commit ${commitCount} of ${group}`,
    }
  }
  if (trigger.kind !== 'alias') return undefined
  const { model, alias } = trigger
  const moves = (await models.listMoves(model)).filter((move) => move.alias === alias)
  const sequence = Math.max(0, ...moves.map((move) => move.sequence))
  if (sequence === 0) return undefined
  return { kind: `alias ${model} ${alias}`, sequence, reason: `${alias} of ${model} was moved` }
}

async function afterPredictions(
  deps: MeasureDeps,
  monitor: Monitor,
  count: number,
  now: Date,
): Promise<AskedWindow[]> {
  if (monitor.watch.kind !== 'model') return []
  const { model } = monitor.watch
  const { rowCount } = await deps.commits.summary(predictionsGroup(model).name)
  const journaled = await withJournaled(deps, model, (_, found) => Promise.resolve(found))
  const made = Math.floor((rowCount + journaled) / count)
  const last = await lastPosition(deps, monitor, 'predictions')
  if (made === 0 || (last !== undefined && Number(last.rest) >= made)) return []
  const reason = `${made * count} predictions`
  return [{ ...atMoment(monitor, now), reason, position: `predictions ${made}` }]
}

/** The window that there is at a moment: up to now where it slides, the last whole one else. */
export function atMoment(monitor: Monitor, now: Date): Pick<AskedWindow, 'window' | 'dueAt'> {
  const window = windowAt(monitor.window, now)
  return { window, dueAt: window.since === undefined ? now : window.until }
}

interface Position {
  readonly dueAt: Date
  /** What follows the kind. */
  readonly rest: string
}

async function lastPosition(
  { database }: MeasureDeps,
  { name }: Monitor,
  kind: string,
): Promise<Position | undefined> {
  const rows = await database.queries
    .selectFrom('monitor_runs')
    .select(['due_at', 'position'])
    .where('monitor', '=', name)
    .where('position', 'like', `${kind} %`)
    .orderBy('due_at', 'desc')
    .limit(1)
    .execute()
  const [row] = rows
  if (row?.position === undefined || row.position === null) return undefined
  return { dueAt: new Date(row.due_at), rest: row.position.slice(kind.length + 1) }
}

/** Windows of which outcomes were told since they were looked at. */
async function withLateOutcomes(
  deps: MeasureDeps,
  monitor: Monitor,
  now: Date,
): Promise<AskedWindow[]> {
  const { watch, window, name } = monitor
  if (watch.kind !== 'model' || !watch.of.includes('outcomes') || window.kind === 'rows') return []
  const groups = [watch.model.view.label.group, outcomesGroup(watch.model)]
  const commits = (await Promise.all(groups.map((group) => deps.commits.list(group.name)))).flat()
  const rows = await deps.database.queries
    .selectFrom('monitor_runs')
    .select(['due_at', 'since', 'until', 'measured_at', 'reason', 'position'])
    .where('monitor', '=', name)
    .where(
      'until',
      '>=',
      new Date(now.getTime() - parseDuration(monitor.outcomesWithin)).toISOString(),
    )
    .where('until', '<=', now.toISOString())
    .execute()
  return rows.flatMap((row): AskedWindow[] => {
    if (row.since === null) return []
    const [since, until] = [new Date(row.since), new Date(row.until)]
    const untilSeen = new Date(until.getTime() + sameMomentMs(watch.model))
    const isLate = commits.some(
      ({ committedAt, oldestEventAt, newestEventAt }) =>
        committedAt.toISOString() >= row.measured_at &&
        oldestEventAt <= untilSeen &&
        newestEventAt >= since,
    )
    if (!isLate) return []
    const asked = { window: { since, until }, dueAt: new Date(row.due_at) }
    return [{ ...asked, reason: row.reason, position: row.position ?? undefined }]
  })
}
