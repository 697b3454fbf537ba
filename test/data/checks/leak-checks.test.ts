import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  checkRows,
  noFuture,
  noLeak,
  noSharedKeys,
  noSharedRows,
  type Check,
} from '../../../src/data/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  integer,
  timestamp,
  type EngineRow,
} from '../../../src/table/index.ts'

const engine = duckdbEngine({ threads: 1 })
after(() => engine.close())

const now = new Date('2026-03-01T12:00:00Z')
const optional = { optional: true } as const
const columns = { who: integer(optional), at: timestamp(optional), pulse: float(optional) }

function row(who: number | undefined, day: number, pulse?: number): EngineRow {
  return { who, at: new Date(Date.UTC(2026, 0, day)), pulse }
}

const training = {
  name: 'training rows',
  columns,
  rows: [row(1, 1, 60), row(2, 2, 70), row(3, 3), row(undefined, 1, 50)],
}

/** The places of the rows that break each check, by what it asks. */
async function leaks(checks: readonly Check[], rows: readonly EngineRow[]) {
  const { results } = await engine.withRows(columns, rows, (table) =>
    checkRows(engine, ident(table), { table: 'test rows', columns, checks, now }),
  )
  return Object.fromEntries(
    results.map((result) => [result.expected, result.rows.map(({ place }) => place.row)]),
  )
}

test('a key that a model learns from is not one that it is judged on', async () => {
  const rows = [row(2, 9), row(4, 9), row(undefined, 9)]
  assert.deepEqual(await leaks([noSharedKeys(['who'], training)], rows), {
    'who do not stand in training rows': [1],
  })
  assert.deepEqual(await leaks([noSharedKeys(['who', 'at'], training)], [row(2, 2), row(2, 9)]), {
    'who, at do not stand in training rows': [1],
  })
})

test('a row that stands on both sides is found, its absent values too', async () => {
  const rows = [row(1, 1, 60), row(1, 1, 61), row(3, 3), row(undefined, 1, 50)]
  assert.deepEqual(await leaks([noSharedRows(['who', 'at', 'pulse'], training)], rows), {
    'no row stands in training rows as well, by who, at, pulse': [1, 3, 4],
  })
})

test('what a model is judged on lies after all that it learns from, by a gap', async () => {
  const rows = [row(8, 3), row(8, 4), row(8, 6)]
  assert.deepEqual(await leaks([noFuture('at', training)], rows), {
    'at is later than all of training rows': [1],
  })
  assert.deepEqual(await leaks([noFuture('at', training, { gap: '2d' })], rows), {
    'at is later than all of training rows by more than 2d': [1, 2],
  })
})

test('one call asks for keys, rows and time; a clean split holds', async () => {
  const checks = noLeak(training, { key: ['who'], time: 'at' })
  assert.deepEqual(await leaks(checks, [row(5, 4, 60), row(6, 5)]), {
    'who do not stand in training rows': [],
    'no row stands in training rows as well, by who, at, pulse': [],
    'at is later than all of training rows': [],
  })
})

test('nothing leaks out of a training table without rows', async () => {
  const empty = { ...training, rows: [] }
  const found = await leaks(noLeak(empty, { key: ['who'], time: 'at' }), [row(1, 1, 60)])
  assert.deepEqual(Object.values(found), [[], [], []])
})
