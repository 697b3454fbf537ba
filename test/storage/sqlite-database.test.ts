import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { sql } from 'kysely'
import { fixedClock, isSwellError } from '../../src/base/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'
import { databaseContract } from './database.contract.ts'
import { noon, temporaryDatabaseFile } from './temporary-database.ts'
import { temporaryFolder } from './temporary-folder.ts'

databaseContract('openSqliteDatabase', temporaryDatabaseFile)

const now = fixedClock(noon)

test('processes that open a new database at once all find its schema made', async (t) => {
  const path = join(await temporaryFolder(t), 'state', 'state.db')
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, [join(import.meta.dirname, 'open-database.ts'), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
  const codes = await Promise.all(children.map((child) => once(child, 'exit')))
  assert.deepEqual(
    codes.map(([code]) => code as unknown),
    [0, 0, 0, 0],
  )
  const file = new DatabaseSync(path)
  const versions = file.prepare('select version, name from schema_migrations').all()
  file.close()
  assert.deepEqual(
    versions.map(({ version }) => version),
    versions.map((_row, at) => at + 1),
  )
  assert.deepEqual(
    versions.slice(0, 2).map(({ name }) => name),
    ['first-tables', 'datasets'],
  )
})

test('a database of a newer release is refused', async (t) => {
  const { path, database } = await temporaryDatabaseFile(t)
  await database.close()
  const file = new DatabaseSync(path)
  file.exec(`insert into schema_migrations values (99, 'later', '2027-01-01')`)
  file.close()
  await assert.rejects(openSqliteDatabase(path, { now }), (error) => {
    assert(isSwellError(error, 'storage.databaseIsNewer'))
    assert.match(
      error.message,
      /^The database has schema version 99, and this groundswell knows up to \d+\.$/,
    )
    return true
  })
})

test('a file that is no database is named', async (t) => {
  const path = join(await temporaryFolder(t), 'state.db')
  await writeFile(path, 'Dear diary, today the waves were small. '.repeat(100))
  await assert.rejects(openSqliteDatabase(path, { now }), (error) => {
    assert(isSwellError(error, 'storage.databaseDamaged'))
    assert.match(error.message, /state\.db is not a whole SQLite database/)
    return true
  })
})

test('a database in memory has the schema, too', async () => {
  const database = await openSqliteDatabase(':memory:', { now })
  assert.deepEqual(await database.queries.selectFrom('runs').selectAll().execute(), [])
  await database.close()
})

test('a full disk is named as what it is, not as a file that can’t be written', async (t) => {
  const { path, database } = await temporaryDatabaseFile(t)
  // SQLite says the same of a file that must not grow as of a disk that is full.
  await sql`pragma max_page_count = 1`.execute(database.queries)
  const fill = async () => {
    await sql`insert into schema_migrations values (1000, ${'x'.repeat(10_000_000)}, '2027-01-01')`.execute(
      database.queries,
    )
  }
  await assert.rejects(fill, (error) => {
    assert(isSwellError(error, 'storage.noRoomLeft'))
    assert.equal(error.message, `The disk that holds ${dirname(path)} is full.`)
    return true
  })
})
