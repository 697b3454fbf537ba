import type { Database } from '../../storage/index.ts'
import type { Monitor } from '../monitors/monitor.ts'
import type { SeriesPoint } from '../monitors/monitor-store.ts'
import { sqlMonitorStore } from '../monitors/sql-monitor-store.ts'
import type { Limits, Rule } from '../monitors/rule.ts'
import { describeAlert, type Alert } from './alert.ts'
import { whatChanged, type UpstreamChange, type UpstreamDeps } from './what-changed.ts'

export interface StoryDeps extends UpstreamDeps {
  readonly database: Database
}

/** What a person who is told of an alert wants to know next. */
export interface AlertStory {
  readonly what: string
  /** The series around it, oldest first. */
  readonly points: readonly SeriesPoint[]
  readonly limits: Limits
  readonly upstream: readonly UpstreamChange[]
  /** What can be done, the nearest first. */
  readonly next: readonly string[]
  /** The line that makes the rule a gate of the model; undefined where it can't be one. */
  readonly gate: string | undefined
}

/** As many points before it stood well show what was usual. */
const pointsShown = 120

/** Of an alert, what happened, its chart, what changed upstream since all was well, and what to do. */
export async function tellStory(
  deps: StoryDeps,
  monitor: Monitor | undefined,
  alert: Alert,
): Promise<AlertStory> {
  const { series, slice } = alert
  const [found] = await sqlMonitorStore(deps.database).listSeries(alert.monitor, {
    series,
    slice,
    limit: pointsShown,
  })
  const points = found?.points ?? []
  const rule = monitor?.rules.find(({ name }) => name === alert.rule)
  const limits = rule?.limits ?? {}
  const upstream =
    monitor === undefined
      ? []
      : await whatChanged(deps, monitor.watch, await sinceWell(deps, alert, points))
  const gate = monitor === undefined || rule === undefined ? undefined : gateLine(monitor, rule)
  return {
    what: describeAlert(alert),
    points,
    limits,
    upstream,
    next: nextSteps(alert, monitor, upstream, gate),
    gate,
  }
}

/** From the last look at which all was well to the first at which it was not, by the clock. */
async function sinceWell(
  { database }: StoryDeps,
  { monitor, badSince, lastSeenAt }: Alert,
  points: readonly SeriesPoint[],
): Promise<{ readonly from: Date; readonly to: Date }> {
  const well = points.findLast(({ until }) => until < badSince)
  const store = sqlMonitorStore(database)
  const lastWell = well === undefined ? undefined : await store.find(monitor, well.runId)
  const [lastBad] = await store.list(monitor, { to: lastSeenAt, limit: 1 })
  const from = lastWell?.since ?? lastWell?.until ?? new Date(0)
  return { from, to: lastBad?.measuredAt ?? lastSeenAt }
}

/** Only what is measured of a version before it is promoted can be a gate. */
function gateLine({ watch }: Monitor, { series, limits }: Rule): string | undefined {
  if (watch.kind !== 'model') return undefined
  if (!watch.model.measure.some(({ name }) => name === series)) return undefined
  const { atMost, atLeast } = limits
  if (atMost !== undefined) return `gates: [atMost('${series}', ${atMost})],`
  return atLeast === undefined ? undefined : `gates: [atLeast('${series}', ${atLeast})],`
}

function nextSteps(
  { id, series, runId, state }: Alert,
  monitor: Monitor | undefined,
  upstream: readonly UpstreamChange[],
  gate: string | undefined,
): string[] {
  const [newest] = upstream
  const model = monitor?.watch.kind === 'model' ? monitor.watch.name : undefined
  const isSystem = monitor?.watch.kind === 'service'
  return [
    ...(state === 'firing' ? [`Say that you are at it: \`swell alert ack ${id}\``] : []),
    ...(newest === undefined ? [] : [`Look at what changed last upstream: ${newest.what}`]),
    ...(monitor === undefined
      ? []
      : [`Read the whole run: \`swell monitor report ${monitor.name} --run ${runId}\``]),
    ...(/^(?:missing|new categories|outside) of |^type surprises$/.test(series)
      ? ['Find the delivery that brought it: `swell data deliveries`']
      : []),
    ...(isSystem ? ['Look at the load of the service: `swell service list`'] : []),
    ...(model === undefined
      ? []
      : [
          `See whether a new version would be better: \`swell retrain ${model} --dry-run\``,
          `If the version is to blame, go back: \`swell models rollback ${model}\``,
        ]),
    ...(gate === undefined
      ? []
      : [`Keep it from coming back: make the rule a gate of ${model ?? 'the model'}`]),
  ]
}
