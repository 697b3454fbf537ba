import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import {
  defineGenerator,
  filesSource,
  generatorSource,
  rowsSource,
  sequence,
  sqliteSource,
  uniform,
  type NewText,
} from '../../../src/data/index.ts'
import { float, integer, timestamp } from '../../../src/table/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { takeNew, temporarySources } from './source-store.ts'

function rowsOf(texts: readonly NewText[]): unknown[] {
  return texts.flatMap(({ file }) =>
    file.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  )
}

async function orders(root: string, ...statements: readonly string[]): Promise<string> {
  const file = join(root, 'orders.sqlite')
  const database = new DatabaseSync(file)
  for (const statement of statements) database.exec(statement)
  database.close()
  return file
}

const createOrders = 'create table orders (id integer, changed_at text, total real, paid boolean)'

test('the rows of a query on SQLite come in, and again when any of them has changed', async (t) => {
  const store = await temporarySources(t)
  await orders(
    store.root,
    createOrders,
    "insert into orders values (1, '2026-03-01', 1.5, 1), (9007199254740993, '2026-03-02', null, 0)",
  )
  const query = 'select * from orders order by id;'
  const source = sqliteSource({ name: 'orders', file: 'orders.sqlite', query })
  assert.deepEqual(rowsOf(await takeNew(store, source)), [
    { id: 1, changed_at: '2026-03-01', total: 1.5, paid: 1 },
    { id: '9007199254740993', changed_at: '2026-03-02', total: null, paid: 0 },
  ])
  assert.deepEqual(await takeNew(store, source), [])
  await orders(store.root, 'update orders set total = 2 where id = 1')
  assert.equal(rowsOf(await takeNew(store, source)).length, 2)
})

test('with since only what is new is read, also rows of the very moment read last', async (t) => {
  const store = await temporarySources(t)
  await orders(
    store.root,
    createOrders,
    "insert into orders values (2, '2026-03-02', 2, 1), (1, '2026-03-01', 1, 1)",
  )
  const source = sqliteSource({
    name: 'orders',
    file: 'orders.sqlite',
    query: 'select * from orders -- all of them',
    since: 'changed_at',
  })
  const idsOf = (rows: readonly unknown[]) => rows.map((row) => (row as { id: number }).id)
  assert.deepEqual(idsOf(rowsOf(await takeNew(store, source))), [1, 2])
  await orders(
    store.root,
    "insert into orders values (3, '2026-03-02', 3, 1), (4, '2026-03-03', 4, 1), (0, '2026-02-01', 0, 1)",
  )
  assert.deepEqual(idsOf(rowsOf(await takeNew(store, source))), [3, 4])
  assert.deepEqual(await takeNew(store, source), [])
})

test('rows that were refused are read again, together with what is new', async (t) => {
  const store = await temporarySources(t)
  await orders(store.root, createOrders, "insert into orders values (1, '2026-03-01', 1, 1)")
  const query = 'select * from orders'
  const source = sqliteSource({ name: 'orders', file: 'orders.sqlite', query, since: 'changed_at' })
  await takeNew(store, source, { refuse: true })
  await orders(store.root, "insert into orders values (2, '2026-03-02', 2, 1)")
  assert.equal(rowsOf(await takeNew(store, source)).length, 2)
})

test('a query or a file that is wrong says so with its place', async (t) => {
  const store = await temporarySources(t)
  const missing = sqliteSource({ name: 'orders', file: 'none.sqlite', query: 'select 1' })
  await assert.rejects(takeNew(store, missing), {
    code: 'data.sourceNotReadable',
    message: `Source orders can't be read at ${join(store.root, 'none.sqlite')}: there is no such file.`,
  })
  await orders(store.root, createOrders)
  const wrong = sqliteSource({
    name: 'orders',
    file: 'orders.sqlite',
    query: 'select * from order5',
  })
  await assert.rejects(takeNew(store, wrong), {
    message: /orders\.sqlite: no such table: order5\./,
  })
})

test('a row without a value to go on from is refused with the column', async (t) => {
  const store = await temporarySources(t)
  const source = rowsSource({ name: 'orders', rows: () => [{ id: 1 }], since: 'changedAt' })
  await assert.rejects(takeNew(store, source), {
    code: 'data.noValueToGoOnFrom',
    message: /A row of source orders has no value of "changedAt"/,
  })
})

test('a function gives rows at once or one after the other; what is new of them comes in', async (t) => {
  const store = await temporarySources(t)
  const at = (day: number) => new Date(Date.UTC(2026, 2, day))
  let rows = [
    { id: 2, at: at(2) },
    { id: 1, at: at(1) },
  ]
  const source = rowsSource({
    name: 'orders',
    since: 'at',
    rows: async function* () {
      yield* rows
    },
  })
  assert.deepEqual(rowsOf(await takeNew(store, source)), [
    { id: 2, at: at(2).toISOString() },
    { id: 1, at: at(1).toISOString() },
  ])
  rows = [...rows, { id: 4, at: at(3) }, { id: 3, at: at(2) }]
  assert.equal(rowsOf(await takeNew(store, source)).length, 2)
  assert.deepEqual(await takeNew(store, source), [])
  const given = rowsSource({ name: 'given', rows: () => [{ n: 10n ** 20n, x: Infinity, y: NaN }] })
  assert.deepEqual(rowsOf(await takeNew(store, given)), [
    { n: '100000000000000000000', x: 'Infinity', y: null },
  ])
})

test('a generator is a source: each load brings what the time since the last has brought', async (t) => {
  const store = await temporarySources(t)
  const generator = defineGenerator({
    columns: { at: timestamp(), n: integer(), height: float() },
    time: 'at',
    every: '1h',
    rows: { n: sequence(), height: uniform({ min: 0, max: 1 }) },
  })
  const from = new Date(noon.getTime() - 3 * 3_600_000)
  const source = generatorSource({ name: 'levels', generator, seed: 1, from })
  const first = rowsOf(await takeNew(store, source))
  assert.equal(first.length, 3)
  assert.deepEqual(await takeNew(store, source), [])
  const later = { ...store, now: () => new Date(noon.getTime() + 2 * 3_600_000) }
  const second = rowsOf(await takeNew(later, source))
  assert.equal(second.length, 2)
  const all = generatorSource({ name: 'all', generator, seed: 1, from })
  assert.deepEqual(rowsOf(await takeNew(later, all)), [...first, ...second])
})

test('a function gives files, which are asked for only if they may be new', async (t) => {
  const store = await temporarySources(t)
  const asked: string[] = []
  const file = (name: string, content: string | Uint8Array, stamp?: string) => ({
    name,
    ...(stamp === undefined ? {} : { stamp }),
    read: () => {
      asked.push(name)
      return content
    },
  })
  const source = filesSource({
    name: 'mails',
    files: () => [file('a.csv', 'low', '1'), file('b.csv', Buffer.from('high'))],
  })
  const taken = await takeNew(store, source)
  assert.deepEqual(
    taken.map(({ name, text }) => [name, text]),
    [
      ['a.csv', 'low'],
      ['b.csv', 'high'],
    ],
  )
  assert.deepEqual(await takeNew(store, source), [])
  assert.deepEqual(asked, ['a.csv', 'b.csv', 'b.csv'])
})
