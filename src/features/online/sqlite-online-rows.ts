import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { untilFree } from '../../storage/index.ts'
import type { Column, EngineRow } from '../../table/index.ts'
import { onlineKey } from './online-key.ts'
import {
  abandonedMs,
  type OnlineGroup,
  type OnlineKeyRows,
  type OnlineRows,
  type RowsRequest,
  type ToldRow,
} from './online-rows.ts'

/** Online rows in a SQLite file, which several processes may have open. */
export function sqliteOnlineRows(path: string): OnlineRows {
  const database = openFile(path)
  const tables = new Map<string, GroupTable>()

  function tableOf(of: OnlineGroup): GroupTable {
    const name = tableName(of.group.name, of.shape)
    let table = tables.get(name)
    if (table === undefined) {
      table = openTable(database, name, of)
      tables.set(name, table)
    }
    return table
  }

  return {
    async state(of) {
      const row = database
        .prepare('select sequence, pending_from from groups where name = ? and shape = ?')
        .get(of.group.name, of.shape)
      if (row === undefined) return undefined
      const pendingFrom = row['pending_from']
      return {
        sequence: Number(row['sequence']),
        pendingFrom: pendingFrom === null ? undefined : new Date(Number(pendingFrom)),
      }
    },

    async put(of, rows, now) {
      const table = tableOf(of)
      await inTransaction(database, () => {
        for (const row of rows) table.put(row)
        const keys = new Set(rows.map((row) => onlineKey(of.group, row)))
        for (const key of keys) table.trim(key, now.getTime() - of.backMs)
      })
    },

    async setState(of, { sequence, pendingFrom }, now) {
      await inTransaction(database, () => {
        dropAbandoned(database, of.group.name, now.getTime() - abandonedMs)
        database
          .prepare(upsertState)
          .run(of.group.name, of.shape, sequence, pendingFrom?.getTime() ?? null, now.getTime())
      })
    },

    read: (of, requests) => {
      const table = tableOf(of)
      return requests.map((request) => table.read(request))
    },

    keys: async (of, limit) => tableOf(of).keys(limit),

    close: async () => {
      database.close()
    },
  }
}

const upsertState = `
  insert into groups (name, shape, sequence, pending_from, moved_at) values (?, ?, ?, ?, ?)
  on conflict (name, shape) do update set
    sequence = excluded.sequence, pending_from = excluded.pending_from, moved_at = excluded.moved_at
  where groups.sequence <= excluded.sequence`

function openFile(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal')
  database.exec('pragma busy_timeout = 50')
  // The file can be made again of the commits: a power cut may take the last of it.
  database.exec('pragma synchronous = normal')
  database.exec('pragma mmap_size = 1073741824')
  database.exec(`create table if not exists groups (
    name text not null, shape text not null, sequence integer not null, pending_from integer,
    moved_at integer not null, primary key (name, shape)) strict`)
  return database
}

function dropAbandoned(database: DatabaseSync, group: string, before: number): void {
  const found = database
    .prepare('delete from groups where name = ? and moved_at < ? returning shape')
    .all(group, before)
  for (const { shape } of found) {
    database.exec(`drop table if exists ${quoted(tableName(group, String(shape)))}`)
  }
}

function tableName(group: string, shape: string): string {
  return `rows_${group}_${shape.slice(0, 12)}`
}

interface GroupTable {
  put(row: ToldRow): void
  trim(key: string, before: number): void
  read(request: RowsRequest): OnlineKeyRows
  keys(limit: number): string[]
}

/** Of two tellings of one moment the one known last stays. */
function openTable(database: DatabaseSync, name: string, of: OnlineGroup): GroupTable {
  const { group } = of
  const table = quoted(name)
  const columns = of.columns.map((column) => ({ name: column, ...codecOf(group.columns[column]) }))
  const own = columns.map((column) => `, ${quoted(column.name)}`).join('')
  database.exec(`create table if not exists ${table} (
    _key text not null, _at integer not null, _known_at integer not null, _commit integer not null, _delivery text not null,
    _deleted integer not null${own}, primary key (_key, _at)) without rowid`)
  const put = database.prepare(`
    insert into ${table} (_key, _at, _known_at, _commit, _delivery, _deleted${own})
    values (?, ?, ?, ?, ?, ?${', ?'.repeat(columns.length)})
    on conflict (_key, _at) do update set
      _known_at = excluded._known_at, _commit = excluded._commit, _delivery = excluded._delivery,
      _deleted = excluded._deleted
      ${columns.map((column) => `, ${quoted(column.name)} = excluded.${quoted(column.name)}`).join('')}
    where (excluded._known_at, excluded._commit, excluded._delivery)
      >= (${table}._known_at, ${table}._commit, ${table}._delivery)`)
  const trim = database.prepare(`
    delete from ${table} where _key = ? and _at < ? and _at < (
      select min(_at) from (
        select _at from ${table} where _key = ? and not _deleted order by _at desc limit ?))`)
  const trimAll = database.prepare(`delete from ${table} where _key = ? and _at < ?`)
  const select = `select _at, _delivery${own} from ${table} where _key = ? and _at <= ?`
  const newest = arrays(database.prepare(`${select} and not _deleted order by _at desc limit ?`))
  // Most features ask for the newest row alone: one row is had in half the time of a list of one.
  const one = arrays(database.prepare(`${select} and not _deleted order by _at desc limit 1`))
  const within = arrays(
    database.prepare(`${select} and _at > ? and not _deleted order by _at desc`),
  )

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

  return {
    put(row) {
      const at = (row[group.time] as Date).getTime()
      put.run(
        onlineKey(group, row),
        at,
        (row['_known_at'] as Date).getTime(),
        Number(row['_commit']),
        typeof row['_delivery'] === 'string' ? row['_delivery'] : '',
        row['_deleted'] === true ? 1 : 0,
        ...columns.map((column) => encode(row[column.name])),
      )
    },

    trim(key, before) {
      if (before === -Infinity) return
      if (of.newest === 0) trimAll.run(key, before)
      else trim.run(key, before, key, of.newest)
    },

    read({ key, at: asked, newest: wanted, after }) {
      const at = Math.min(asked, newestMoment)
      const found = after < at ? list(within.all(key, at, Math.max(after, -newestMoment))) : []
      if (found.length >= wanted) return toKeyRows(found)
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

function arrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true)
  return statement
}

/** The last moment that a `Date` can hold; SQLite has no infinite integer. */
const newestMoment = 8.64e15

/** What a statement that returns arrays has returned. */
function list(rows: readonly unknown[]): SQLOutputValue[][] {
  return rows as SQLOutputValue[][]
}

function encode(value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  return value as string | number
}

function codecOf(column: Column | undefined): {
  readonly decode: (value: SQLOutputValue) => unknown
} {
  switch (column?.type) {
    case 'boolean':
      return { decode: (value) => value === 1 }
    case 'timestamp':
      return { decode: (value) => new Date(Number(value)) }
    default:
      return { decode: (value) => value }
  }
}

async function inTransaction(database: DatabaseSync, work: () => void): Promise<void> {
  await untilFree(() => {
    database.exec('begin immediate')
  })
  try {
    work()
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
