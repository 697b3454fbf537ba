import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Columns, ColumnType } from './column.ts'
import { collectBatches } from './collect-columns.ts'
import { ident, joinSql, sql, writeSql, type Sql, type SqlValue } from './sql.ts'
import type { EngineRow, EngineRows, TableEngine } from './table-engine.ts'
import { untilReady } from './until-ready.ts'

const chunkRows = 2048

type DuckDB = typeof import('@duckdb/node-api')
type Bindings = typeof import('@duckdb/node-bindings')

/** The library and a connection to its database in memory. */
interface Opened {
  readonly instance: DuckDBInstance
  readonly duckdb: DuckDB
  readonly bindings: Bindings
  readonly connection: DuckDBConnection
}

const typeNames = {
  text: 'VARCHAR',
  float: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
} as const satisfies Readonly<Record<ColumnType, string>>

/** A connection that runs one statement after the other. */
interface Lane {
  isBusy: boolean
  readonly connect: () => Promise<Opened>
  opened?: Promise<Opened> | undefined
}

async function withConnection(opened: Opened): Promise<Opened> {
  return { ...opened, connection: await opened.instance.connect() }
}

/** An in-memory DuckDB. Loaded and opened at its first use, which costs some 100 ms. */
export function duckdbEngine(options: { readonly threads?: number } = {}): TableEngine {
  let opened: Promise<Opened> | undefined
  let instance: DuckDBInstance | undefined
  let tableCount = 0

  async function open(): Promise<Opened> {
    const duckdb = await import('@duckdb/node-api')
    const { default: bindings } = await import('@duckdb/node-bindings')
    instance = await duckdb.DuckDBInstance.create(':memory:', {
      // What memory can't hold; made when it is needed first. By itself it would lie in the project.
      temp_directory: join(tmpdir(), `groundswell-engine-${randomUUID()}`),
      // All of its threads are its own: whoever asks only waits.
      external_threads: '0',
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    })
    const connection = await instance.connect()
    // Moments are UTC throughout; the machine's zone must not leak into casts.
    await connection.run("set global timezone = 'UTC'")
    return { duckdb, bindings, instance, connection }
  }

  const connect = (): Promise<Opened> => (opened ??= open())

  // A connection does one thing at a time: a second statement would close the first one's result. Two
  // statements run at once; the second connection is opened when the first is busy.
  const lanes: Lane[] = [
    { isBusy: false, connect },
    { isBusy: false, connect: async () => withConnection(await connect()) },
  ]
  const waiting: ((lane: Lane) => void)[] = []
  const inTurn = async <Result>(work: (at: Opened) => Promise<Result>): Promise<Result> => {
    const free = lanes.find(({ isBusy }) => !isBusy)
    if (free !== undefined) free.isBusy = true
    const lane = free ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)))
    try {
      return await work(await (lane.opened ??= lane.connect()))
    } finally {
      const next = waiting.shift()
      if (next === undefined) lane.isBusy = false
      else next(lane)
    }
  }

  async function read(statement: Sql) {
    return inTurn(async (at) => (await start(at, statement)).readAll())
  }

  /** A result that is read as it comes. A connection has one; while it is read, others are asked. */
  async function openResult(statement: Sql) {
    const { duckdb, bindings, instance: own } = await connect()
    const connection = await own.connect()
    const close = () => connection.closeSync()
    try {
      const pending = await connection.startStream(...toStatement(duckdb, statement))
      const result = await (await untilReady(bindings, pending)).getResult()
      return { duckdb, bindings, result, close }
    } catch (error) {
      close()
      throw error
    }
  }

  async function* typedBatches(statement: Sql, rowCount: number) {
    const { duckdb, bindings, result, close } = await openResult(statement)
    try {
      yield* collectBatches({ duckdb, bindings }, result, rowCount)
    } finally {
      close()
    }
  }

  async function run(statement: Sql): Promise<void> {
    await inTurn(async (at) => (await start(at, statement)).getResult())
  }

  return {
    run,

    async rows(statement) {
      const reader = await read(statement)
      const names = reader.deduplicatedColumnNames()
      return reader.getRowsJS().map((row) => toRow(names, row))
    },

    async *stream(statement) {
      const { result, close } = await openResult(statement)
      try {
        const names = result.deduplicatedColumnNames()
        for await (const rows of result.yieldRowsJs()) yield rows.map((row) => toRow(names, row))
      } finally {
        close()
      }
    },

    async columns(statement) {
      const reader = await read(statement)
      const names = reader.deduplicatedColumnNames()
      return new Map(
        reader.getColumnsJS().map((column, at) => [names[at] ?? '', column.map(fromEngine)]),
      )
    },

    async typedColumns(statement) {
      for await (const columns of typedBatches(statement, Infinity)) return columns
      return new Map()
    },

    typedBatches,

    async withRows(columns, rows, use) {
      tableCount += 1
      const table = `rows_${tableCount}`
      await run(createTable(table, columns))
      try {
        // Whoever makes the rows may ask the engine meanwhile.
        for await (const some of inPieces(rows)) {
          if ('strings' in some) await run(sql`insert into ${ident(table)} by name ${some}`)
          else await inTurn((at) => appendRows(at, table, columns, some))
        }
        return await use(table)
      } finally {
        await run(sql`drop table ${ident(table)}`)
      }
    },

    close() {
      instance?.closeSync()
      opened = undefined
      instance = undefined
      for (const lane of lanes) lane.opened = undefined
    },
  }
}

