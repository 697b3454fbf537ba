import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import type { Database } from '../../src/storage/index.ts'

/** What every Database must do. `open` gives a fresh one, `reopen` a second handle on the same. */
export function databaseContract(
  name: string,
  open: (t: TestContext) => Promise<{ database: Database; reopen: () => Promise<Database> }>,
): void {
  const row = (pipeline: string) => ({
    pipeline,
    paused_at: '2026-01-01T00:00:00.000Z',
    paused_by: null,
  })
  const insert = (session: Pick<Database, 'queries'>, pipeline: string) =>
    session.queries.insertInto('schedule_pauses').values(row(pipeline)).execute()
  const list = async (session: Pick<Database, 'queries'>) => {
    const query = session.queries.selectFrom('schedule_pauses').select('pipeline')
    return (await query.orderBy('pipeline').execute()).map(({ pipeline }) => pipeline)
  }

  test(`${name}: what was written is there for another handle`, async (t) => {
    const { database, reopen } = await open(t)
    await insert(database, 'surf')
    assert.deepEqual(await list(await reopen()), ['surf'])
  })

  test(`${name}: all columns come back as they went in`, async (t) => {
    const { database } = await open(t)
    const commit = {
      commit_id: 'com_1',
      group_name: 'swells',
      sequence: 1,
      committed_at: '2026-01-01T00:00:00.000Z',
      run_id: null,
      row_count: 5_000_000_000,
      content_digest: 'd',
      statistics: '{"é":1}',
      schema: '{}',
      checks: '[]',
      kind: 'append' as const,
      committed_by: null,
      code: null,
      arrival: null,
      min_event_at: '2026-01-01T00:00:00.000Z',
      max_event_at: '2026-01-01T00:00:00.000Z',
      size_bytes: 0,
    }
    await database.queries.insertInto('commits').values(commit).execute()
    const found = await database.queries.selectFrom('commits').selectAll().execute()
    assert.deepEqual(
      found.map((each) => ({ ...each })),
      [commit],
    )
  })

  test(`${name}: an error in a transaction undoes all of it`, async (t) => {
    const { database } = await open(t)
    const failing = database.transaction(async (session) => {
      await insert(session, 'surf')
      throw new Error('no')
    })
    await assert.rejects(failing, { message: 'no' })
    assert.deepEqual(await list(database), [])
  })

  test(`${name}: a transaction within one joins it, and its error undoes the whole`, async (t) => {
    const { database } = await open(t)
    await database.transaction(async (session) => {
      await insert(session, 'a')
      await session.transaction((joined) => insert(joined, 'b'))
    })
    const failing = database.transaction(async (session) => {
      await insert(session, 'c')
      const part = session.transaction(async (joined) => {
        await insert(joined, 'd')
        throw new Error('no')
      })
      await part.catch(() => undefined)
    })
    await assert.rejects(failing, { message: 'no' })
    assert.deepEqual(await list(database), ['a', 'b'])
  })

  test(`${name}: transactions of two handles that overlap take turns`, async (t) => {
    const { database, reopen } = await open(t)
    const other = await reopen()
    const countUp = (handle: Database) =>
      handle.transaction(async (session) => {
        const names = await list(session)
        await new Promise((resolve) => setImmediate(resolve))
        await insert(session, String(names.length).padStart(2, '0'))
      })
    await Promise.all([countUp(database), countUp(other), countUp(database), countUp(other)])
    assert.deepEqual(await list(database), ['00', '01', '02', '03'])
  })

  test(`${name}: a query past the transaction under way is refused`, async (t) => {
    const { database } = await open(t)
    const failing = database.transaction(() => insert(database, 'surf'))
    await assert.rejects(failing, (error) => isSwellError(error, 'storage.insideTransaction'))
    await insert(database, 'surf')
    assert.deepEqual(await list(database), ['surf'])
  })

  test(`${name}: a row that is there already is a conflict`, async (t) => {
    const { database } = await open(t)
    await insert(database, 'surf')
    await assert.rejects(insert(database, 'surf'), (error) =>
      isSwellError(error, 'storage.notUnique'),
    )
  })

  test(`${name}: a row that points at nothing is refused`, async (t) => {
    const { database } = await open(t)
    const alias = { model: 'm', alias: 'champion', version: 1, moved_at: '', revision: 1 }
    await assert.rejects(database.queries.insertInto('aliases').values(alias).execute())
  })

  test(`${name}: update and delete say how many rows they met`, async (t) => {
    const { database } = await open(t)
    await insert(database, 'a')
    await insert(database, 'b')
    const updated = await database.queries
      .updateTable('schedule_pauses')
      .set({ paused_by: 'ada' })
      .executeTakeFirst()
    const deleted = await database.queries
      .deleteFrom('schedule_pauses')
      .where('pipeline', '=', 'a')
      .executeTakeFirst()
    assert.deepEqual([updated.numUpdatedRows, deleted.numDeletedRows], [2n, 1n])
  })
}
