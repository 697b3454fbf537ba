import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, groupRelation } from '../../../src/features/index.ts'
import { boolean, float, integer, sql, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float({ optional: true }),
    count: integer(),
    isClean: boolean(),
    kind: text({ optional: true }),
  },
})

test('rows that no commit holds are an empty table of the group’s types', async (t) => {
  const store = await temporaryStore()
  t.after(store.close)
  const { relation, commits } = await groupRelation(store, swells)
  assert.deepEqual(commits, [])
  const described = await store.engine.rows(
    sql`select column_name, column_type from (describe select * from ${relation})`,
  )
  assert.deepEqual(
    described.map((row) => [row['column_name'], row['column_type']]),
    [
      ['beachId', 'VARCHAR'],
      ['hitsAt', 'TIMESTAMP'],
      ['height', 'DOUBLE'],
      ['count', 'BIGINT'],
      ['isClean', 'BOOLEAN'],
      ['kind', 'VARCHAR'],
      ['_known_at', 'TIMESTAMP'],
      ['_delivery', 'VARCHAR'],
      ['_deleted', 'BOOLEAN'],
      ['_commit', 'BIGINT'],
    ],
  )
})