function toRow(names: readonly string[], row: readonly unknown[]): EngineRow {
  return Object.fromEntries(row.map((value, at) => [names[at] ?? '', fromEngine(value)]))
}

function createTable(table: string, columns: Columns): Sql {
  const parts = Object.entries(columns).map(([name, column]) => {
    const type = { strings: [typeNames[column.type]], values: [] }
    return sql`${ident(name)} ${type}`
  })
  // Not a temporary one: those are seen by their own connection alone.
  return sql`create table ${ident(table)} (${joinSql(parts, ', ')})`
}

/** So many rows that come one after the other are held before they go into the engine. */
const mostPending = 20_000

async function* inPieces(
  rows: Iterable<EngineRow> | AsyncIterable<EngineRows>,
): AsyncGenerator<Iterable<EngineRow> | Sql> {
  if (!(Symbol.asyncIterator in rows)) {
    yield rows
    return
  }
  let pending: EngineRow[] = []
  for await (const batch of rows) {
    const isQuery = 'strings' in batch
    if (!isQuery) for (const row of batch) pending.push(row)
    if (pending.length >= mostPending || (isQuery && pending.length > 0)) {
      yield pending
      pending = []
    }
    if (isQuery) yield batch
  }
  if (pending.length > 0) yield pending
}

async function appendRows(
  { duckdb, connection }: Opened,
  table: string,
  columns: Columns,
  rows: Iterable<EngineRow>,
): Promise<void> {
  const names = Object.keys(columns)
  const types = Object.values(columns).map(({ type }): DuckDBType => duckdb[typeNames[type]])
  const appender = await connection.createAppender(table)
  let pending: EngineRow[] = []
  const flush = (): void => {
    const chunk = duckdb.DuckDBDataChunk.create(types, pending.length)
    chunk.setColumns(
      names.map((name, at) => {
        const whole = types[at] === duckdb.BIGINT
        return pending.map((row) => toTyped(duckdb, row[name], whole))
      }),
    )
    appender.appendDataChunk(chunk)
    pending = []
  }
  for (const row of rows) {
    pending.push(row)
    if (pending.length === chunkRows) flush()
  }
  if (pending.length > 0) flush()
  appender.closeSync()
}

function toTyped(duckdb: DuckDB, value: unknown, whole: boolean): DuckDBValue {
  if (value === undefined || value === null) return null
  if (value instanceof Date) return toTimestamp(duckdb, value)
  if (whole && typeof value === 'number') return BigInt(value)
  return value as DuckDBValue
}

async function start({ duckdb, bindings, connection }: Opened, statement: Sql) {
  return untilReady(bindings, await connection.start(...toStatement(duckdb, statement)))
}

/** A statement's text, and its parameters as the engine takes them. */
function toStatement(duckdb: DuckDB, statement: Sql): [string, DuckDBValue[]] {
  const { text, values } = writeSql(statement)
  return [text, values.map((value) => toEngineValue(duckdb, value))]
}

function toEngineValue(duckdb: DuckDB, value: SqlValue): DuckDBValue {
  return value instanceof Date ? toTimestamp(duckdb, value) : value
}

function toTimestamp(duckdb: DuckDB, moment: Date): DuckDBValue {
  return new duckdb.DuckDBTimestampValue(BigInt(moment.getTime()) * 1000n)
}

function fromEngine(value: unknown): unknown {
  if (value === null) return undefined
  return typeof value === 'bigint' ? Number(value) : value
}
