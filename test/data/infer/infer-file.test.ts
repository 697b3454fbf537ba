import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { inferFile, writeDefinition, type InferredTable } from '../../../src/data/index.ts'
import { loadGroup, newestRows, type Group } from '../../../src/features/index.ts'
import { duckdbEngine, sql, writeTable } from '../../../src/table/index.ts'
import { temporaryStore } from '../../features/feature-store.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const repository = join(import.meta.dirname, '../../..')
const writtenAt = new Date('2026-03-01T12:00:00Z')

async function inferText(
  t: TestContext,
  name: string,
  content: string | Uint8Array,
): Promise<InferredTable> {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  const file = join(await temporaryFolder(t), name)
  await writeFile(file, content)
  return inferFile(engine, file)
}

/** Each column as type, with a question mark where it may be absent. */
function typesOf({ columns }: InferredTable): Record<string, string> {
  return Object.fromEntries(
    columns.map(({ name, type, isOptional }) => [name, isOptional ? `${type}?` : type]),
  )
}

const columnOf = (values: readonly string[]) =>
  `n,value\n${values.map((value, at) => `${at},"${value}"`).join('\n')}\n`

const shapes = [
  [['1', '2', '30'], 'integer'],
  [['1', '2.5', '-3e2'], 'float'],
  [['1.0', '2.0'], 'float'],
  [['1,234', '12', '1,234,567'], 'integer', { thousands: ',' }],
  [['1,234.5', '12'], 'float', { thousands: ',' }],
  [['1.234,5', '12'], 'float', { decimal: ',', thousands: '.' }],
  [['12,5', '3,25'], 'float', { decimal: ',' }],
  [["1'234.5", '12'], 'float', { thousands: "'" }],
  [['1 234', '12 345 678'], 'integer', { thousands: ' ' }],
  [['007', '123'], 'text'],
  [['+353861234567', '+353871234567'], 'text'],
  [['12345678901234567890', '1'], 'text'],
  [['true', 'false', 'true'], 'boolean'],
  [['True', 'False'], 'boolean', { words: ['True', 'False'] }],
  [['Ja', 'Nein'], 'boolean', { words: ['Ja', 'Nein'] }],
  [['no', 'no'], 'text'],
  [['1', 'NaN', '3'], 'integer?', { missing: ['NaN'] }],
  [['a', '?', 'b'], 'text?', { missing: ['?'] }],
  [['NA', 'IE', 'DE'], 'text'],
  [['1', '', 'NA', '?'], 'integer?', { missing: ['?', 'NA'] }],
  [['inf', '1'], 'text'],
  [['', ''], 'text?'],
  [['2026-03-01', '2026-12-31T12:00:00Z'], 'timestamp'],
  [['01.03.2026', '31.12.2026'], 'timestamp', { dateForm: 'DD.MM.YYYY' }],
  [['12/31/2026 14:05', '01/02/2026 00:00'], 'timestamp', { dateForm: 'MM/DD/YYYY HH:mm' }],
  [['31/12/2026', '01/02/2026'], 'timestamp', { dateForm: 'DD/MM/YYYY' }],
  [['1 Mar 2026', '31 December 2026'], 'timestamp', { dateForm: 'D MMM YYYY' }],
  [
    ['Mar 1, 2026 2:05 PM', 'Dec 31, 2026 12:00 AM'],
    'timestamp',
    { dateForm: 'MMM D, YYYY hh:mm A' },
  ],
  [['31.02.2026', '01.03.2026'], 'text'],
  [['20260301', '20261231'], 'integer'],
] as const

for (const [values, type, about = {}] of shapes) {
  test(`${values.join(' · ')} is ${type}`, async (t) => {
    const table = await inferText(t, 'a.csv', columnOf(values))
    const column = table.columns.find(({ name }) => name === 'value')
    const { missing, decimal, thousands } = table
    const found = { ...column, missing, decimal, thousands }
    assert.equal(typesOf(table)['value'], type)
    const wanted = {
      missing: [],
      decimal: undefined,
      thousands: undefined,
      dateForm: undefined,
      words: undefined,
      ...about,
    }
    assert.deepEqual(
      Object.fromEntries(Object.keys(wanted).map((key) => [key, found[key as keyof typeof found]])),
      wanted,
    )
  })
}

test('a column of times may have days without signs, and seconds since 1970', async (t) => {
  const csv =
    'day,readAt,sentAt\n20260301,1772366400,1772366400123\n20261231,1798718400,1798718400000\n'
  const table = await inferText(t, 'a.csv', csv)
  assert.deepEqual(
    table.columns.map(({ type, dateForm }) => [type, dateForm]),
    [
      ['timestamp', 'YYYYMMDD'],
      ['timestamp', 'unix'],
      ['timestamp', 'unix-ms'],
    ],
  )
})

test('an ambiguous day is told, with what else it may be', async (t) => {
  const table = await inferText(t, 'a.csv', 'day,n\n01/02/2026,1\n03/04/2026,2\n')
  assert.match(writeDefinition(table, { from: 'a.csv', writtenAt }), /might be DD\/MM\/YYYY/)
})

