import { parseDuration, type Clock } from '../../base/index.ts'
import {
  currentProcess,
  type Database,
  type DatabaseSession,
  type ServiceMinutesTable,
} from '../../storage/index.ts'

/** From a tenth of a millisecond: a prediction takes less than one. Longer ones are counted last. */
export const secondsBounds = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const

/** What a service was asked in a stretch of time. */
export interface ServiceLoadCount {
  readonly requestCount: number
  readonly failureCount: number
  readonly rowCount: number
  /** Requests by how long they took: for each bound, then for longer ones. */
  readonly seconds: readonly number[]
  readonly mostWaiting: number
  readonly memoryBytes: number
}

export interface ServiceMinute extends ServiceLoadCount {
  readonly at: Date
}

export interface CountedRequest {
  readonly seconds: number
  readonly rowCount: number
}

/** Counts in memory what the services of this process are asked; an answer costs less than a microsecond. */
export interface ServiceCounter {
  countAnswer(service: string, request: CountedRequest): void
  countFailure(service: string): void
  countWaiting(service: string, waiting: number): void
  /** Writes the minutes so far; called every few seconds, and at the end. */
  write(): Promise<void>
}

type Open = {
  -readonly [Name in Exclude<keyof ServiceLoadCount, 'seconds'>]: ServiceLoadCount[Name]
} & {
  readonly service: string
  readonly minute: number
  readonly seconds: Float64Array
  isChanged: boolean
}

const minuteMs = 60_000

export function serviceCounter(deps: {
  readonly database: Database
  readonly now: Clock
}): ServiceCounter {
  const { host, pid } = currentProcess()
  const owner = `${pid}@${host} ${deps.now().toISOString()}`
  const current = new Map<string, Open>()
  const unwritten = new Set<Open>()

  function open(service: string): Open {
    const minute = Math.floor(deps.now().getTime() / minuteMs)
    const known = current.get(service)
    if (known?.minute === minute) {
      known.isChanged = true
      return known
    }
    const made = { service, minute, ...nothingCounted(), isChanged: true }
    current.set(service, made)
    unwritten.add(made)
    return made
  }

  return {
    countAnswer(service, { seconds, rowCount }) {
      const minute = open(service)
      minute.requestCount += 1
      minute.rowCount += rowCount
      const bound = secondsBounds.findIndex((most) => seconds <= most)
      const place = bound < 0 ? secondsBounds.length : bound
      minute.seconds[place] = (minute.seconds[place] ?? 0) + 1
    },
    countFailure(service) {
      const minute = open(service)
      minute.requestCount += 1
      minute.failureCount += 1
    },
    countWaiting(service, waiting) {
      if (waiting === 0 && !current.has(service)) return
      const minute = open(service)
      minute.mostWaiting = Math.max(minute.mostWaiting, waiting)
    },
    async write() {
      const memoryBytes = process.memoryUsage.rss()
      const now = Math.floor(deps.now().getTime() / minuteMs)
      for (const minute of unwritten) {
        if (minute.isChanged) {
          minute.isChanged = false
          minute.memoryBytes = Math.max(minute.memoryBytes, memoryBytes)
          await putMinute(deps.database, toRow(owner, minute))
        }
        if (minute.minute !== now && !minute.isChanged) unwritten.delete(minute)
      }
    },
  }
}

function nothingCounted() {
  return {
    requestCount: 0,
    failureCount: 0,
    rowCount: 0,
    seconds: new Float64Array(secondsBounds.length + 1),
    mostWaiting: 0,
    memoryBytes: 0,
  }
}

function toRow(owner: string, counted: Open): ServiceMinutesTable {
  return {
    service: counted.service,
    minute: new Date(counted.minute * minuteMs).toISOString(),
    process: owner,
    request_count: counted.requestCount,
    failure_count: counted.failureCount,
    row_count: counted.rowCount,
    seconds: JSON.stringify([...counted.seconds]),
    most_waiting: counted.mostWaiting,
    memory_bytes: counted.memoryBytes,
  }
}

