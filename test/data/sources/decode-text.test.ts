import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { digestOf, fixedClock } from '../../../src/base/index.ts'
import { defineSource, openSource, readNewTexts } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

async function readAll(root: string, encoding?: string) {
  const from = { name: 'tides', from: '.', ending: '.csv' }
  const source = defineSource({ ...from, ...(encoding === undefined ? {} : { encoding }) })
  const reader = openSource(source, {}, root)
  const origin = { group: 'levels', encoding }
  return readNewTexts({ now: fixedClock(noon) }, reader, origin, await reader.list(), new Set())
}

test('packed files are read as what is in them, and the same text is not new', async (t) => {
  const root = await temporaryFolder(t)
  await writeFile(join(root, 'a.csv.gz'), gzipSync('high'))
  await writeFile(join(root, 'b.csv.br'), brotliCompressSync('low'))
  await writeFile(join(root, 'c.csv.zst'), zstdCompressSync('flat'))
  await writeFile(join(root, 'd.csv'), 'high')
  await writeFile(join(root, 'e.txt.gz'), gzipSync('of another kind'))
  const texts = await readAll(root)
  assert.deepEqual(
    texts.map(({ name, text, digest }) => [name, text, digest]),
    [
      ['a.csv.gz', 'high', digestOf('high')],
      ['b.csv.br', 'low', digestOf('low')],
      ['c.csv.zst', 'flat', digestOf('flat')],
    ],
  )
})

test('texts are read in the encoding that the source tells, without a byte-order mark', async (t) => {
  const root = await temporaryFolder(t)
  await writeFile(join(root, 'a.csv'), Buffer.from('h\u00f6he', 'latin1'))
  assert.deepEqual(
    (await readAll(root, 'latin1')).map(({ text }) => text),
    ['h\u00f6he'],
  )
  await writeFile(join(root, 'a.csv'), '\uFEFFh\u00f6he')
  assert.deepEqual(
    (await readAll(root)).map(({ text }) => text),
    ['h\u00f6he'],
  )
})

test('what is no text of its encoding, or torn while packed, has its problem told', async (t) => {
  const root = await temporaryFolder(t)
  await writeFile(join(root, 'a.csv'), Buffer.from('h\u00f6he', 'latin1'))
  await writeFile(
    join(root, 'b.csv.gz'),
    gzipSync('a long text, torn in its middle').subarray(0, 20),
  )
  const texts = await readAll(root)
  assert.deepEqual(
    texts.map(({ text, problem }) => [text, problem]),
    [
      [
        '',
        'Its content is not text in utf-8. Tell the source its encoding, such as latin1, if it is another.',
      ],
      ['', "It can't be unpacked as .gz: unexpected end of file."],
    ],
  )
})

test('an encoding that nobody knows is refused where it is defined', () => {
  assert.throws(() => defineSource({ name: 'tides', from: '.', encoding: 'klingon' }), {
    code: 'data.unknownEncoding',
  })
})
