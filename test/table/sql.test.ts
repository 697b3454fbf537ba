import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  duckdbEngine,
  ident,
  joinSql,
  quoted,
  showSql,
  sql,
  writeSql,
  type TableEngine,
} from '../../src/table/index.ts'

function openEngine(t: TestContext): TableEngine {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return engine
}

const cunning = `'; drop table "beaches"; -- $1`

test('what stands in a template is a parameter, never SQL', async (t) => {
  const engine = openEngine(t)
  const statement = sql`select ${cunning} as name, ${2} as count`
  assert.deepEqual(writeSql(statement), {
    text: 'select $1 as name, $2 as count',
    values: [cunning, 2],
  })
  assert.deepEqual(await engine.rows(statement), [{ name: cunning, count: 2 }])
})

test('SQL within SQL is written in place, its parameters counted on', async (t) => {
  const engine = openEngine(t)
  const conditions = [sql`n > ${1}`, sql`n <> ${3}`]
  const inner = sql`(select n from unnest([1, 2, 3, 4]) as t(n) where ${joinSql(conditions, ' and ')})`
  const statement = sql`select ${'kept'} as what, n from ${inner} where n < ${9} order by n`
  assert.deepEqual(writeSql(statement), {
    text: 'select $1 as what, n from (select n from unnest([1, 2, 3, 4]) as t(n) where n > $2 and n <> $3) where n < $4 order by n',
    values: ['kept', 1, 3, 9],
  })
  assert.deepEqual(await engine.rows(statement), [
    { what: 'kept', n: 2 },
    { what: 'kept', n: 4 },
  ])
})

test('a list of none is no text', () => {
  assert.deepEqual(writeSql(sql`select 1 ${joinSql([], ', ')}`), { text: 'select 1 ', values: [] })
})

test('any name can be a column, any text a literal', async (t) => {
  const engine = openEngine(t)
  const name = `hei"ght, "1`
  const rows = await engine.rows(sql`select ${quoted(cunning)} as ${ident(name)}`)
  assert.deepEqual(rows, [{ [name]: cunning }])
})

test('every kind of value goes in and comes out as it was', async (t) => {
  const engine = openEngine(t)
  const at = new Date('2026-03-01T12:00:00.123Z')
  const rows = await engine.rows(sql`
    select ${'text'} as a, ${0.1} as b, ${-7} as c, ${true} as d, ${at} as e, ${null} as f`)
  assert.deepEqual(rows, [{ a: 'text', b: 0.1, c: -7, d: true, e: at, f: undefined }])
})

test('SQL is shown with its values, and what is shown says the same', async (t) => {
  const engine = openEngine(t)
  const at = new Date('2026-03-01T12:00:00.123Z')
  const statement = sql`select ${"it's"} as a, ${1.5} as b, ${null} as c, ${at} as d, ${false} as e`
  const shown = showSql(statement)
  assert.equal(
    shown,
    "select 'it''s' as a, 1.5 as b, null as c, timestamp '2026-03-01T12:00:00.123' as d, false as e",
  )
  const again = { strings: [shown], values: [] }
  assert.deepEqual(await engine.rows(again), await engine.rows(statement))
})

test('a dollar in a text is not taken for the place of a value when SQL is shown', () => {
  const statement = sql`select * from ${quoted('costs $1.csv')} where price = ${'$2'} and n = ${3}`
  assert.equal(showSql(statement), "select * from 'costs $1.csv' where price = '$2' and n = 3")
})
