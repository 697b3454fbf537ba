import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parquetRows } from '../../../src/data/index.ts'
import { deliveredFile } from '../../../src/data/sources/delivered-file.ts'
import {
  boolean,
  duckdbEngine,
  float,
  ident,
  integer,
  quoted,
  sql,
  text,
  timestamp,
  type Sql,
} from '../../../src/table/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const columns = {
  port: text(),
  height: float({ optional: true }),
  count: integer({ optional: true }),
  open: boolean({ optional: true }),
  at: timestamp({ optional: true }),
  note: text({ optional: true }),
}

/** Row by row and by the query, if it gives one, of a Parquet file. */
async function readBoth(t: TestContext, rows: Sql, declared = columns) {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const path = join(await temporaryFolder(t), 'a.parquet')
  await engine.run(sql`copy (${rows}) to ${quoted(path)} (format parquet)`)
  const file = deliveredFile(engine, { name: 'a.parquet', encoding: undefined, content: path })
  const read = parquetRows(declared)(file)
  const byRow = await all(read.rows).catch((error: unknown) => String(error))
  const unreadable = read.leftOut?.count
  const byQuery: unknown[] = []
  let asked = 0
  for await (const query of read.query?.() ?? []) {
    asked += 1
    const typed = await engine.withRows(declared, [], async (table) => {
      await engine.run(sql`insert into ${ident(table)} by name ${query}`)
      return engine.rows(sql`select * from ${ident(table)}`)
    })
    byQuery.push(...typed)
  }
  return { byRow, unreadable, asked, byQuery }
}

async function all(rows: Iterable<unknown> | AsyncIterable<readonly unknown[]>) {
  const found: unknown[] = []
  if (!(Symbol.asyncIterator in rows)) return [...rows]
  for await (const batch of rows) found.push(...batch)
  return found.map((row) => ({
    ...Object.fromEntries(Object.keys(columns).map((name) => [name, undefined])),
    ...(row as object),
  }))
}

test('rows by one query are those that come one by one, to the last bit', async (t) => {
  const wide = [
    sql`select * from (values
      ('Cork', 1.5::float, 3::tinyint, true, timestamp '2026-01-01 00:00:00.123456', null),
      ('Çorum', 'nan'::float, null, null, timestamp '1969-12-31 23:59:59.999999', ''),
      ('a b', -0.0::float, -7::tinyint, false, null, 'low')
    ) as t(port, height, count, open, "at", note)`,
    sql`select 'x'::enum('x', 'y') as port, 12.34::decimal(9, 2) as height, 7.0::double as count,
      date '2026-03-01' as "at", 9007199254740991::bigint as other`,
    sql`select uuid() as port, 5::bigint as height, 9007199254740991::bigint as count,
      timestamptz '2026-03-01 12:00:00+02' as "at"`,
    sql`select 'x' as port, 18446744073709551615::ubigint as height, 3::ubigint as count,
      timestamp_ns '2026-03-01 12:00:00.123456789' as "at" where false`,
  ]
  for (const rows of wide) {
    const { byRow, byQuery, asked } = await readBoth(t, rows)
    assert.equal(asked, 1)
    assert.deepEqual(byQuery, byRow)
  }
})

test('where one value may be none of its column, rows are looked at one by one', async (t) => {
  const doubtful = [
    sql`select null::varchar as port`,
    sql`select '' as port`,
    sql`select ' Cork' as port`,
    sql`select 'Cork' || chr(160) as port`,
    sql`select 'Cork' || chr(10) as port`,
    sql`select 'x' as port, 'inf'::double as height`,
    sql`select 'x' as port, 1.5::double as count`,
    sql`select 'x' as port, 9007199254740993::bigint as count`,
    sql`select 'x' as port, '3.5' as height`,
    sql`select 'x' as port, 1 as open`,
    sql`select 'x' as port, 'infinity'::timestamp as "at"`,
    sql`select 'x' as port, timestamp '290000-01-01' as "at"`,
    sql`select 'x' as port, '2026-01-01' as "at"`,
    sql`select 3 as port`,
    sql`select 1 as height`,
  ]
  const asked = await Promise.all(doubtful.map((rows) => readBoth(t, rows)))
  assert.deepEqual(
    asked.map((one) => one.asked),
    doubtful.map(() => 0),
  )
})
