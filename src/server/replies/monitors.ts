import type {
  MonitorReply,
  MonitorRunReply,
  MonitorRunsReply,
  MonitorRunSummaryReply,
  MonitorSeriesReply,
  MonitorsReply,
  MonitorSummaryReply,
  RunMonitorInput,
  WhatIfReply,
} from '../../api/index.ts'
import { formatDuration, parseDuration } from '../../base/index.ts'
import {
  countFiring,
  describeChannel,
  describeEvery,
  describeReference,
  describeWindow,
  judges,
  monitoringErrors,
  nextDueAt,
  sayRule,
  type AskedOnce,
  sqlMonitorStore,
  whatIf,
  type FullMonitorRun,
  type Monitor,
  type MonitorDrift,
  type MonitorRun,
  type MonitorValue,
  type SeriesPoint,
} from '../../monitoring/index.ts'
import { getMonitor, lookApart, type OpenedProject } from '../../project/index.ts'
import type { MonitorReport } from '../../site/index.ts'

interface Range {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export async function readMonitors(project: OpenedProject): Promise<MonitorsReply> {
  const firing = await countFiring(project.database)
  const { monitors } = project.definition
  return {
    monitors: await Promise.all(monitors.map((monitor) => toSummary(project, monitor, firing))),
  }
}

/** Throws `monitorNotFound`. */
export async function readMonitor(project: OpenedProject, name: string): Promise<MonitorReply> {
  const monitor = getMonitor(project.definition, name)
  const store = sqlMonitorStore(project.database)
  const summary = await toSummary(project, monitor, await countFiring(project.database))
  const newest = await store.findNewest(name)
  const latest = newest === undefined ? undefined : await store.find(name, newest.id)
  const names = Map.groupBy(await store.listNames(name), ({ series }) => series)
  return {
    ...summary,
    latest: latest === undefined ? null : toMonitorRunReply(latest),
    series: [...names].map(([series, own]) => ({ series, slices: own.map(({ slice }) => slice) })),
  }
}

/** Throws `monitorNotFound`. */
export async function readMonitorRuns(
  project: OpenedProject,
  name: string,
  { limit, ...range }: Range & { readonly limit: number },
): Promise<MonitorRunsReply> {
  getMonitor(project.definition, name)
  const runs = await sqlMonitorStore(project.database).list(name, { ...toDates(range), limit })
  return { runs: runs.map(toRunSummary) }
}

/** Throws `monitorNotFound` or `runNotFound`. */
export async function readMonitorRun(
  project: OpenedProject,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<MonitorRunReply> {
  getMonitor(project.definition, name)
  const run = await sqlMonitorStore(project.database).find(name, id)
  if (run === undefined) throw monitoringErrors.runNotFound({ monitor: name, run: id })
  return toMonitorRunReply(run)
}

/** Throws `monitorNotFound`, `monitorBusy`, `monitorsGone` or `base.notADuration`. */
export async function runMonitorByRequest(
  project: OpenedProject,
  name: string,
  input: RunMonitorInput,
): Promise<MonitorRunReply> {
  getMonitor(project.definition, name)
  const [run] = await lookApart(project, { kind: 'look', monitor: name, asked: toAsked(input) })
  if (run === undefined) throw monitoringErrors.runNotFound({ monitor: name, run: 'now' })
  return toMonitorRunReply(run)
}

function toAsked({ rows, last }: RunMonitorInput): AskedOnce {
  if (rows !== undefined) return { kind: 'rows', count: rows }
  return last === undefined ? { kind: 'now' } : { kind: 'last', lengthMs: parseDuration(last) }
}

/** What a report would tell of a window, measured now and kept nowhere. Throws `monitorNotFound` or `base.notADuration`. */
export async function measureMonitorReport(
  project: OpenedProject,
  name: string,
  input: RunMonitorInput,
): Promise<MonitorReport> {
  const monitor = await readMonitor(project, name)
  const asked = toAsked(input)
  const [run] = await lookApart(project, { kind: 'measure', monitor: name, asked })
  if (run === undefined) throw monitoringErrors.runNotFound({ monitor: name, run: 'now' })
  return { monitor, run: toMonitorRunReply(run), series: [] }
}

/** Points of each series in a report. */
const pointsReported = 200

/** What a report tells of a run, or of the newest. Throws `monitorNotFound` or `runNotFound`. */
export async function readMonitorReport(
  project: OpenedProject,
  { name, id }: { readonly name: string; readonly id: string | undefined },
): Promise<MonitorReport> {
  const monitor = await readMonitor(project, name)
  const run = id === undefined ? monitor.latest : await readMonitorRun(project, { name, id })
  if (run === null) throw monitoringErrors.runNotFound({ monitor: name, run: 'yet' })
  const range = { to: run.until, limit: pointsReported }
  const { series } = await readMonitorSeries(project, name, range)
  return { monitor, run, series }
}

/** Throws `monitorNotFound`. */
export async function readMonitorSeries(
  project: OpenedProject,
  name: string,
  asked: Range & {
    readonly series?: string | undefined
    readonly slice?: string | undefined
    readonly limit: number
  },
): Promise<MonitorSeriesReply> {
  const { rules } = getMonitor(project.definition, name)
  const { series, slice, limit, ...range } = asked
  const found = await sqlMonitorStore(project.database).listSeries(name, {
    ...toDates(range),
    ...(series === undefined ? {} : { series }),
    ...(slice === undefined ? {} : { slice }),
    limit,
  })
  return {
    series: found.map((one) => ({
      series: one.series,
      slice: one.slice,
      limits: rules
        .filter((rule) => judges(rule, one))
        .map(({ name: rule, severity, limits }) => ({
          rule,
          severity,
          atMost: limits.atMost ?? null,
          atLeast: limits.atLeast ?? null,
        })),
      points: one.points.map(toPointReply),
    })),
  }
}

/** Throws `monitorNotFound` or `base.notADuration`. */
export async function readWhatIf(
  project: OpenedProject,
  name: string,
  asked: Range & {
    readonly series: string
    readonly slice: string
    readonly atMost?: number | undefined
    readonly atLeast?: number | undefined
    readonly lasting?: string | undefined
  },
): Promise<WhatIfReply> {
  getMonitor(project.definition, name)
  const { series, slice, atMost, atLeast, lasting, ...range } = asked
  const query = { ...toDates(range), series, slice, limit: 100_000 }
  const [found] = await sqlMonitorStore(project.database).listSeries(name, query)
  const points = found?.points ?? []
  const fired = whatIf(points, {
    ...(atMost === undefined ? {} : { atMost }),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(lasting === undefined ? {} : { lasting }),
  })
  return {
    runCount: points.length,
    firedCount: fired.length,
    fired: fired.map(({ at, recoveredAt, value }) => ({
      at: at.toISOString(),
      recoveredAt: recoveredAt?.toISOString() ?? null,
      value,
    })),
  }
}

async function toSummary(
  { database, now }: OpenedProject,
  monitor: Monitor,
  firing: ReadonlyMap<string, number>,
): Promise<MonitorSummaryReply> {
  const { name, description, watch, reference, window, every, slices, rules, tell } = monitor
  const newest = await sqlMonitorStore(database).findNewest(name)
  return {
    name,
    description: description ?? null,
    watches: {
      kind: watch.kind,
      name: watch.name,
      of: watch.kind === 'model' ? [...watch.of] : [],
    },
    reference: watch.kind === 'service' ? '' : describeReference(reference),
    window: describeWindow(window),
    every: describeEvery(every),
    slices: [...slices],
    rules: rules.map((rule) => ({
      rule: rule.name,
      series: rule.series,
      severity: rule.severity,
      lasting: rule.lasting === undefined ? null : formatDuration(parseDuration(rule.lasting)),
    })),
    tells: tell.map((channel) => `${channel.name} (${describeChannel(channel)})`),
    state: newest?.state ?? 'unknown',
    lastRun: newest === undefined ? null : toRunSummary(newest),
    nextAt: nextDueAt(monitor, now())?.toISOString() ?? null,
    firingCount: firing.get(name) ?? 0,
  }
}

function toRunSummary(run: MonitorRun): MonitorRunSummaryReply {
  return {
    id: run.id,
    monitor: run.monitor,
    state: run.state,
    since: run.since?.toISOString() ?? null,
    until: run.until.toISOString(),
    measuredAt: run.measuredAt.toISOString(),
    reason: run.reason,
    rowCount: run.rowCount,
    problem: run.problem ?? null,
    badCount: run.badCount,
  }
}

/** A run as it goes over the wire. */
export function toMonitorRunReply(run: FullMonitorRun): MonitorRunReply {
  return {
    ...toRunSummary(run),
    values: run.values.map(toValueReply),
    verdicts: run.verdicts.map(({ rule, series, slice, state, found, wanted }) => ({
      rule: sayRule({ rule, series }),
      series,
      slice,
      state,
      found,
      wanted,
    })),
    drift: run.drift.map(toDriftReply),
    confusion:
      run.confusion === undefined
        ? null
        : {
            classes: [...run.confusion.classes],
            counts: run.confusion.counts.map((counts) => [...counts]),
          },
    notes: [...run.notes],
  }
}

/** The report is plain JSON as it is; the contract only has it writable. */
function toDriftReply(drift: MonitorDrift): MonitorRunReply['drift'][number] {
  return structuredClone(drift) as MonitorRunReply['drift'][number]
}

function toValueReply({ series, slice, value, lower, upper, rowCount }: MonitorValue) {
  return {
    series,
    slice,
    value: orNull(value),
    lower: orNull(lower),
    upper: orNull(upper),
    count: rowCount ?? null,
  }
}

export function toPointReply({ runId, until, value, lower, upper, rowCount }: SeriesPoint) {
  return {
    runId,
    at: until.toISOString(),
    value: orNull(value),
    lower: orNull(lower),
    upper: orNull(upper),
    count: rowCount ?? null,
  }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function toDates({ from, to }: Range): { from?: Date; to?: Date } {
  return {
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  }
}