test('the key and the time are guessed by name and by what tells rows apart', async (t) => {
  const lines = ['bought_on,station_id,note,order_id']
  for (let n = 0; n < 20; n += 1) lines.push(`2026-03-${10 + (n % 4)},${Math.floor(n / 4)},x,${n}`)
  const table = await inferText(t, 'orders.csv', lines.join('\n'))
  assert.deepEqual([table.key, table.isKeyUnique, table.time], [['station_id'], true, 'bought_on'])
  const alike = await inferText(t, 'alike.csv', 'a,at\nx,2026-03-01\nx,2026-03-01\n')
  assert.equal(alike.isKeyUnique, false)
})

test('a file that tells nothing is refused, with its line', async (t) => {
  const refused = [
    ['a.csv', '', /it has no rows/],
    ['a.csv', 'a,b\n', /it has no rows/],
    ['a.csv', 'a,a\n1,2\n', /Line 1: the head names "a" twice/],
    ['a.csv', 'a,b\n1,2\n1\n', /Line 3: 1 value, where the head has 2 names/],
    ['a.json', '{"a": 1}', /it has no array of objects/],
    ['a.jsonl', '{"a": 1}\n{', /Line 2: it is no JSON/],
    ['a.parquet', 'no', /Parquet|parquet|too small/],
  ] as const
  for (const [name, content, message] of refused) {
    await assert.rejects(inferText(t, name, content), { code: 'data.nothingToInfer', message })
  }
  await assert.rejects(inferText(t, 'a.xlsx', 'x'), { code: 'table.unknownFileType' })
})

/** Files as they come, and how many rows of them must come in. */
const files: Readonly<Record<string, readonly [content: string | Uint8Array, rowCount: number]>> = {
  'census.csv': [
    'age, workclass, hours-per-week, native-country, salary\n39, State-gov, 40, United-States, <=50K\n38, ?, 13, ?, >50K\n',
    2,
  ],
  'zaehler.csv.gz': [
    gzipSync(
      Buffer.from(
        'Datum;Z\u00e4hler;Preis;offen;PLZ\n31.12.2026 14:00;1.234;1.234,50;Ja;01234\n01.01.2027 15:00;2.000;3,5;Nein;12345\n',
        'latin1',
      ),
    ),
    2,
  ],
  'wide.csv': [Buffer.from('\uFEFFname,at\nd\u00fcn,2026-03-01\n', 'utf16le'), 1],
  'tabs.tsv': ['id\tat\twhat\n1\t2026-03-01\t"a\ttab"\n2\t2026-03-01\t\n', 2],
  'nested.json': [
    JSON.stringify({
      meta: { count: 2 },
      result: {
        items: [
          { id: 'a', at: '2026-03-01T12:00:00Z', place: { lat: 53.1, lon: -9 }, tags: ['x'] },
          { id: 'b', at: '2026-03-01T12:00:00Z', place: { lat: 51.9 } },
        ],
      },
    }),
    2,
  ],
  'lines.ndjson.zst': [
    zstdCompressSync('{"id":1,"at":1772366400,"ok":true}\n{"id":2,"at":1772366460,"ok":false}\n'),
    2,
  ],
  "odd 'name'.csv": ["it's,constructor,a b,a-b,2nd\n'x',1,2,3,4\n", 1],
}

test('what is printed is TypeScript that compiles and loads the very file, of every format', async (t) => {
  const code = await temporaryFolder(t)
  const store = await temporaryStore()
  t.after(() => store.close())
  await mkdir(join(store.root, 'data'))
  const put = (name: string) => join(store.root, 'data', name)
  for (const [name, [content]] of Object.entries(files)) await writeFile(put(name), content)
  const typed = sql`select 1 as id, date '2026-03-01' as day, 1.5::decimal(9, 2) as price, true as paid,
    null::varchar as note, [1] as list`
  const counts = Object.entries(files).map(([name, [, count]]) => [name, count] as const)
  for (const name of ['typed.parquet', 'typed.arrow'])
    await writeTable(store.engine, typed, put(name))
  const all = [...counts, ['typed.parquet', 1] as const, ['typed.arrow', 1] as const]
  for (const [at, [name, rowCount]] of all.entries()) {
    const table = await inferFile(store.engine, put(name))
    const module = join(code, `group${at}.ts`)
    await writeFile(module, writeDefinition(table, { from: `data/${name}`, writtenAt }))
    const [group] = Object.values((await import(module)) as Readonly<Record<string, Group>>)
    assert.ok(group, name)
    const load = await loadGroup(store, { ...group, name: `group-${at}` })
    assert.deepEqual([load.refused, load.rowCount], [[], rowCount], name)
    assert.equal((await newestRows(store, { ...group, name: `group-${at}` }, 9)).length, rowCount)
  }
  const extended = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: {
      typeRoots: [join(repository, 'node_modules/@types')],
      paths: { groundswell: [join(repository, 'src/index.ts')] },
    },
    include: ['*.ts'],
  }
  await writeFile(join(code, 'package.json'), '{ "type": "module" }')
  await writeFile(join(code, 'tsconfig.json'), JSON.stringify(extended))
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const checked = await promisify(execFile)(process.execPath, [tsc, '-p', code]).catch(
    (error: unknown) => error as { readonly stdout: string },
  )
  const own = checked.stdout.split('\n').filter((line) => /group\d+\.ts/.test(line))
  assert.deepEqual(own, [])
})
