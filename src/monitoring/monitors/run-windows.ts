import { messageOf, newId } from '../../base/index.ts'
import { recordAlerts, type AlertSource } from '../alerts/record-alerts.ts'
import { judgeValues, stateOf, type HistoryOf } from './judge-values.ts'
import { measure } from './measure.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { Measurement } from './measurement.ts'
import type { FullMonitorRun, MonitorRunId } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import { nameDrifted } from './name-drifted.ts'
import { sqlMonitorStore } from './sql-monitor-store.ts'
import type { WindowRange } from './window.ts'

/** A window that is to be looked at, and why. */
export interface AskedWindow {
  readonly window: WindowRange
  readonly dueAt: Date
  readonly reason: string
  readonly position: string | undefined
}

export interface RunWindowsOptions {
  /** Whether alerts follow; not where the past is looked at afterwards. */
  readonly raisesAlerts: boolean
  /** False where nobody is to find it later. */
  readonly isKept?: boolean
  readonly onRun?: (run: FullMonitorRun) => void
}

/** So many windows of the past are written in one transaction. */
const writtenAtOnce = 100

/**
 * Looks at windows in one pass, oldest first, and keeps what was found: the runs, their alerts and what is to be told
 * of these in one transaction, or none of it. What can't be measured is a run that says why.
 */
export async function runWindows(
  deps: MeasureDeps,
  monitor: Monitor,
  asked: readonly AskedWindow[],
  { raisesAlerts, isKept = true, onRun }: RunWindowsOptions,
): Promise<FullMonitorRun[]> {
  const done: FullMonitorRun[] = []
  let pending: FullMonitorRun[] = []
  const inOrder = asked.toSorted((a, b) => a.window.until.getTime() - b.window.until.getTime())
  const history = await historyOf(deps, monitor, inOrder[0]?.window.until)
  const known = await knownIds(deps, monitor, inOrder)

  async function write(): Promise<void> {
    const runs = pending
    pending = []
    if (!isKept) return
    await deps.database.transaction(async (session) => {
      await sqlMonitorStore(session).put(runs)
      if (raisesAlerts) await recordAlerts(session, toSource(monitor), runs, deps.now)
    })
  }

  async function keep(run: FullMonitorRun): Promise<void> {
    done.push(run)
    pending.push(run)
    onRun?.(run)
    if (!raisesAlerts && pending.length >= writtenAtOnce) await write()
  }

  // What comes in from here on is looked at again.
  const measuredAt = deps.now()
  let next = 0
  const toRun = ({ window, dueAt, reason, position }: AskedWindow, measurement: Measurement) => {
    const judged = judgeValues(monitor, measurement.values, history.of)
    const verdicts = nameDrifted(judged, measurement.drift)
    history.add(measurement)
    return {
      id: known.get(dueAt.getTime()) ?? newId<MonitorRunId>('look', deps.now()),
      monitor: monitor.name,
      dueAt,
      since: window.since,
      until: window.until,
      measuredAt,
      reason,
      state: stateOf(monitor, measurement.rowCount, verdicts),
      rowCount: measurement.rowCount,
      badCount: verdicts.filter(({ state }) => state === 'warning' || state === 'critical').length,
      position,
      problem: undefined,
      values: measurement.values,
      verdicts,
      drift: measurement.drift,
      confusion: measurement.confusion,
      notes: measurement.notes,
    } satisfies FullMonitorRun
  }
  try {
    await measure(
      deps,
      monitor,
      inOrder.map(({ window }) => window),
      async ({ measurement }) => {
        const one = inOrder[next]
        next += 1
        if (one !== undefined) await keep(toRun(one, measurement))
      },
    )
  } catch (error) {
    const problem = messageOf(error)
    deps.log.error(`monitor ${monitor.name} could not measure: ${problem}`)
    for (const one of inOrder.slice(next)) await keep({ ...toRun(one, nothing), problem })
  }
  await write()
  return done
}

const nothing: Measurement = {
  rowCount: 0,
  values: [],
  drift: [],
  confusion: undefined,
  notes: [],
}

function toSource({ name, watch, rules, tell }: Monitor): AlertSource {
  return { name, watches: `${watch.kind} ${watch.name}`, rules, tell }
}

/** A window that is looked at again stays the run that it was. */
async function knownIds(
  { database }: MeasureDeps,
  { name }: Monitor,
  asked: readonly AskedWindow[],
): Promise<ReadonlyMap<number, MonitorRunId>> {
  const [first, last] = [asked[0]?.dueAt, asked.at(-1)?.dueAt]
  if (first === undefined || last === undefined) return new Map()
  const rows = await database.queries
    .selectFrom('monitor_runs')
    .select(['run_id', 'due_at'])
    .where('monitor', '=', name)
    .where('due_at', '>=', first.toISOString())
    .where('due_at', '<=', last.toISOString())
    .execute()
  return new Map(rows.map((row) => [new Date(row.due_at).getTime(), row.run_id as MonitorRunId]))
}

/** What was measured before, for rules that look back; it grows as windows are measured. */
async function historyOf(
  { database }: MeasureDeps,
  { name, rules }: Monitor,
  before: Date | undefined,
): Promise<{ readonly of: HistoryOf; readonly add: (measurement: Measurement) => void }> {
  const limit = Math.max(0, ...rules.map(({ looksBack }) => looksBack))
  const values = new Map<string, number[]>()
  if (limit > 0 && before !== undefined) {
    const to = new Date(before.getTime() - 1)
    for (const { series, slice, points } of await sqlMonitorStore(database).listSeries(name, {
      to,
      limit,
    })) {
      const own = points.map(({ value }) => value).filter((value) => !Number.isNaN(value))
      values.set(`${series}\n${slice}`, own)
    }
  }
  return {
    of: (series, slice) => values.get(`${series}\n${slice}`) ?? [],
    add: ({ values: measured }) => {
      if (limit === 0) return
      for (const { series, slice, value } of measured) {
        if (Number.isNaN(value)) continue
        const key = `${series}\n${slice}`
        const own = values.get(key) ?? []
        own.push(value)
        values.set(key, own)
      }
    },
  }
}
