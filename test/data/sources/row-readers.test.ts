import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  arrowRows,
  csvRows,
  defineSource,
  jsonLines,
  jsonRows,
  parquetRows,
  sqliteSource,
  tableRows,
  type ReadFile,
  type Source,
} from '../../../src/data/index.ts'
import { defineGroup, loadGroup, newestRows } from '../../../src/features/index.ts'
import {
  boolean,
  float,
  integer,
  sql,
  text,
  timestamp,
  writeArrow,
  writeTable,
  type EngineRow,
} from '../../../src/table/index.ts'
import { temporaryStore } from '../../features/feature-store.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const columns = {
  port: text(),
  at: timestamp(),
  height: float({ optional: true }),
  count: integer({ optional: true }),
  open: boolean({ optional: true }),
}

type Store = Awaited<ReturnType<typeof temporaryStore>>

function levels(read: ReadFile<typeof columns> | undefined, from?: Source) {
  return defineGroup({
    name: 'levels',
    key: ['port'],
    time: 'at',
    columns,
    from: from ?? defineSource({ name: 'tides', from: 'tides' }),
    ...(read === undefined ? {} : { read }),
  })
}

async function put(store: Store, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(store.root, 'tides', name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

async function rowsIn(store: Store, group: ReturnType<typeof levels>): Promise<EngineRow[]> {
  const rows = await newestRows(store, group, 100)
  return rows
    .map(({ _known_at, _delivery, ...row }) => row)
    .toSorted((a, b) => Number(a['at']) - Number(b['at']))
}

const wanted = [
  { port: 'galway', at: new Date('2026-03-01T12:00:00Z'), height: 1.5, count: 3, open: true },
  {
    port: 'cörk',
    at: new Date('2026-03-02'),
    height: undefined,
    count: undefined,
    open: undefined,
  },
]

const query = sql`select * from (values
  ('galway', timestamp '2026-03-01 12:00:00', 1.5::decimal(9, 2), 3::utinyint, true, 'x'),
  ('cörk', timestamp '2026-03-02', null, null, null, 'y')) as t(port, "at", height, count, open, extra)`

test('every format brings the same rows, without telling the reader which', async (t) => {
  const lines = wanted.map((row) => JSON.stringify(row))
  const csv =
    'port,at,height,count,open\ngalway,2026-03-01T12:00Z,1.5,3,true\ncörk,2026-03-02,?,,\n'
  const written: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
    csv: (store) => put(store, 'a.csv', csv),
    'packed csv': (store) => put(store, 'a.csv.gz', gzipSync(csv)),
    tsv: (store) => put(store, 'a.tsv', csv.replaceAll(',', '\t')),
    json: (store) => put(store, 'a.json', `[${lines.join(',')}]`),
    'json lines': (store) => put(store, 'a.ndjson', lines.join('\n')),
    parquet: async (store) => writeTable(store.engine, query, await put(store, 'a.parquet', '')),
    arrow: async (store) => writeArrow(store.engine, query, await put(store, 'a.arrow', '')),
    'arrow stream': async (store) =>
      writeArrow(store.engine, query, await put(store, 'a.arrows', ''), 'stream'),
  }
  for (const [format, write] of Object.entries(written)) {
    const store = await temporaryStore()
    t.after(() => store.close())
    await write(store)
    const group = levels(tableRows(columns, { missing: ['?'] }))
    const load = await loadGroup(store, group)
    assert.deepEqual(load.refused, [], format)
    assert.deepEqual(await rowsIn(store, group), wanted, format)
  }
})

test('columns are found by the names that they have in a file', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const renamed = sql`select port as "Hafen", "at", height as "Pegel" from (${query})`
  await writeTable(store.engine, renamed, await put(store, 'a.parquet', ''))
  const group = levels(parquetRows(columns, { names: { port: 'Hafen', height: 'Pegel' } }))
  await loadGroup(store, group)
  assert.deepEqual(
    (await rowsIn(store, group)).map(({ port, height }) => [port, height]),
    [
      ['galway', 1.5],
      ['cörk', undefined],
    ],
  )
})

test('a column that is missing or of another type refuses a file of numbers with its name', async (t) => {
  for (const [ending, read] of [
    ['parquet', parquetRows(columns)],
    ['arrow', arrowRows(columns)],
  ] as const) {
    const store = await temporaryStore()
    t.after(() => store.close())
    const missing = sql`select port from (${query})`
    await writeTable(store.engine, missing, await put(store, `a.${ending}`, ''))
    const wrong = sql`select 5 as port, "at", 'high' as height from (${query})`
    await writeTable(store.engine, wrong, await put(store, `b.${ending}`, ''))
    const { refused } = await loadGroup(store, levels(read))
    assert.deepEqual(
      refused.map(({ name, reason }) => [
        name,
        reason.message.split('. ')[0],
        reason.lines?.length,
      ]),
      [
        [`a.${ending}`, 'There is no column "at" in the file', undefined],
        [`b.${ending}`, 'Row 1: Row 1, column "port": wanted a text, found 5', 2],
      ],
    )
  }
})

test('in files of numbers a NaN is no value, and an infinity is refused', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const of = (value: string) =>
    sql`select port, "at", ${value}::double as height from (${query}) where port = 'galway'`
  await writeTable(store.engine, of('nan'), await put(store, 'a.parquet', ''))
  await writeTable(store.engine, of('inf'), await put(store, 'b.parquet', ''))
  const group = levels(undefined)
  const { refused } = await loadGroup(store, group)
  assert.deepEqual(
    refused.map(({ name, reason }) => [name, reason.message]),
    [['b.parquet', 'Row 1: Row 1, column "height": wanted a float, found Infinity.']],
  )
  assert.deepEqual(
    (await rowsIn(store, group)).map(({ height }) => height),
    [undefined],
  )
})

