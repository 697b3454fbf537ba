import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { synthesizeTable } from '../../../../src/data/index.ts'
import {
  duckdbEngine,
  float,
  ident,
  integer,
  sql,
  text,
  type Columns,
  type EngineRow,
} from '../../../../src/table/index.ts'
import { passengerColumns, passengerRows } from './passengers.ts'

const engine = duckdbEngine()
after(() => engine.close())

/** Synthesizes a table of these rows, and gives what was made. */
async function synthesize(
  rows: readonly EngineRow[],
  columns: Columns,
  options: Partial<Parameters<typeof synthesizeTable>[2]> = {},
) {
  return engine.withRows(columns, rows, (table) =>
    synthesizeTable(
      engine,
      { relation: ident(table), columns },
      { rows: 1000, seed: 1, ...options },
      async (made, synthesis) => ({
        ...synthesis,
        rows: await engine.rows(sql`from ${ident(made)}`),
      }),
    ),
  )
}

test('made rows are like the table, and no nearer to it than real ones', async () => {
  const { likeness, privacy, rows } = await synthesize(passengerRows(3000), passengerColumns)
  assert.equal(rows.length, 1000)
  assert.ok(likeness.overall > 0.95, JSON.stringify(likeness))
  assert.deepEqual(
    likeness.columns.map(({ name, measure }) => [name, measure]),
    [
      ['id', undefined],
      ['ticket', 'jensen-shannon'],
      ['name', 'kolmogorov-smirnov'],
      ['age', 'kolmogorov-smirnov'],
      ['fare', 'kolmogorov-smirnov'],
      ['sex', 'jensen-shannon'],
      ['survived', 'jensen-shannon'],
      ['boarded', 'kolmogorov-smirnov'],
      ['cabin', 'kolmogorov-smirnov'],
    ],
  )
  const { nearness } = privacy
  assert.ok(nearness !== undefined && nearness.nearerShare < 0.12, JSON.stringify(nearness))
  assert.ok(nearness.made.median > 0.7 * nearness.heldOut.median)
})

test('the same table, in whatever order, and seed make the same rows', async () => {
  const table = passengerRows(800)
  const [one, other] = await Promise.all([
    synthesize(table, passengerColumns),
    synthesize(table.toReversed(), passengerColumns),
  ])
  assert.deepEqual(other.rows, one.rows)
})

const few = { size: integer(), colour: text() }
/** Of nine kinds eight are common; of one there is a single row. */
const coloured = Array.from({ length: 401 }, (_, at) => ({
  size: at === 400 ? 3 : at % 2,
  colour: at === 400 ? 'red' : ['red', 'blue', 'green', 'grey'][at % 4],
}))

test('a row of the table that few are alike to is never made; one of many may be', async () => {
  const lone = (row: EngineRow) => row['size'] === 3
  const { rows } = await synthesize(coloured, few, { rows: 500 })
  assert.deepEqual(rows.filter(lone), [])
  assert.equal(rows.length, 500)
})

test('copies are thrown away and counted, and keys are counted on', async () => {
  const columns = { id: integer(), a: integer(), b: integer() }
  // Each pair stands in the table once: whatever is made of them is a copy, or one of the few left out.
  const rows = Array.from({ length: 400 }, (_, at) => ({
    id: at,
    a: at % 20,
    b: Math.floor(at / 20),
  })).filter(({ a, b }) => (a + b) % 3 > 0)
  const { privacy, rows: made } = await synthesize(rows, columns, { rows: 60, keys: ['id'] })
  assert.ok(privacy.copiesThrownAway > 60)
  assert.deepEqual(
    made.map(({ id }) => id),
    Array.from({ length: 60 }, (_, at) => at + 1),
  )
  const pairs = new Set(rows.map(({ a, b }) => `${a} ${b}`))
  for (const { a, b } of made) assert.ok(!pairs.has(`${String(a)} ${String(b)}`))
})

test('where nothing but copies can be made it is refused, and nothing is left behind', async () => {
  const columns = { a: integer(), b: integer() }
  const rows = Array.from({ length: 100 }, (_, at) => ({ a: at % 10, b: Math.floor(at / 10) }))
  await assert.rejects(synthesize(rows, columns, { rows: 10 }), { code: 'data.tooManyCopies' })
  assert.deepEqual(await engine.rows(sql`show tables`), [])
})

test('an empty table is refused', async () => {
  await assert.rejects(synthesize([], { x: float() }), { code: 'data.nothingToLearn' })
})
