import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../base/index.ts'
import {
  ident,
  joinSql,
  sql,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { Commit } from '../groups/commit.ts'
import { commitsRelation, type GroupDeps } from '../groups/group-relation.ts'
import { newestTellingFirst } from '../groups/newest-tellings.ts'
import { conditionsSql } from '../views/conditions.ts'
import type { OnlineNeed } from './online-need.ts'
import type { OnlineRows, OnlineState } from './online-rows.ts'

export interface BringInDeps extends GroupDeps {
  readonly engine: TableEngine
  readonly now: Clock
}

export interface BroughtIn {
  readonly state: OnlineState
  /** Whether there was anything to bring in. */
  readonly isNew: boolean
}

/** Between two looks whether another process has done it. */
const pauseMs = 50

/**
 * Brings into the online rows what commits have told since, and what has become known since. It can be
 * broken off anywhere. Where another process is at it, what is there is made do with; where there is
 * nothing yet, it is waited for.
 */
export async function bringIn(
  deps: BringInDeps,
  rows: OnlineRows,
  need: OnlineNeed,
): Promise<BroughtIn> {
  for (;;) {
    const before = await rows.state(need)
    const knownBy = new Date(deps.now().getTime() - need.delayMs)
    const commits = await deps.commits.list(need.group.name)
    const sequence = commits.at(-1)?.sequence ?? 0
    const isDue = before?.pendingFrom !== undefined && before.pendingFrom <= knownBy
    if (before !== undefined && before.sequence >= sequence && !isDue) {
      return { state: before, isNew: false }
    }
    const change = await changeSince(deps, need, { before, commits, isDue, knownBy })
    const to = { state: { sequence, pendingFrom: change.pendingFrom }, now: deps.now() }
    if (await rows.bring(need, change.rows, to)) return { state: to.state, isNew: true }
    if (before !== undefined) return { state: before, isNew: false }
    await pause(pauseMs)
  }
}

/** The rows of some keys, all that were known when the rows were in that state: also those that are not held any more. */
export async function* rowsOfKeys(
  deps: BringInDeps,
  need: OnlineNeed,
  keys: readonly EngineRow[],
  { sequence, pendingFrom }: OnlineState,
): AsyncGenerator<readonly EngineRow[]> {
  const { group, delayMs } = need
  const columns = Object.fromEntries(
    group.key.flatMap((name) => {
      const column = group.columns[name]
      return column === undefined ? [] : [[name, column] as const]
    }),
  )
  const now = deps.now().getTime() - delayMs
  const knownBy = new Date(Math.min(now, (pendingFrom?.getTime() ?? Infinity) - 1))
  const commits = (await deps.commits.list(group.name)).filter((one) => one.sequence <= sequence)
  const told = known(await commitsRelation(deps.blobs, group.columns, commits), knownBy)
  const rows = await deps.engine.withRows(columns, keys, (table) => {
    const key = joinSql(group.key.map(ident), ', ')
    const own = sql`(from ${told} semi join ${ident(table)} using (${key}))`
    return deps.engine.rows(sql`from ${newest(need, own)}`)
  })
  yield rows
}

interface Since {
  readonly before: OnlineState | undefined
  readonly commits: readonly Commit[]
  readonly isDue: boolean
  readonly knownBy: Date
}

interface Change {
  readonly rows: AsyncIterable<readonly EngineRow[]>
  readonly pendingFrom: Date | undefined
}

async function changeSince(deps: BringInDeps, need: OnlineNeed, since: Since): Promise<Change> {
  const { before, commits, isDue, knownBy } = since
  const told = await commitsRelation(deps.blobs, need.group.columns, commits)
  const all = known(told, knownBy)
  if (before === undefined) {
    return {
      rows: deps.engine.stream(reachable(need, newest(need, all), knownBy)),
      pendingFrom: await nextKnown(deps, told, knownBy),
    }
  }
  const later = isDue ? told : await laterRelation(deps, need, commits, before)
  const fresh = newest(need, sql`(from ${known(later, knownBy)} where ${isNew(before)})`)
  const next = await nextKnown(deps, later, knownBy)
  return {
    rows: streamAll(deps, [sql`from ${fresh}`, uncovered(need, all, fresh, knownBy)]),
    pendingFrom: isDue ? next : earlier(before.pendingFrom, next),
  }
}

async function* streamAll({ engine }: BringInDeps, statements: readonly Sql[]) {
  for (const statement of statements) yield* engine.stream(statement)
}

/** Of the commits that are not in yet; of compacted ones also those that stand beside them. */
async function laterRelation(
  deps: GroupDeps,
  { group }: OnlineNeed,
  commits: readonly Commit[],
  { sequence }: OnlineState,
): Promise<Sql> {
  const later = commits.filter(
    (commit) =>
      commit.sequence > sequence ||
      commit.segments.some(({ lastSequence = 0 }) => lastSequence > sequence),
  )
  return commitsRelation(deps.blobs, group.columns, later)
}

function isNew({ sequence, pendingFrom }: OnlineState): Sql {
  const due = pendingFrom === undefined ? sql`` : sql`or _known_at >= ${pendingFrom}`
  return sql`(_commit > ${sequence} ${due})`
}

function known(relation: Sql, knownBy: Date): Sql {
  return sql`(from ${relation} where _known_at <= ${knownBy})`
}

const tellingColumns = ['_known_at', '_commit', '_delivery']

/** The newest telling of each row, also where that leaves none. */
function newest({ group, columns, where }: OnlineNeed, relation: Sql): Sql {
  const names = [...new Set([...group.key, group.time, ...columns, ...tellingColumns])].map(ident)
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  const isMet = where === undefined ? sql`true` : sql`coalesce(${conditionsSql(where)}, false)`
  return sql`(
    select ${joinSql(names, ', ')}, _deleted or not ${isMet} as _deleted from ${relation}
    qualify row_number() over (partition by ${identity} order by ${newestTellingFirst}) = 1)`
}

/**
 * What features can reach. Of what is older, the newest of each key may still be the latest. That a row
 * is no more is told too: an attempt that was broken off may have brought it in.
 */
function reachable(need: OnlineNeed, relation: Sql, knownBy: Date): Sql {
  const time = ident(need.group.time)
  const since = new Date(knownBy.getTime() - need.backMs)
  const key = joinSql(need.group.key.map(ident), ', ')
  return sql`from ${relation} qualify _deleted or ${time} >= ${since} or row_number() over (
    partition by ${key}, _deleted, ${time} < ${since} order by ${time} desc) <= ${need.newest}`
}

/** Where a row is no more, one that was let go of may be the newest again. */
function uncovered(need: OnlineNeed, all: Sql, fresh: Sql, knownBy: Date): Sql {
  const key = joinSql(need.group.key.map(ident), ', ')
  const touched = sql`(select distinct ${key} from ${fresh} where _deleted)`
  const own = sql`(from ${all} semi join ${touched} using (${key}))`
  return reachable(need, newest(need, own), knownBy)
}

async function nextKnown(
  { engine }: BringInDeps,
  relation: Sql,
  knownBy: Date,
): Promise<Date | undefined> {
  const [row] = await engine.rows(
    sql`select min(_known_at) as known_at from ${relation} where _known_at > ${knownBy}`,
  )
  return row?.['known_at'] instanceof Date ? row['known_at'] : undefined
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a < b ? a : b
}
