import { isSwellError } from '../../base/index.ts'
import {
  describeProcess,
  findClaim,
  releaseClaim,
  takeClaim,
  type DatabaseSession,
} from '../../storage/index.ts'
import { clocksApartMs } from '../clocks-apart.ts'
import { monitoringErrors } from '../errors.ts'
import { atMoment, dueWindows } from './due-windows.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { FullMonitorRun } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import { runWindows, type AskedWindow } from './run-windows.ts'
import { sqlMonitorStore } from './sql-monitor-store.ts'
import { windowsBetween, type WindowRange } from './window.ts'

/**
 * Looks at what monitors are due for. Of several processes one does; what another is about is left to it. Gives what
 * was found.
 */
export async function runDueMonitors(
  deps: MeasureDeps,
  monitors: readonly Monitor[],
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<FullMonitorRun[]> {
  const found: FullMonitorRun[] = []
  for (const monitor of monitors) {
    if (signal?.aborted === true) break
    const runs = await claimed(deps, monitor, async () => {
      await forgetAhead(deps, monitor)
      const due = await dueWindows(deps, monitor)
      return due.length === 0 ? [] : runWindows(deps, monitor, due, { raisesAlerts: true })
    }).catch((error: unknown) => {
      if (isSwellError(error, 'monitoring.monitorBusy')) return []
      throw error
    })
    found.push(...runs)
  }
  return found
}

/** What a person asks to be looked at: the last window when nothing is said. */
export type Asked =
  | { readonly kind: 'now' }
  | { readonly kind: 'rows'; readonly count: number }
  | { readonly kind: 'last'; readonly lengthMs: number }
  | { readonly kind: 'range'; readonly from: Date; readonly to: Date }

/** One window. */
export type AskedOnce = Exclude<Asked, { readonly kind: 'range' }>

export interface RunMonitorOptions {
  readonly asked: Asked
  readonly onRun?: (run: FullMonitorRun) => void
}

/**
 * Looks at once, by hand: at the last window, at the newest rows, or at every whole window of a stretch of the past in
 * one pass. Of the past no alerts are raised. Throws `monitorBusy` or `windowNotFilled`.
 */
export async function runMonitor(
  deps: MeasureDeps,
  monitor: Monitor,
  { asked, onRun }: RunMonitorOptions,
): Promise<FullMonitorRun[]> {
  const windows = askedWindows(deps, monitor, asked)
  return claimed(deps, monitor, () =>
    runWindows(deps, monitor, windows, {
      raisesAlerts: asked.kind === 'now',
      ...(onRun === undefined ? {} : { onRun }),
    }),
  )
}

/** Looks at one window and keeps nothing of it; no alert follows, and nobody who looks as well is waited for. */
export async function measureOnce(
  deps: MeasureDeps,
  monitor: Monitor,
  asked: AskedOnce,
): Promise<FullMonitorRun> {
  const windows = askedWindows(deps, monitor, asked)
  const [run] = await runWindows(deps, monitor, windows, { raisesAlerts: false, isKept: false })
  if (run === undefined) throw new Error('one window was asked for, and none was measured')
  return run
}

function askedWindows({ now }: MeasureDeps, monitor: Monitor, asked: Asked): AskedWindow[] {
  const at = now()
  const byHand = (window: WindowRange): AskedWindow => ({
    window,
    dueAt: at,
    reason: 'by hand',
    position: undefined,
  })
  switch (asked.kind) {
    case 'now':
      return [{ ...atMoment(monitor, at), reason: 'by hand', position: undefined }]
    case 'rows':
      return [byHand({ since: undefined, until: at, rows: asked.count })]
    case 'last':
      return [byHand({ since: new Date(at.getTime() - asked.lengthMs), until: at })]
    case 'range':
      return pastWindows(monitor, asked)
  }
}

function pastWindows(
  { name, window }: Monitor,
  { from, to }: { readonly from: Date; readonly to: Date },
): AskedWindow[] {
  const windows = window.kind === 'rows' ? [] : windowsBetween(window, { from, to })
  if (windows.length === 0) {
    const range = { from: from.toISOString(), to: to.toISOString() }
    throw monitoringErrors.windowNotFilled({ monitor: name, ...range })
  }
  return windows.map((one) => ({
    window: one,
    dueAt: one.until,
    reason: 'looked at afterwards',
    position: `moment ${one.until.toISOString()}`,
  }))
}

async function claimed<Result>(
  deps: MeasureDeps,
  { name }: Monitor,
  work: () => Promise<Result>,
): Promise<Result> {
  const claimName = `monitor:${name}`
  const claim = await takeClaim(deps, claimName).catch(async (error: unknown) => {
    if (!isSwellError(error, 'storage.claimHeld')) throw error
    const held = await findClaim(deps.database, claimName)
    const owner = held === undefined ? 'another process' : describeProcess(held.owner)
    throw monitoringErrors.monitorBusy({ monitor: name, owner })
  })
  try {
    return await work()
  } finally {
    await releaseClaim(deps, claim)
  }
}

/** Takes back what was found while the clock was ahead: the moments that it spoke of are still to come. */
async function forgetAhead({ database, now, log }: MeasureDeps, { name }: Monitor): Promise<void> {
  const at = now()
  const count = await database.transaction(async (session) => {
    const forgotten = await sqlMonitorStore(session).forgetAfter(
      name,
      new Date(at.getTime() + clocksApartMs),
    )
    if (forgotten > 0) await bringBack(session, name, at)
    return forgotten
  })
  if (count > 0) {
    log.warn(
      `monitor ${name}: ${count} run(s) of moments to come are forgotten; the clock was ahead`,
    )
  }
}

/** Alerts that were seen in a time to come would hear nothing until then. */
async function bringBack({ queries }: DatabaseSession, monitor: string, at: Date): Promise<void> {
  const moment = at.toISOString()
  for (const column of ['last_seen_at', 'recovered_at', 'bad_since'] as const) {
    await queries
      .updateTable('alerts')
      .set({ [column]: moment })
      .where('monitor', '=', monitor)
      .where(column, '>', moment)
      .execute()
  }
}
