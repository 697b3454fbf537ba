import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { mutex } from './mutex.ts'

/** Ten seconds of `pauseMs` each, beside what SQLite itself waits. */
const attemptLimit = 200
const pauseMs = 50
const statementLimit = 200

export interface SqliteDialectOptions {
  readonly database: DatabaseSync
  /** Called before a query waits for the connection; throws where it would wait for ever. */
  readonly beforeAcquire: () => void
  /** Says in our words what SQLite has thrown. */
  readonly translate: (error: unknown) => unknown
}

/** Kysely over `node:sqlite`: one connection, which one query or one transaction holds at a time. */
export function sqliteDialect(options: SqliteDialectOptions): Dialect {
  return {
    createAdapter: () => new TurnTakingAdapter(),
    createDriver: () => sqliteDriver(options),
    createIntrospector: (queries) => new SqliteIntrospector(queries),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/**
 * Kysely would queue before it asks the driver, and then a query that waits for ever can't be told. So
 * that it asks at once, this says more than is true; the driver hands out its one connection in turns.
 */
class TurnTakingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

function sqliteDriver({ database, beforeAcquire, translate }: SqliteDialectOptions): Driver {
  const turns = mutex()
  const connection = sqliteConnection(database, translate)
  const send = (text: string) => connection.executeQuery(CompiledQuery.raw(text))
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      beforeAcquire()
      await turns.acquire()
      return connection
    },
    releaseConnection() {
      turns.release()
      return Promise.resolve()
    },
    async beginTransaction() {
      // Not `begin`: a reader that turns writer can't wait its turn, it fails.
      await send('begin immediate')
    },
    async commitTransaction() {
      await send('commit')
    },
    async rollbackTransaction() {
      // A full disk has ended the transaction already, and its error is the one to be heard.
      if (database.isTransaction) await send('rollback')
    },
    async destroy() {
      await turns.acquire()
      if (database.isOpen) database.close()
      turns.release()
    },
  }
}

function sqliteConnection(
  database: DatabaseSync,
  translate: SqliteDialectOptions['translate'],
): DatabaseConnection {
  const prepared = new Map<string, StatementSync>()

  function prepare(text: string): StatementSync {
    const found = prepared.get(text)
    if (found !== undefined) return found
    if (prepared.size >= statementLimit) prepared.clear()
    const statement = database.prepare(text)
    prepared.set(text, statement)
    return statement
  }

  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      try {
        return await untilFree(() => run<Row>(prepare(sql), parameters as SQLInputValue[]))
      } catch (error) {
        throw translate(error)
      }
    },
    async *streamQuery<Row>({ sql, parameters }: CompiledQuery) {
      // A statement of its own: a cached one would be reset under the reader's hands.
      const rows = database.prepare(sql).iterate(...(parameters as SQLInputValue[]))
      for (const row of rows) {
        await Promise.resolve()
        yield { rows: [row as Row] }
      }
    },
  }
}

function run<Row>(statement: StatementSync, parameters: SQLInputValue[]): QueryResult<Row> {
  if (statement.columns().length > 0) return { rows: statement.all(...parameters) as Row[] }
  const { changes } = statement.run(...parameters)
  return { rows: [], numAffectedRows: BigInt(changes) }
}

/**
 * Tries again while another process holds the lock. SQLite's own waiting stops this process's event
 * loop, and with it a second connection in this process that may be the one to wait for: so that one
 * is kept short, and the rest is waited out here.
 */
export async function untilFree<Result>(work: () => Result): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || attempt === attemptLimit) throw error
      await pause(pauseMs)
    }
  }
}

/** True for SQLITE_BUSY and its extended codes. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === 5
}

/** The primary result code of an error of SQLite; https://sqlite.org/rescode.html. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
