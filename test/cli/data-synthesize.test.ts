import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const folder = temporaryFolder('data-synthesize')
const random = seededRandom('synthesize')
const lines = Array.from({ length: 400 }, (_, at) => {
  const port = random.pick(['Cork', 'Galway', 'Sligo'])
  const height = (port === 'Sligo' ? 4 : 2) + random.normal()
  const day = new Date(Date.UTC(2026, 0, 1 + random.below(300))).toISOString().slice(0, 10)
  return `${at + 1},${port},${height.toFixed(1)},${day}`
})
writeFileSync(join(folder, 'tides.csv'), `id,port,height,day\n${lines.join('\n')}\n`)

const synthesize = (...args: string[]) => runSwell(['data', 'synthesize', ...args], { cwd: folder })
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('rows are made of a file without a project, and it is told how alike they are', async () => {
  const files = '--out made.csv --report out/report.html --generator out/generator.json'
  const { code, stdout, stderr } = await synthesize(
    'tides.csv',
    '--rows',
    '50',
    ...files.split(' '),
  )
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  assert.match(stdout, /^column +made as +distance/)
  assert.match(stdout, /\nalike +9\d\.\d %\n/)
  assert.match(
    stdout,
    /\nMade 50 rows like those of tides\.csv, of which 320 were learned from: made\.csv\n$/,
  )
  const made = read('made.csv').trim().split('\n')
  assert.equal(made.length, 51)
  assert.equal(made[0], 'id,port,height,day')
  for (const line of made.slice(1)) {
    assert.match(line, /^\d+,(Cork|Galway|Sligo),-?\d+(\.\d)?,2026-\d\d-\d\dT00:00:00\.000Z$/)
  }
  assert.match(read('out/report.html'), /^<!doctype html>[\s\S]*Made like tides\.csv/)
  const { kind } = JSON.parse(read('out/generator.json')) as { readonly kind: string }
  assert.equal(kind, 'learnedGenerator')
})

test('the same seed makes the same file, another one another', async () => {
  for (const [name, seed] of [
    ['one.parquet', '7'],
    ['same.parquet', '7'],
    ['other.parquet', '8'],
  ] as const) {
    await synthesize('tides.csv', '--rows', '50', '--out', name, '--seed', seed)
  }
  const bytes = (name: string) => readFileSync(join(folder, name)).toString('base64')
  assert.equal(bytes('same.parquet'), bytes('one.parquet'))
  assert.notEqual(bytes('other.parquet'), bytes('one.parquet'))
})

test('as JSON it tells likeness and privacy', async () => {
  const { stdout } = await synthesize('tides.csv', '--rows', '5', '--out', 'five.jsonl', '--json')
  const told = JSON.parse(stdout) as {
    readonly likeness: { readonly overall: number }
    readonly privacy: { readonly copiesThrownAway: number; readonly smallest: number }
  }
  assert.ok(told.likeness.overall > 0.9)
  assert.equal(told.privacy.smallest, 5)
  assert.equal(read('five.jsonl').trim().split('\n').length, 5)
})

test('bad input is refused in words, and leaves nothing behind', async () => {
  writeFileSync(join(folder, 'empty.csv'), 'a,b\n')
  const before = readdirSync(folder).toSorted()
  const refused = [
    [['nope.csv', '--out', 'x.csv'], 4, /There is no file nope\.csv to learn a generator from/],
    [['empty.csv', '--out', 'x.csv'], 6, /There are no rows to learn a generator from/],
    [['tides.csv', '--out', 'x.doc'], 2, /The ending of x\.doc tells no table format/],
    [['tides.csv', '--out', 'x.csv', '--keys', 'ids'], 2, /no column "ids".* Did you mean "id"\?/],
  ] as const
  for (const [args, code, words] of refused) {
    const ended = await synthesize(...args, '--rows', '5')
    assert.equal(ended.code, code, ended.stderr)
    assert.match(ended.stderr, words)
  }
  assert.deepEqual(readdirSync(folder).toSorted(), before)
  assert.equal(existsSync(join(folder, 'x.csv')), false)
})
