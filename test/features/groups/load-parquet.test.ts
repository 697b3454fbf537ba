import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineSource, inRange, parquetRows, quarantine, unique } from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows, type Group } from '../../../src/features/index.ts'
import { float, quoted, sql, text, timestamp, type Sql } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const columns = { port: text(), at: timestamp(), height: float({ optional: true }) }
const plain = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns,
  checks: [unique('port', 'at'), quarantine(inRange('height', { max: 10 }))],
  from: defineSource({ name: 'tides', from: 'tides' }),
})
/** The same, row by row. */
const byRow = { ...plain, read: parquetRows(columns, { toldLines: 20 }) }

async function load(group: Group, files: Readonly<Record<string, Sql>>) {
  const store = await temporaryStore()
  const folder = join(store.root, 'tides')
  await mkdir(folder)
  for (const [name, rows] of Object.entries(files)) {
    const path = quoted(join(folder, name))
    await store.engine.run(sql`copy (${rows}) to ${path} (format parquet)`)
  }
  const { commits, refused, ...counts } = await loadGroup(store, group)
  const rows = await newestRows(store, group, 1000)
  await store.close()
  return { counts, refused, rows, contents: commits.map((commit) => commit.contentDigest) }
}

const hours = (from: number, to: number, height = sql`i / 10`) => sql`
  select 'cork' as port, timestamp '2026-01-01' + interval (i) hour as "at", ${height} as height
  from range(${from}, ${to}) as t(i)`

test('Parquet loads alike in the engine and row by row: commits, refusals, what is quarantined', async () => {
  const files = {
    'a.parquet': hours(0, 50),
    'b-doubtful.parquet': hours(100, 110, sql`case when i = 105 then 'inf'::double end`),
    'c-high.parquet': hours(200, 210, sql`i - 195.0`),
    'd-twice.parquet': sql`select * from (${hours(300, 310)}) union all ${hours(309, 312)}`,
    'e-none.parquet': hours(400, 400),
    'f-without.parquet': sql`select 'cork' as port`,
  }
  const [fast, slow] = [await load(plain, files), await load(byRow, files)]
  assert.deepEqual(fast, slow)
  assert.deepEqual(
    fast.refused.map(({ name }) => name),
    ['b-doubtful.parquet', 'd-twice.parquet', 'f-without.parquet'],
  )
  assert.deepEqual([fast.counts.quarantinedCount, fast.rows.length], [4, 56])
})
