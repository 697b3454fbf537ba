import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTimestampValue,
  BIGINT,
  TIMESTAMP,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { Columns, ColumnType } from './column.ts'
import { ident, joinSql, sql, writeSql, type Sql, type SqlValue } from './sql.ts'
import type { EngineRow, TableEngine } from './table-engine.ts'

const chunkRows = 2048

const engineTypes: Readonly<Record<ColumnType, { type: DuckDBType; name: string }>> = {
  text: { type: VARCHAR, name: 'varchar' },
  float: { type: DOUBLE, name: 'double' },
  integer: { type: BIGINT, name: 'bigint' },
  boolean: { type: BOOLEAN, name: 'boolean' },
  timestamp: { type: TIMESTAMP, name: 'timestamp' },
}

/** An in-memory DuckDB. Opened at its first use, as starting it costs some 40 ms. */
export function duckdbEngine(options: { readonly threads?: number } = {}): TableEngine {
  let opened: Promise<DuckDBConnection> | undefined
  let instance: DuckDBInstance | undefined
  let tableCount = 0

  async function open(): Promise<DuckDBConnection> {
    instance = await DuckDBInstance.create(
      ':memory:',
      options.threads === undefined ? {} : { threads: String(options.threads) },
    )
    const connection = await instance.connect()
    // Moments are UTC throughout; the machine's zone must not leak into casts.
    await connection.run("set timezone = 'UTC'")
    return connection
  }

  const connect = (): Promise<DuckDBConnection> => (opened ??= open())

  async function read(statement: Sql) {
    const { text, values } = writeSql(statement)
    return (await connect()).runAndReadAll(text, values.map(toEngineValue))
  }

  async function run(statement: Sql): Promise<void> {
    const { text, values } = writeSql(statement)
    await (await connect()).run(text, values.map(toEngineValue))
  }

  return {
    run,

    async rows(statement) {
      const reader = await read(statement)
      const names = reader.deduplicatedColumnNames()
      return reader
        .getRowsJS()
        .map((row): EngineRow =>
          Object.fromEntries(row.map((value, at) => [names[at] ?? '', fromEngine(value)])),
        )
    },

    async columns(statement) {
      const reader = await read(statement)
      const names = reader.deduplicatedColumnNames()
      return new Map(
        reader.getColumnsJS().map((column, at) => [names[at] ?? '', column.map(fromEngine)]),
      )
    },

    async withRows(columns, rows, use) {
      tableCount += 1
      const table = `rows_${tableCount}`
      await run(createTable(table, columns))
      try {
        await appendRows(await connect(), table, columns, rows)
        return await use(table)
      } finally {
        await run(sql`drop table ${ident(table)}`)
      }
    },

    close() {
      instance?.closeSync()
      opened = undefined
      instance = undefined
    },
  }
}

function createTable(table: string, columns: Columns): Sql {
  const parts = Object.entries(columns).map(([name, column]) => {
    const type = { strings: [engineTypes[column.type].name], values: [] }
    return sql`${ident(name)} ${type}`
  })
  return sql`create temp table ${ident(table)} (${joinSql(parts, ', ')})`
}

async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: Columns,
  rows: Iterable<EngineRow>,
): Promise<void> {
  const names = Object.keys(columns)
  const types = Object.values(columns).map((column) => engineTypes[column.type].type)
  const appender = await connection.createAppender(table)
  let pending: EngineRow[] = []
  const flush = (): void => {
    const chunk = DuckDBDataChunk.create(types, pending.length)
    chunk.setColumns(
      names.map((name, at) => pending.map((row) => toTyped(row[name], types[at] === BIGINT))),
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

function toTyped(value: unknown, whole: boolean): DuckDBValue {
  if (value === undefined || value === null) return null
  if (value instanceof Date) return toTimestamp(value)
  if (whole && typeof value === 'number') return BigInt(value)
  return value as DuckDBValue
}

function toEngineValue(value: SqlValue): DuckDBValue {
  return value instanceof Date ? toTimestamp(value) : value
}

function toTimestamp(moment: Date): DuckDBTimestampValue {
  return new DuckDBTimestampValue(BigInt(moment.getTime()) * 1000n)
}

function fromEngine(value: unknown): unknown {
  if (value === null) return undefined
  return typeof value === 'bigint' ? Number(value) : value
}
