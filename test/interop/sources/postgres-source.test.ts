import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { secret } from '../../../src/base/index.ts'
import { postgresSource, type NewText } from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows } from '../../../src/features/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { takeNew, temporarySources } from '../../data/sources/source-store.ts'
import { temporaryStore } from '../../features/feature-store.ts'
import { findPostgres, startPostgres, type PostgresServer } from './postgres-server.ts'

const bin = findPostgres()
const options = bin === undefined ? { skip: 'PostgreSQL is not installed' } : {}
let server: PostgresServer | undefined

function running(): PostgresServer {
  assert.ok(server)
  return server
}

before(async () => {
  if (bin !== undefined) server = await startPostgres(bin)
})
after(async () => server?.stop())

function rowsOf(texts: readonly NewText[]): Record<string, unknown>[] {
  return texts.flatMap(({ file }) =>
    file.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  )
}

test('values of every type come in as the group declares them', options, async (t) => {
  const { url, run } = running()
  await run(`create table typed as select * from (values
    ('galway', timestamptz '2026-03-01 13:00:00+01', 1.5::numeric(9, 2), 3::bigint, true, date '2026-03-01', timestamp '2026-03-01 12:00:00.25'),
    ('cörk', timestamptz '2026-03-02 00:00:00.123456+00', null, 9007199254740993, false, null, null)
  ) as t(port, at, height, count, open, day, seen)`)
  const columns = {
    port: text(),
    at: timestamp(),
    height: float({ optional: true }),
    count: integer({ optional: true }),
    open: boolean(),
    day: timestamp({ optional: true }),
    seen: timestamp({ optional: true }),
  }
  const query = "select * from typed where port = 'galway'"
  const from = postgresSource({ name: 'typed', url: secret('DATABASE'), query })
  const group = defineGroup({ name: 'typed', key: ['port'], time: 'at', columns, from })
  const store = await temporaryStore()
  t.after(() => store.close())
  const load = await loadGroup({ ...store, environment: { DATABASE: url } }, group)
  assert.deepEqual(load.refused, [])
  const [{ _known_at, _delivery, ...row } = {}] = await newestRows(store, group, 9)
  assert.deepEqual(row, {
    port: 'galway',
    at: new Date('2026-03-01T12:00:00Z'),
    height: 1.5,
    count: 3,
    open: true,
    day: new Date('2026-03-01'),
    seen: new Date('2026-03-01T12:00:00.250Z'),
  })
  const whole = postgresSource({ name: 'all', url, query: 'select * from typed' })
  const { refused } = await loadGroup(store, { ...group, name: 'all', from: whole })
  assert.match(
    refused[0]?.reason.message ?? '',
    /"count": wanted an integer, found "9007199254740993"/,
  )
})

test('with since only rows from the last value on are asked for', options, async (t) => {
  const store = await temporarySources(t)
  const { url, run } = running()
  await run(`create table events (id bigint, at timestamptz);
    insert into events select n, timestamptz '2026-03-01' + n * interval '1 minute' from generate_series(1, 12000) n`)
  for (const since of ['id', 'at']) {
    const source = postgresSource({
      name: `by-${since}`,
      url,
      query: 'select * from events;',
      since,
    })
    assert.equal(rowsOf(await takeNew(store, source, { group: since })).length, 12_000)
    assert.deepEqual(await takeNew(store, source, { group: since }), [])
  }
  await run(
    "insert into events values (12000, timestamptz '2026-03-01' + 12000 * interval '1 minute' ), (100000, '2026-04-01')",
  )
  for (const since of ['id', 'at']) {
    const source = postgresSource({
      name: `by-${since}`,
      url,
      query: 'select * from events',
      since,
    })
    const ids = rowsOf(await takeNew(store, source, { group: since })).map((row) => row['id'])
    // A row that is alike in all to one that was taken is taken for that one.
    assert.deepEqual(ids, [100_000])
  }
})

test(
  'the query can only read, and what is wrong is told without the password',
  options,
  async (t) => {
    const store = await temporarySources(t)
    const { url, run } = running()
    await run('create table kept (n integer)')
    const told = async (source: Partial<Parameters<typeof postgresSource>[0]>) => {
      const query = 'select 1 as n'
      const taken = takeNew(store, postgresSource({ name: 'kept', url, query, ...source }))
      return taken.then(
        () => 'nothing',
        (error: unknown) =>
          error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error),
      )
    }
    const wrong = {
      syntax: await told({ query: 'select * from nowhere' }),
      write: await told({ query: 'with x as (delete from kept returning *) select * from x' }),
      database: await told({ url: url.replace(/postgres$/, 'nowhere') }),
      server: await told({ url: 'postgres://ada:planted-password@127.0.0.1:1/postgres' }),
      address: await told({ url: 'postgres://ada:planted-password@[nowhere/postgres' }),
    }
    assert.match(
      wrong.syntax,
      /^Source kept can't be read at PostgreSQL at …: relation "nowhere" does not exist\./,
    )
    assert.match(wrong.write, /must be at the top level|read-only|DECLARE CURSOR must not contain/)
    assert.match(wrong.database, /database "nowhere" does not exist/)
    assert.match(wrong.server, /ECONNREFUSED/)
    assert.doesNotMatch(JSON.stringify(wrong), /planted/)
  },
)
