import { newId, parseDuration, type Clock } from '../../base/index.ts'
import type { Database, DatabaseSession } from '../../storage/index.ts'
import { recordAlerts, type AlertSource } from '../alerts/record-alerts.ts'
import { worstState, type MonitorState, type Verdict } from '../monitors/monitor-run.ts'
import { show } from '../monitors/rule.ts'
import { burnSentence, type BurnRule, type Good, type Objective } from './objective.ts'
import {
  listMinutes,
  secondsBounds,
  sumLoads,
  type ServiceLoadCount,
  type ServiceMinute,
} from './service-minutes.ts'

/** How an objective stands at a moment. Shares of no requests are undefined. */
export interface ObjectiveState {
  readonly requestCount: number
  readonly goodShare: number | undefined
  /** The share of the error budget that is left; below 0 where it is overspent. */
  readonly budgetLeft: number | undefined
  readonly state: MonitorState
  readonly burns: readonly Burn[]
  /** Hour by hour, oldest first. */
  readonly points: readonly ObjectivePoint[]
}

export interface Burn extends BurnRule {
  /** How many times as fast as the target allows; undefined without requests. */
  readonly longRate: number | undefined
  readonly shortRate: number | undefined
  readonly isBurning: boolean
}

export interface ObjectivePoint {
  readonly at: Date
  readonly goodShare: number | undefined
  readonly requestCount: number
}

export async function measureObjective(
  database: DatabaseSession,
  objective: Objective,
  now: Date,
): Promise<ObjectiveState> {
  const { service, over, good, target, burns } = objective
  const from = new Date(now.getTime() - parseDuration(over))
  const minutes = await listMinutes(database, service.name, { from, to: now })
  const all = goodOf(minutes, good)
  const measured = burns.map((rule) => measureBurn(objective, rule, minutes, now))
  const isBurning = measured.filter((burn) => burn.isBurning)
  const goodShare = all.total === 0 ? undefined : all.good / all.total
  return {
    requestCount: all.total,
    goodShare,
    budgetLeft: goodShare === undefined ? undefined : 1 - (1 - goodShare) / (1 - target),
    state:
      all.total === 0
        ? 'unknown'
        : worstState(['ok', ...isBurning.map(({ severity }): MonitorState => severity)]),
    burns: measured,
    points: hours(minutes, good),
  }
}

function measureBurn(
  { good, target }: Objective,
  rule: BurnRule,
  minutes: readonly ServiceMinute[],
  now: Date,
): Burn {
  const rateOver = (length: string) => {
    const from = now.getTime() - parseDuration(length)
    const own = goodOf(
      minutes.filter(({ at }) => at.getTime() >= from),
      good,
    )
    return own.total === 0 ? undefined : (1 - own.good / own.total) / (1 - target)
  }
  const [longRate, shortRate] = [rateOver(rule.long), rateOver(rule.short)]
  const isBurning = (longRate ?? 0) > rule.limit && (shortRate ?? 0) > rule.limit
  return { ...rule, longRate, shortRate, isBurning }
}

function goodOf(
  loads: readonly ServiceLoadCount[],
  good: Good,
): { readonly good: number; readonly total: number } {
  const { requestCount, failureCount, seconds } = sumLoads(loads)
  const within =
    good.kind === 'answered'
      ? requestCount - failureCount
      : seconds
          .filter((_, place) => (secondsBounds[place] ?? Infinity) <= good.seconds)
          .reduce((sum, count) => sum + count, 0)
  return { good: within, total: requestCount }
}

function hours(minutes: readonly ServiceMinute[], good: Good): ObjectivePoint[] {
  const hourMs = parseDuration('1h')
  const byHour = Map.groupBy(minutes, ({ at }) => Math.floor(at.getTime() / hourMs))
  return [...byHour].map(([hour, own]) => {
    const counted = goodOf(own, good)
    const goodShare = counted.total === 0 ? undefined : counted.good / counted.total
    return { at: new Date(hour * hourMs), goodShare, requestCount: counted.total }
  })
}

/** Raises or ends the alerts of an objective by how fast its error budget burns. */
export async function watchObjective(
  { database, now }: { readonly database: Database; readonly now: Clock },
  objective: Objective,
): Promise<ObjectiveState> {
  const at = now()
  const measured = await measureObjective(database, objective, at)
  const source: AlertSource = {
    name: objective.name,
    watches: `service ${objective.service.name}`,
    rules: objective.burns.map((burn) => ({
      name: burnSentence(burn),
      lasting: undefined,
      coolDown: undefined,
    })),
    tell: objective.tell,
  }
  const verdicts = measured.burns.map(toVerdict)
  const window = { id: newId<string>('objective', at), until: at, verdicts }
  await database.transaction((session) => recordAlerts(session, source, [window], now))
  return measured
}

function toVerdict(burn: Burn): Verdict {
  const { longRate, shortRate, severity, isBurning, limit } = burn
  // Where nobody asks, nothing burns.
  const rate = Math.min(longRate ?? 0, shortRate ?? 0)
  return {
    rule: burnSentence(burn),
    series: 'burn rate',
    slice: '',
    severity,
    state: isBurning ? severity : 'ok',
    found: show(rate),
    wanted: `at most ${limit}`,
  }
}
