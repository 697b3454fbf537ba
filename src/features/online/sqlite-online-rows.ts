import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { isBusy, untilFree } from '../../storage/index.ts'
import { onlineKey } from './online-key.ts'
import type { OnlineNeed } from './online-need.ts'
import { abandonedMs, type OnlineRows, type OnlineState, type ToldRow } from './online-rows.ts'
import {
  arrays,
  newestMoment,
  noRows,
  openTableReader,
  quoted,
  type TableReader,
} from './sqlite-table-reader.ts'

/** So many rows are written before others have their turn: a service answers in between. */
const rowsPerTurn = 2000

/**
 * Online rows in a SQLite file, which several processes may have open. All that is brought in at once is
 * one transaction, written beside the readers; while it lasts, no other process brings anything in.
 */
export async function sqliteOnlineRows(path: string): Promise<OnlineRows> {
  const writer = await openFile(path)
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 50 })
  reader.exec('pragma mmap_size = 1073741824')
  const begin = reader.prepare('begin')
  const commit = reader.prepare('commit')
  const stateOf = arrays(
    reader.prepare('select sequence, pending_from from groups where name = ? and shape = ?'),
  )
  const tables = new Map<string, TableReader>()
  let turn: Promise<unknown> = Promise.resolve()

  function readerOf(need: OnlineNeed): TableReader | undefined {
    const name = tableName(need.group.name, need.shape)
    let table = tables.get(name)
    if (table === undefined && hasTable(reader, name)) {
      tables.set(name, (table = openTableReader(reader, name, need)))
    }
    return table
  }

  function readState(need: OnlineNeed): OnlineState | undefined {
    const row = stateOf.get(need.group.name, need.shape) as SQLOutputValue[] | undefined
    if (row === undefined) return undefined
    const [sequence, pendingFrom] = row
    return {
      sequence: Number(sequence),
      pendingFrom: pendingFrom === null ? undefined : new Date(Number(pendingFrom)),
    }
  }

  async function bring(
    need: OnlineNeed,
    rows: AsyncIterable<readonly ToldRow[]>,
    { state, now }: { readonly state: OnlineState; readonly now: Date },
  ): Promise<boolean> {
    try {
      writer.exec('begin immediate')
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
    try {
      await writeRows(writer, need, rows, now)
      dropAbandoned(writer, need.group.name, now.getTime() - abandonedMs)
      const { sequence, pendingFrom } = state
      writer
        .prepare(upsertState)
        .run(need.group.name, need.shape, sequence, pendingFrom?.getTime() ?? null, now.getTime())
      writer.exec('commit')
      return true
    } catch (error) {
      if (writer.isTransaction) writer.exec('rollback')
      throw error
    }
  }

  return {
    state: async (need) => readState(need),

    bring(need, rows, to) {
      const mine = turn.then(() => bring(need, rows, to))
      turn = mine.catch(() => undefined)
      return mine
    },

    read(asked) {
      // One look at one state of the file: rows and state belong together.
      begin.run()
      try {
        return asked.map(({ need, requests }) => {
          const table = readerOf(need)
          const state = readState(need)
          const rows = requests.map((request) => table?.read(request, state) ?? noRows)
          return { state, rows }
        })
      } finally {
        commit.run()
      }
    },

    keys: async (need, limit) => readerOf(need)?.keys(limit) ?? [],

    async close() {
      await turn
      reader.close()
      writer.close()
    },
  }
}

async function openFile(path: string): Promise<DatabaseSync> {
  mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: 50 })
  await untilFree(() => {
    database.exec('pragma journal_mode = wal')
  })
  // The file can be made again of the commits: a power cut may take the last of it.
  database.exec('pragma synchronous = normal')
  await untilFree(() => {
    database.exec(`create table if not exists groups (
      name text not null, shape text not null, sequence integer not null, pending_from integer,
      moved_at integer not null, primary key (name, shape)) strict`)
  })
  return database
}

const upsertState = `
  insert into groups (name, shape, sequence, pending_from, moved_at) values (?, ?, ?, ?, ?)
  on conflict (name, shape) do update set
    sequence = excluded.sequence, pending_from = excluded.pending_from, moved_at = excluded.moved_at
  where groups.sequence <= excluded.sequence`

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

function hasTable(database: DatabaseSync, name: string): boolean {
  const found = database.prepare('select 1 from sqlite_schema where name = ?').get(name)
  return found !== undefined
}

async function writeRows(
  database: DatabaseSync,
  need: OnlineNeed,
  rows: AsyncIterable<readonly ToldRow[]>,
  now: Date,
): Promise<void> {
  const { group, columns, backMs, newest } = need
  const table = quoted(tableName(group.name, need.shape))
  const own = columns.map((column) => `, ${quoted(column)}`).join('')
  database.exec(`create table if not exists ${table} (
    _key text not null, _at integer not null, _known_at integer not null, _commit integer not null,
    _delivery text not null, _deleted integer not null${own}, primary key (_key, _at)) without rowid`)
  const put = database.prepare(putText(table, columns))
  const trim = database.prepare(`
    delete from ${table} where _key = ? and _at < ? and _at < ifnull((
      select _at from ${table} where _key = ? and _at < ? and not _deleted
      order by _at desc limit 1 offset ?), ${newest === 0 ? newestMoment : -newestMoment})`)
  const before = now.getTime() - backMs
  let written = 0
  for await (const some of rows) {
    for (const row of some) {
      put.run(...tellingOf(need, row), ...columns.map((column) => encode(row[column])))
      written += 1
      if (written % rowsPerTurn === 0) await breathe()
    }
    for (const key of new Set(some.map((row) => onlineKey(group, row)))) {
      trim.run(key, before, key, before, newest === 0 ? Number.MAX_SAFE_INTEGER : newest - 1)
    }
  }
}

/** Of two tellings of one moment the newest stays. */
function putText(table: string, columns: readonly string[]): string {
  const own = columns.map((column) => `, ${quoted(column)}`).join('')
  const set = columns.map((column) => `, ${quoted(column)} = excluded.${quoted(column)}`).join('')
  return `
    insert into ${table} (_key, _at, _known_at, _commit, _delivery, _deleted${own})
    values (?, ?, ?, ?, ?, ?${', ?'.repeat(columns.length)})
    on conflict (_key, _at) do update set
      _known_at = excluded._known_at, _commit = excluded._commit, _delivery = excluded._delivery,
      _deleted = excluded._deleted${set}
    where (excluded._known_at, excluded._commit, excluded._delivery)
      >= (${table}._known_at, ${table}._commit, ${table}._delivery)`
}

function tellingOf({ group }: OnlineNeed, row: ToldRow): (string | number)[] {
  return [
    onlineKey(group, row),
    (row[group.time] as Date).getTime(),
    (row['_known_at'] as Date).getTime(),
    Number(row['_commit']),
    typeof row['_delivery'] === 'string' ? row['_delivery'] : '',
    row['_deleted'] === true ? 1 : 0,
  ]
}

function encode(value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  return value as string | number
}
