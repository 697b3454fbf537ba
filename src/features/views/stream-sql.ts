import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { newestTellingFirst } from '../groups/newest-tellings.ts'
import { conditionsSql } from './conditions.ts'
import type { GroupFacts } from './group-facts.ts'
import { lookBackMs, rowsNeeded } from './stored-features.ts'
import type { Stream } from './streams.ts'
import { numberSql } from './window-sql.ts'

/** A stream and what its query must take care of. */
export interface StreamQuery {
  readonly stream: Stream
  /** What asks: `_row`, `_at` and the key of the stream's group. */
  readonly asked: Sql
  /**
   * All tellings of the group's rows that may count, with `_moment`, when they were true, and
   * `_visible_at`, from when on they count. Of rows that are told again, `_telling` is 1 for the newest,
   * and `_dead` says that a telling leaves no row.
   */
  readonly rows: Sql
  /** Whether a row is told more than once. */
  readonly isCorrected: boolean
  /** Whether a telling may leave no row; where none is told twice these were left out before. */
  readonly mayBeDead: boolean
  /** Whether rows of a key come to count one after another in the order in which they were true. */
  readonly isOrdered: boolean
  /** Whether rows count as soon as they are true. */
  readonly isOnTime: boolean
  /** How long after it was true every row counts, whatever came late. */
  readonly settledMs: number
  /** What tells the text that the newest row came with, where that is asked for. */
  readonly deliveryColumn: string | undefined
}

/** For what a query is asked. */
export interface Asking {
  /** By this moment rows must have been known, or by each row's own where it is absent. */
  readonly knownBy: Date | undefined
  readonly relation: Sql
  readonly facts: GroupFacts
  readonly deliveryColumn: string | undefined
}

export function streamQuery(stream: Stream, asked: Sql, asking: Asking): StreamQuery {
  const { facts, knownBy } = asking
  // By one moment of knowing each row counts as it was told last, whatever was told before.
  const isCorrected = facts.isCorrected && knownBy === undefined
  const mayBeDead = isCorrected && (facts.hasDeleted || stream.where !== undefined)
  const shiftMs = stream.before ? 1 : 0
  const lateMs = knownBy === undefined ? facts.latenessMs + stream.delayMs : -Infinity
  const isOnTime = !stream.current && lateMs <= shiftMs
  return {
    stream,
    asked,
    rows: tellings(stream, asking, { isOnTime, isCorrected, mayBeDead }),
    isCorrected,
    mayBeDead,
    isOrdered: !isCorrected && !stream.current && (isOnTime || facts.isInOrder),
    isOnTime,
    settledMs: stream.current ? Infinity : Math.max(lateMs, shiftMs),
    deliveryColumn: asking.deliveryColumn,
  }
}

function tellings(
  stream: Stream,
  asking: Asking,
  query: Pick<StreamQuery, 'isOnTime' | 'isCorrected' | 'mayBeDead'>,
): Sql {
  const { group } = stream
  const time = ident(group.time)
  const columns = [
    ...group.key,
    group.time,
    ...stream.features.map(({ column }) => column),
    ...(asking.deliveryColumn === undefined ? [] : ['_delivery']),
  ]
  const names = joinSql([...new Set(columns)].map(ident), ', ')
  const isAlive = [
    ...(asking.facts.hasDeleted ? [sql`not _deleted`] : []),
    ...(stream.where === undefined ? [] : [conditionsSql(stream.where)]),
  ]
  const extra = [
    ...(query.isCorrected ? [sql`, ${telling(stream)} as _telling`] : []),
    ...(query.mayBeDead ? [sql`, not (${joinSql(isAlive, ' and ')}) as _dead`] : []),
  ]
  const reached = whereAll(reachable(stream, asking))
  const isToldAgain = asking.facts.isCorrected && !query.isCorrected
  const source = isToldAgain
    ? sql`(select * from ${asking.relation} ${reached} qualify ${telling(stream)} = 1)`
    : sql`(select * from ${asking.relation} ${reached})`
  return sql`(
    select ${names}, ${time} as _moment,
      ${visibleAt(stream, asking, query.isOnTime)} as _visible_at${joinSql(extra, '')}
    from ${source} ${query.isCorrected ? sql`` : whereAll(isAlive)})`
}

function whereAll(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`` : sql`where ${joinSql(conditions, ' and ')}`
}

/** Of several tellings of one row 1 is the newest: known last, of those in the later commit. */
function telling({ group }: Stream): Sql {
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return sql`row_number() over (
    partition by ${identity} order by ${newestTellingFirst})`
}

function visibleAt(stream: Stream, asking: Asking, isOnTime: boolean): Sql {
  const time = ident(stream.group.time)
  const shifted = stream.before ? sql`${time} + interval 1 millisecond` : time
  const known =
    stream.delayMs === 0
      ? sql`_known_at`
      : sql`_known_at + to_milliseconds(${numberSql(stream.delayMs)})`
  if (isOnTime) return shifted
  if (!stream.current) return sql`greatest(${shifted}, ${known})`
  return asking.knownBy === undefined ? known : sql`timestamp '-infinity'`
}

/** Leaves out rows that nobody who asks can reach, before the work that grows with their number. */
function reachable(stream: Stream, { knownBy }: Asking): Sql[] {
  const { group, current, delayMs, features } = stream
  const time = ident(group.time)
  const back = Math.max(...features.map((own) => (isBounded(own) ? lookBackMs(own) : Infinity)))
  const from = back + (stream.before ? 1 : 0)
  return [
    ...(current ? [] : [sql`${time} <= (select max(_at) from spine)`]),
    ...(knownBy === undefined ? [] : [sql`_known_at <= ${new Date(knownBy.getTime() - delayMs)}`]),
    ...(Number.isFinite(from)
      ? [sql`epoch_ms(${time}) >= (select epoch_ms(min(_at)) from spine) - ${numberSql(from)}`]
      : []),
  ]
}

/** A value some rows back may be older than what its own limit of age lets count. */
function isBounded(feature: Stream['features'][number]): boolean {
  return rowsNeeded(feature) === undefined || rowsNeeded(feature) === 1
}

/** That a row is of the key that is asked for. */
export function sameKey(stream: Stream): Sql {
  return joinSql(
    stream.group.key.map((name) => sql`asked.${ident(name)} = rows.${ident(name)}`),
    ' and ',
  )
}

export function keyNames(stream: Stream): Sql {
  return joinSql(stream.group.key.map(ident), ', ')
}