const partly = [
  'port,at,height',
  'galway,2026-03-01,1.5',
  'galway,yesterday,2',
  'galway,2026-03-03',
  'galway,2026-03-04,high',
  'galway,2026-03-05,2.5',
].join('\n')

test('a line that cannot be read refuses its file whole, and all such lines are told', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  await put(store, 'a.csv', partly)
  const load = await loadGroup(store, levels(csvRows(columns, { toldLines: 2 })))
  assert.deepEqual([load.acceptedCount, load.rowCount], [0, 0])
  const [{ name, reason } = { name: '', reason: undefined }] = load.refused
  assert.equal(name, 'a.csv')
  assert.deepEqual(reason, {
    message:
      'Line 3: Row 2, column "at": wanted a timestamp (ISO 8601), found "yesterday". (2 more that can\'t be read)',
    line: 3,
    text: 'galway,yesterday,2',
    lines: [
      {
        line: 3,
        column: 'at',
        text: 'galway,yesterday,2',
        message: 'Line 3: Row 2, column "at": wanted a timestamp (ISO 8601), found "yesterday".',
      },
      {
        line: 4,
        text: 'galway,2026-03-03',
        message: 'Line 4: 2 values, where the head has 3 names.',
      },
    ],
  })
})

test('where what is unreadable is quarantined the other lines come in, and the delivery tells of it', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  await put(store, 'a.csv', partly)
  await put(store, 'b.csv', 'port,at,height\ngalway,never,1')
  const group = levels(csvRows(columns, { unreadable: 'quarantine' }))
  const load = await loadGroup(store, group)
  assert.deepEqual([load.acceptedCount, load.rowCount], [1, 2])
  assert.deepEqual(load.warnings, [
    '3 lines of a.csv left out: Line 3: Row 2, column "at": wanted a timestamp (ISO 8601), found "yesterday". (2 more that can\'t be read)',
  ])
  assert.deepEqual(
    load.refused.map((refusal) => refusal.name),
    ['b.csv'],
  )
  assert.deepEqual(
    (await rowsIn(store, group)).map(({ height }) => height),
    [1.5, 2.5],
  )
  const [delivery] = await store.deliveries.list({ status: 'accepted', limit: 9 })
  assert.deepEqual(
    delivery?.reason?.lines?.map(({ line, column }) => [line, column]),
    [
      [3, 'at'],
      [4, undefined],
      [5, 'height'],
    ],
  )
})

test('a file of a database comes in without a reader, as its rows have names', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const database = new DatabaseSync(join(store.root, 'tides.sqlite'))
  database.exec(
    'create table levels (port text, at text, height real, count integer, open boolean)',
  )
  database.exec("insert into levels values ('galway', '2026-03-01 12:00:00', 1.5, 3, 1)")
  database.exec("insert into levels values ('cörk', '2026-03-02', null, null, null)")
  database.close()
  const from = sqliteSource({ name: 'tides', file: 'tides.sqlite', query: 'select * from levels' })
  const group = levels(undefined, from)
  await loadGroup(store, group)
  assert.deepEqual(await rowsIn(store, group), wanted)
})

const refusedWhole = [
  ['an empty file', '', 'Line 1: the text is empty; a head was expected.'],
  ['a head alone that is torn', 'por', 'Line 1: the head has no "port". Did you mean "por"?'],
  ['a name that comes twice', 'port,at,port\n', 'Line 1: the head names "port" twice.'],
  ['a torn quote', 'port,at\n"galway,2026-03-01', 'Line 2: a quote is opened and never closed.'],
] as const

for (const [what, content, message] of refusedWhole) {
  test(`${what} refuses the file whole, also where lines are quarantined`, async (t) => {
    const store = await temporaryStore()
    t.after(() => store.close())
    await put(store, 'a.csv', content)
    const { refused } = await loadGroup(
      store,
      levels(csvRows(columns, { unreadable: 'quarantine' })),
    )
    assert.deepEqual(
      refused.map(({ reason }) => reason.message),
      [message],
    )
  })
}

test('mixed line endings and a byte-order mark are no fault', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  await put(
    store,
    'a.csv',
    '\uFEFFport,at\r\ngalway,2026-03-01\ngalway,2026-03-02\rgalway,2026-03-03',
  )
  const load = await loadGroup(store, levels(csvRows(columns)))
  assert.deepEqual([load.rowCount, load.refused], [3, []])
})

test('rows before a broken one in the same batch are not taken, and other files are', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const good = Array.from({ length: 5000 }, () => '{"port":"galway","at":"2026-03-01"}').join('\n')
  await put(store, 'a.jsonl', `${good}\n{"port":1}`)
  await put(store, 'b.jsonl', '{"port":"cörk","at":"2026-03-01"}')
  const load = await loadGroup(store, levels(jsonLines(columns)))
  assert.deepEqual([load.rowCount, load.refused.length], [1, 1])
})

test('JSON is read at a path, and what is no JSON is refused with its line', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  await put(store, 'a.json', '{"data":[{"port":"galway","at":"2026-03-01"}]}')
  await put(store, 'b.json', '{"data":[\n{"port":"galway","at":"2026-03-01","height":NaN}]}')
  const load = await loadGroup(store, levels(jsonRows(columns, { path: 'data' })))
  assert.equal(load.rowCount, 1)
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason.line]),
    [['b.json', 2]],
  )
})
