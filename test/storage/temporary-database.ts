import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fixedClock } from '../../src/base/index.ts'
import { openSqliteDatabase, type Database } from '../../src/storage/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const noon = new Date('2026-03-01T12:00:00.000Z')

/** A real database in a file of its own, closed after the test. */
export async function temporaryDatabase(t: TestContext): Promise<Database> {
  return (await temporaryDatabaseFile(t)).database
}

export async function temporaryDatabaseFile(t: TestContext): Promise<{
  readonly database: Database
  readonly path: string
  readonly reopen: () => Promise<Database>
}> {
  const opened: Database[] = []
  const path = join(await temporaryFolder(t), 'state.db')
  const reopen = async () => {
    const database = await openSqliteDatabase(path, { now: fixedClock(noon) })
    opened.push(database)
    return database
  }
  t.after(() => Promise.all(opened.map((database) => database.close())))
  return { database: await reopen(), path, reopen }
}
