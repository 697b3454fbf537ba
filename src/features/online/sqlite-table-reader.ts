import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { Column, EngineRow } from '../../table/index.ts'
import { lastAtOrBefore } from '../views/rows-of-key.ts'
import { heldTails } from './held-tails.ts'
import type { OnlineNeed } from './online-need.ts'
import type { OnlineKeyRows, OnlineState, RowsRequest } from './online-rows.ts'

export const noRows: OnlineKeyRows = { times: [], rows: [] }

/** Reads the online rows of one need in a SQLite file. */
export interface TableReader {
  read(request: RowsRequest, state: OnlineState | undefined): OnlineKeyRows
  keys(limit: number): string[]
}

export function openTableReader(
  database: DatabaseSync,
  name: string,
  need: OnlineNeed,
): TableReader {
  const table = quoted(name)
  const columns = need.columns.map((column) => ({
    name: column,
    decode: decoderOf(need.group.columns[column]),
  }))
  const own = columns.map((column) => `, ${quoted(column.name)}`).join('')
  const select = `select _at, _delivery${own} from ${table} where _key = ? and _at <= ?`
  const newest = arrays(database.prepare(`${select} and not _deleted order by _at desc limit ?`))
  // Most features ask for the newest row alone: one row is had in half the time of a list of one.
  const one = arrays(database.prepare(`${select} and not _deleted order by _at desc limit 1`))
  const within = arrays(
    database.prepare(`${select} and _at > ? and not _deleted order by _at desc`),
  )
  const told = database.prepare(`
    select 1 from ${table} where _key = ? and _at > ? and _at <= ?
      and (_commit > ? or _known_at >= ?) limit 1`)
  const tails = heldTails()

  function toRow(found: readonly SQLOutputValue[]): EngineRow {
    const row: Record<string, unknown> = { _delivery: found[1] === '' ? undefined : found[1] }
    let at = 2
    for (const { name: column, decode } of columns) {
      const value = found[at]
      row[column] = value === null || value === undefined ? undefined : decode(value)
      at += 1
    }
    return row
  }

  function toKeyRows(newestFirst: readonly SQLOutputValue[][]): OnlineKeyRows {
    const rows = newestFirst.length > 1 ? newestFirst.toReversed() : newestFirst
    return { times: rows.map((row) => Number(row[0])), rows: rows.map(toRow) }
  }

  function readTail(request: RowsRequest, state: OnlineState | undefined): OnlineKeyRows {
    const { key } = request
    const between = (after: number, at: number) =>
      toKeyRows(list(within.all(key, at, Math.max(after, -newestMoment))))
    if (state === undefined) return between(request.after, request.at)
    return tails.read(request, state, {
      between,
      isToldSince({ sequence, pendingFrom }, after, at) {
        const dueFrom = pendingFrom?.getTime() ?? newestMoment
        const from = Math.max(after, -newestMoment)
        return told.get(key, from, at, sequence, dueFrom) !== undefined
      },
    })
  }

  return {
    read(request, state) {
      const { key, newest: wanted, after } = request
      const at = Math.min(request.at, newestMoment)
      const found = after < at ? readTail({ ...request, at }, state) : noRows
      if (lastAtOrBefore(found.times, at) + 1 >= wanted) return found
      if (wanted > 1) return toKeyRows(list(newest.all(key, at, wanted)))
      const row = one.get(key, at)
      return toKeyRows(row === undefined ? [] : list([row]))
    },

    keys: (limit) =>
      database
        .prepare(`select distinct _key from ${table} where not _deleted limit ?`)
        .all(limit)
        .map((row) => String(row['_key'])),
  }
}

/** A statement whose rows come as arrays, which is faster. */
export function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true)
  return statement
}

/** What a statement that returns arrays has returned. */
function list(rows: readonly unknown[]): SQLOutputValue[][] {
  return rows as SQLOutputValue[][]
}

/** The last moment that a `Date` can hold; SQLite has no infinite integer. */
export const newestMoment = 8.64e15

function decoderOf(column: Column | undefined): (value: SQLOutputValue) => unknown {
  switch (column?.type) {
    case 'boolean':
      return (value) => value === 1
    case 'timestamp':
      return (value) => new Date(Number(value))
    default:
      return (value) => value
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
