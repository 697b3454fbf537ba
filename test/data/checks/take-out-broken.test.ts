import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  inRange,
  quarantine,
  rowRule,
  takeOutBroken,
  unique,
  warn,
} from '../../../src/data/index.ts'
import { duckdbEngine, float, ident, sql, text } from '../../../src/table/index.ts'

const engine = duckdbEngine({ threads: 1 })
after(() => {
  engine.close()
})

const now = new Date('2026-03-01T12:00:00Z')
const columns = { port: text(), low: float() }

test('quarantined rows are taken out and kept with what they broke', async () => {
  const checks = [
    quarantine(inRange('low', { min: 0 })),
    quarantine(unique('port')),
    quarantine(
      rowRule({ name: 'no d', columns, reads: ['port'], holds: ({ port }) => port !== 'd' }),
    ),
    warn(inRange('low', { max: 0 })),
  ]
  const rows = [
    { port: 'a', low: 1 },
    { port: 'b', low: -1 },
    { port: 'c', low: -1 },
    { port: 'b', low: 1 },
    { port: 'd', low: 0 },
  ]
  await engine.withRows(columns, rows, async (table) => {
    const options = { table: 'tides', columns, checks, now }
    const kept = await takeOutBroken(engine, table, options, (broken) => engine.rows(broken))
    assert.deepEqual(
      kept?.map((row) => [row['port'], row['low'], row['_broken']]),
      [
        ['b', -1, 'low is at least 0; port are unique'],
        ['c', -1, 'low is at least 0'],
        ['b', 1, 'port are unique'],
        ['d', 0, 'no d'],
      ],
    )
    const left = await engine.rows(sql`select port from ${ident(table)}`)
    assert.deepEqual(left, [{ port: 'a' }])
    assert.equal(await takeOutBroken(engine, table, options, async () => 1), undefined)
  })
})