/** A process writes the whole of its minute each time, so that none is counted twice. */
async function putMinute({ queries }: DatabaseSession, row: ServiceMinutesTable): Promise<void> {
  await queries
    .insertInto('service_minutes')
    .values(row)
    .onConflict((conflict) => conflict.columns(['service', 'minute', 'process']).doUpdateSet(row))
    .execute()
}

/** The minutes from `from` on and before `to` in which a service was asked, all processes together; oldest first. */
export async function listMinutes(
  { queries }: DatabaseSession,
  service: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<ServiceMinute[]> {
  const rows = await queries
    .selectFrom('service_minutes')
    .selectAll()
    .where('service', '=', service)
    .where('minute', '>=', from.toISOString())
    .where('minute', '<', to.toISOString())
    .orderBy('minute')
    .execute()
  return [...Map.groupBy(rows, ({ minute }) => minute)].map(([minute, own]) => ({
    at: new Date(minute),
    ...sumLoads(own.map(toLoad)),
  }))
}

/** How far back the newest requests are looked for: most services were asked often enough in little time. */
const lookBacks = ['1h', '1d', '40d'] as const

/** Whole minutes before `until`, the newest ones in which a service was asked so often, or all; oldest first. */
export async function newestMinutes(
  session: DatabaseSession,
  service: string,
  { until, requestCount }: { readonly until: Date; readonly requestCount: number },
): Promise<ServiceMinute[]> {
  let minutes: ServiceMinute[] = []
  for (const length of lookBacks) {
    const from = new Date(until.getTime() - parseDuration(length))
    minutes = await listMinutes(session, service, { from, to: until })
    let asked = 0
    const first = minutes.findLastIndex((minute) => (asked += minute.requestCount) >= requestCount)
    if (first >= 0) return minutes.slice(first)
  }
  return minutes
}

function toLoad(row: ServiceMinutesTable): ServiceLoadCount {
  return {
    requestCount: row.request_count,
    failureCount: row.failure_count,
    rowCount: row.row_count,
    seconds: JSON.parse(row.seconds) as number[],
    mostWaiting: row.most_waiting,
    memoryBytes: row.memory_bytes,
  }
}

export function sumLoads(loads: readonly ServiceLoadCount[]): ServiceLoadCount {
  const sum = (of: (load: ServiceLoadCount) => number) =>
    loads.reduce((total, load) => total + of(load), 0)
  return {
    requestCount: sum((load) => load.requestCount),
    failureCount: sum((load) => load.failureCount),
    rowCount: sum((load) => load.rowCount),
    seconds: Array.from({ length: secondsBounds.length + 1 }, (_, place) =>
      sum((load) => load.seconds[place] ?? 0),
    ),
    mostWaiting: Math.max(0, ...loads.map((load) => load.mostWaiting)),
    memoryBytes: Math.max(0, ...loads.map((load) => load.memoryBytes)),
  }
}

/** So many seconds a share of the requests did not exceed, by straight lines between the bounds; NaN of none. */
export function secondsAt({ seconds }: ServiceLoadCount, share: number): number {
  const total = seconds.reduce((sum, count) => sum + count, 0)
  if (total === 0) return Number.NaN
  let below = 0
  for (const [place, count] of seconds.entries()) {
    const [from, to] = [secondsBounds[place - 1] ?? 0, secondsBounds[place]]
    if (below + count >= share * total && count > 0) {
      return to === undefined ? from : from + ((share * total - below) / count) * (to - from)
    }
    below += count
  }
  return secondsBounds.at(-1) ?? Number.NaN
}

/** Minutes older than this are forgotten. */
export async function forgetMinutes({ queries }: DatabaseSession, before: Date): Promise<void> {
  await queries.deleteFrom('service_minutes').where('minute', '<', before.toISOString()).execute()
}
