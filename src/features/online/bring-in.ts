import { setImmediate as breathe } from 'node:timers/promises'
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
import type { OnlineGroup, OnlineRows, OnlineState } from './online-rows.ts'

export interface BringInDeps extends GroupDeps {
  readonly engine: TableEngine
  readonly now: Clock
}

/** So many rows are put at once: a service answers in between. */
const rowsPerPut = 2000

/**
 * Brings into the online rows what commits have told since, and what has become known since. Undefined
 * where there was nothing. It can be broken off anywhere, and several processes may do it at once.
 */
export async function bringIn(
  deps: BringInDeps,
  rows: OnlineRows,
  of: OnlineGroup,
): Promise<OnlineState | undefined> {
  const now = new Date(deps.now().getTime() - of.delayMs)
  const before = await rows.state(of)
  const commits = await deps.commits.list(of.group.name)
  const sequence = commits.at(-1)?.sequence ?? 0
  const isDue = before?.pendingFrom !== undefined && before.pendingFrom <= now
  if (before !== undefined && before.sequence >= sequence && !isDue) return undefined

  const all = await commitsRelation(deps.blobs, of.group.columns, commits)
  const fresh = isDue || before === undefined ? all : await laterRelation(deps, of, commits, before)
  if (before === undefined) await putAll(deps, rows, of, reachable(of, known(all, now), now), now)
  else {
    const told = sql`(from ${known(fresh, now)} where ${isNew(before)})`
    await putAll(deps, rows, of, newest(of, told), now)
    await putUncovered(deps, rows, of, { all: known(all, now), told, now })
  }
  const pending = await nextKnown(deps, fresh, now)
  const state = { sequence, pendingFrom: isDue ? pending : earlier(before?.pendingFrom, pending) }
  await rows.setState(of, state, deps.now())
  return state
}

/** Of the commits that are not in yet; of compacted ones also those that stand beside them. */
async function laterRelation(
  deps: GroupDeps,
  of: OnlineGroup,
  commits: readonly Commit[],
  { sequence }: OnlineState,
): Promise<Sql> {
  const later = commits.filter(
    (commit) =>
      commit.sequence > sequence ||
      commit.segments.some(({ lastSequence = 0 }) => lastSequence > sequence),
  )
  return commitsRelation(deps.blobs, of.group.columns, later)
}

function isNew({ sequence, pendingFrom }: OnlineState): Sql {
  const due = pendingFrom === undefined ? sql`` : sql`or _known_at >= ${pendingFrom}`
  return sql`_commit > ${sequence} ${due}`
}

function known(relation: Sql, now: Date): Sql {
  return sql`(from ${relation} where _known_at <= ${now})`
}

/** The newest telling of each row, also where it says that there is none. */
function newest({ group, columns }: OnlineGroup, relation: Sql): Sql {
  const names = [...new Set([...group.key, group.time, ...columns, ...tellingColumns])].map(ident)
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return sql`(select ${joinSql(names, ', ')} from ${relation} qualify row_number() over (
    partition by ${identity} order by ${newestTellingFirst}) = 1)`
}

const tellingColumns = ['_known_at', '_commit', '_delivery', '_deleted']

/**
 * The rows that a feature can reach. Of what is older, the newest of each key may still be the latest.
 * That a row is no more is told too: an attempt that was broken off may have brought it in.
 */
function reachable(of: OnlineGroup, relation: Sql, now: Date): Sql {
  const told = newest(of, relation)
  if (!Number.isFinite(of.backMs)) return told
  const time = ident(of.group.time)
  const since = new Date(now.getTime() - of.backMs)
  const key = joinSql(of.group.key.map(ident), ', ')
  return sql`(from ${told} qualify _deleted or ${time} >= ${since} or row_number() over (
    partition by ${key}, _deleted order by ${time} desc) <= ${of.newest})`
}

/** Where a row is no more, one that was let go of may be the newest again. */
async function putUncovered(
  deps: BringInDeps,
  rows: OnlineRows,
  of: OnlineGroup,
  { all, told, now }: { readonly all: Sql; readonly told: Sql; readonly now: Date },
): Promise<void> {
  const key = joinSql(of.group.key.map(ident), ', ')
  const touched = sql`(select distinct ${key} from ${told} where _deleted)`
  const [count] = await deps.engine.rows(sql`select count(*) as touched from ${touched}`)
  if (count?.['touched'] === 0) return
  const own = sql`(from ${all} semi join ${touched} using (${key}))`
  await putAll(deps, rows, of, reachable(of, own, now), now)
}

async function putAll(
  deps: BringInDeps,
  rows: OnlineRows,
  of: OnlineGroup,
  relation: Sql,
  now: Date,
): Promise<void> {
  let batch: EngineRow[] = []
  for await (const chunk of deps.engine.stream(sql`from ${relation}`)) {
    batch.push(...chunk)
    if (batch.length < rowsPerPut) continue
    await rows.put(of, batch, now)
    batch = []
    await breathe()
  }
  if (batch.length > 0) await rows.put(of, batch, now)
}

async function nextKnown(
  { engine }: BringInDeps,
  relation: Sql,
  now: Date,
): Promise<Date | undefined> {
  const [row] = await engine.rows(
    sql`select min(_known_at) as known_at from ${relation} where _known_at > ${now}`,
  )
  return row?.['known_at'] instanceof Date ? row['known_at'] : undefined
}

function earlier(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a < b ? a : b
}
