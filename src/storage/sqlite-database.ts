import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Clock } from '../base/index.ts'
import type { Database, DatabaseSession, Queries } from './database.ts'
import { storageErrors } from './errors.ts'
import { migrateDatabase } from './migrate-database.ts'
import type { Schema } from './schema.ts'
import { sqliteCode, sqliteDialect, untilFree } from './sqlite-dialect.ts'

export interface SqliteDatabaseOptions {
  readonly now: Clock
}

/**
 * Opens the database file at `path`, making it and its folder if need be, and brings its schema up to
 * date. `:memory:` is a database that ends with the process. Several processes may have the file open.
 */
export async function openSqliteDatabase(
  path: string,
  { now }: SqliteDatabaseOptions,
): Promise<Database> {
  const translate = (error: unknown) => translateSqliteError(path, error)
  const file = await openFile(path).catch((error: unknown) => {
    throw translate(error)
  })
  const transactions = new AsyncLocalStorage<{ open: boolean }>()
  const queries = new Kysely<Schema>({
    dialect: sqliteDialect({
      database: file,
      translate,
      beforeAcquire() {
        if (transactions.getStore()?.open === true) throw storageErrors.insideTransaction({})
      },
    }),
  })
  const database: Database = {
    queries,
    transaction: (work) => runTransaction(queries, transactions, work),
    close: () => queries.destroy(),
  }
  try {
    await migrateDatabase({ session: database, now })
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

async function openFile(path: string): Promise<DatabaseSync> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new DatabaseSync(path, { timeout: 50, enableForeignKeyConstraints: true })
  try {
    await untilFree(() => {
      file.exec('pragma journal_mode = wal')
    })
    // A commit that was answered survives a power cut.
    file.exec('pragma synchronous = full')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

async function runTransaction<Result>(
  queries: Queries,
  transactions: AsyncLocalStorage<{ open: boolean }>,
  work: (session: DatabaseSession) => Promise<Result>,
): Promise<Result> {
  const scope = { open: true }
  return queries.transaction().execute(async (transaction) => {
    const failures: unknown[] = []
    const session: DatabaseSession = {
      queries: transaction,
      async transaction(joined) {
        try {
          return await joined(session)
        } catch (error) {
          failures.push(error)
          throw error
        }
      },
    }
    try {
      const result = await transactions.run(scope, () => work(session))
      // A part that failed may have left half of its writes behind.
      if (failures.length > 0) throw failures[0]
      return result
    } finally {
      scope.open = false
    }
  })
}

function translateSqliteError(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const found = error.message
  switch (sqliteCode(error)) {
    case 5:
      return storageErrors.databaseBusy({ path }, error)
    case 11:
    case 26:
      return storageErrors.databaseDamaged({ path, found }, error)
    case 13:
      return storageErrors.noRoomLeft({ folder: dirname(path) }, error)
    case 8:
    case 10:
    case 14:
      return hasRoom(dirname(path))
        ? storageErrors.databaseUnreachable({ path, found }, error)
        : storageErrors.noRoomLeft({ folder: dirname(path) }, error)
    case 19:
      return isUniqueViolation(found) ? storageErrors.notUnique({ found }, error) : error
    default:
      return 'code' in error && ['EACCES', 'EROFS', 'ENOTDIR'].includes(String(error.code))
        ? storageErrors.databaseUnreachable({ path, found }, error)
        : error
  }
}

/** What SQLite needs beside the file before it reads any of it. */
const leastBytes = 200_000

/** Where SQLite only says that it could not read or write: whether that is for want of room. */
function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= leastBytes
  } catch {
    return true
  }
}

function isUniqueViolation(found: string): boolean {
  return found.startsWith('UNIQUE constraint failed')
}
