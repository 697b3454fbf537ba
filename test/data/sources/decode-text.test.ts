import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { digestOf, messageOf } from '../../../src/base/index.ts'
import { defineSource } from '../../../src/data/index.ts'
import { takeNew, temporarySources, type SourceStore } from './source-store.ts'

async function readAll(store: SourceStore, encoding?: string) {
  const from = { name: 'tides', from: '.', ending: '.csv' }
  const source = defineSource({ ...from, ...(encoding === undefined ? {} : { encoding }) })
  return takeNew(store, source)
}

test('packed files are read as what is in them, and the same text is not new', async (t) => {
  const store = await temporarySources(t)
  const { root } = store
  await writeFile(join(root, 'a.csv.gz'), gzipSync('high'))
  await writeFile(join(root, 'b.csv.br'), brotliCompressSync('low'))
  await writeFile(join(root, 'c.csv.zst'), zstdCompressSync('flat'))
  await writeFile(join(root, 'd.csv'), 'high')
  await writeFile(join(root, 'e.txt.gz'), gzipSync('of another kind'))
  const texts = await readAll(store)
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
  const store = await temporarySources(t)
  const { root } = store
  await writeFile(join(root, 'a.csv'), Buffer.from('h\u00f6he', 'latin1'))
  assert.deepEqual(
    (await readAll(store, 'latin1')).map(({ text }) => text),
    ['h\u00f6he'],
  )
  await writeFile(join(root, 'a.csv'), '\uFEFFh\u00f6her')
  assert.deepEqual(
    (await readAll(store)).map(({ text }) => text),
    ['h\u00f6her'],
  )
})

function problemOf(read: () => string): string {
  try {
    return read()
  } catch (error) {
    return messageOf(error)
  }
}

test('what is no text of its encoding, or torn while packed, has its problem told', async (t) => {
  const store = await temporarySources(t)
  const { root } = store
  await writeFile(join(root, 'a.csv'), Buffer.from('h\u00f6he', 'latin1'))
  await writeFile(
    join(root, 'b.csv.gz'),
    gzipSync('a long text, torn in its middle').subarray(0, 20),
  )
  const texts = await readAll(store)
  assert.deepEqual(
    texts.map(({ text, file }) => [text, problemOf(() => file.text)]),
    [
      [
        undefined,
        'Its content is not text in utf-8. Tell the source its encoding, such as latin1, if it is another.',
      ],
      [undefined, "It can't be unpacked as .gz: unexpected end of file."],
    ],
  )
})

test('an encoding that nobody knows is refused where it is defined', () => {
  assert.throws(() => defineSource({ name: 'tides', from: '.', encoding: 'klingon' }), {
    code: 'data.unknownEncoding',
  })
})
