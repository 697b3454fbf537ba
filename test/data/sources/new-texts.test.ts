import assert from 'node:assert/strict'
import { rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf } from '../../../src/base/index.ts'
import { defineSource, unseenFiles, withNewTexts } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { serveFiles } from './file-server.ts'
import { takeNew, temporarySources } from './source-store.ts'

const none = new Set<never>()

test('a content that comes twice under two names is one new text, by the first of them', async (t) => {
  const store = await temporarySources(t)
  const { url } = await serveFiles(t, {
    '/index.txt': 'b.txt\na.txt\nc.txt\n',
    '/a.txt': 'low',
    '/b.txt': 'low',
    '/c.txt': 'häh',
  })
  const texts = await takeNew(store, defineSource({ name: 'tides', from: url }))
  assert.deepEqual(
    texts.map(({ id: _id, file: _file, ...text }) => text),
    ['b.txt low', 'c.txt häh'].map((line) => {
      const [name = '', text = ''] = line.split(' ')
      const known = { digest: digestOf(text), sizeBytes: 3 + Number(text === 'häh') }
      return { name, text, ...known, stamp: undefined, blob: undefined, readAt: noon }
    }),
  )
})

test('a content is new once, also under another name, and is not read again', async (t) => {
  const store = await temporarySources(t)
  await store.put('tides/a.txt', 'low')
  await store.put('tides/b.txt', 'low')
  const source = defineSource({ name: 'tides', from: 'tides' })
  assert.deepEqual(
    (await takeNew(store, source)).map(({ name }) => name),
    ['a.txt'],
  )
  await rename(join(store.root, 'tides/a.txt'), join(store.root, 'tides/c.txt'))
  assert.deepEqual(await takeNew(store, source), [])
  const seen = await store.deliveries.seen('levels')
  const files = ['b.txt', 'c.txt'].map((name) => ({ name, stamp: seen.stamps.get(name) }))
  assert.deepEqual(unseenFiles(files, seen), [])
})

test('a file that was touched is read once more, and not after', async (t) => {
  const store = await temporarySources(t)
  const path = await store.put('tides/a.txt', 'low')
  const source = defineSource({ name: 'tides', from: 'tides' })
  await takeNew(store, source)
  const before = (await store.deliveries.seen('levels')).stamps.get('a.txt')
  await utimes(path, noon, noon)
  assert.deepEqual(await takeNew(store, source), [])
  const after = await store.deliveries.seen('levels')
  assert.notEqual(after.stamps.get('a.txt'), before)
  assert.ok(after.marks.has(`a.txt\n3@${noon.getTime()}`))
})

test('what was refused under two names is read again by both when that is asked for', async (t) => {
  const store = await temporarySources(t)
  await store.put('tides/a.txt', 'torn')
  await store.put('tides/b.txt', 'torn')
  const source = defineSource({ name: 'tides', from: 'tides' })
  await takeNew(store, source, { refuse: true })
  assert.deepEqual(await takeNew(store, source), [])
  const asked = { group: 'levels', retryRefused: true }
  const again: string[] = []
  await withNewTexts(store, source, asked, async (batches) => {
    for await (const { texts } of batches) again.push(...texts.map(({ name }) => name))
  })
  assert.deepEqual(again, ['a.txt'])
})

test('the id of a text is made of its group and its content', async (t) => {
  const store = await temporarySources(t)
  await store.put('tides/a.txt', 'x')
  await store.put('tides/b.txt', 'y')
  const source = defineSource({ name: 'tides', from: 'tides' })
  const idsOf = async (group: string) =>
    (await takeNew(store, source, { group })).map(({ id }) => id)
  const [one, other] = await idsOf('levels')
  const inOtherGroup = await idsOf('heights')
  assert.equal(new Set([one, other, ...inOtherGroup]).size, 4)
})

test('a file is unseen when its name or its stamp is', () => {
  const files = [
    { name: 'a.txt', stamp: '1@1' },
    { name: 'a.txt', stamp: '1@2' },
    { name: 'b.txt', stamp: '1@1' },
    { name: 'c.txt', stamp: undefined },
  ]
  const marks = new Set(['a.txt\n1@1', 'c.txt\n'])
  const seen = { digests: none, marks, stamps: new Map(), takenStamps: new Map() }
  assert.deepEqual(unseenFiles(files, seen), files.slice(1))
})

test('a large file is read from the blobs, whatever becomes of it meanwhile', async (t) => {
  const store = await temporarySources(t)
  const text = `day,riders\n${'2026-01-01,1\n'.repeat(700_000)}`
  const path = await store.put('tides/a.csv', text)
  const [large] = await takeNew(store, defineSource({ name: 'tides', from: 'tides' }))
  assert.ok(large)
  await rename(path, `${path}.gone`)
  assert.equal(large.digest, digestOf(text))
  let length = 0
  for await (const piece of large.file.pieces()) length += piece.length
  assert.equal(length, text.length)
  assert.equal(large.text, undefined)
  assert.equal((await store.deliveries.find(large.id))?.archivedAs, 'file')
})
