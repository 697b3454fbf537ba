import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf, fixedClock } from '../../../src/base/index.ts'
import { defineSource, openSource, readNewTexts, unseenFiles } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { serveFiles } from './file-server.ts'

const deps = { now: fixedClock(noon) }
const none = new Set<never>()
const levels = { group: 'levels', encoding: undefined }

test('a content that comes twice under two names is one new text, by the first of them', async (t) => {
  const { url } = await serveFiles(t, {
    '/index.txt': 'b.txt\na.txt\nc.txt\n',
    '/a.txt': 'low',
    '/b.txt': 'low',
    '/c.txt': 'häh',
  })
  const reader = openSource(defineSource({ name: 'tides', from: url }), {}, '/')
  const texts = await readNewTexts(deps, reader, levels, await reader.list(), none)
  assert.deepEqual(
    texts.map(({ id: _id, ...text }) => text),
    [
      {
        name: 'b.txt',
        text: 'low',
        problem: undefined,
        digest: digestOf('low'),
        sizeBytes: 3,
        stamp: undefined,
        readAt: noon,
      },
      {
        name: 'c.txt',
        text: 'häh',
        problem: undefined,
        digest: digestOf('häh'),
        sizeBytes: 4,
        stamp: undefined,
        readAt: noon,
      },
    ],
  )
})

test('a content that is known already is not new', async (t) => {
  const { url } = await serveFiles(t, { '/index.txt': 'a.txt\n', '/a.txt': 'low' })
  const reader = openSource(defineSource({ name: 'tides', from: url }), {}, '/')
  const files = await reader.list()
  assert.deepEqual(await readNewTexts(deps, reader, levels, files, new Set([digestOf('low')])), [])
})

test('the id of a text is made of its group and its content', async (t) => {
  const { url } = await serveFiles(t, {
    '/index.txt': 'a.txt\nb.txt',
    '/a.txt': 'x',
    '/b.txt': 'y',
  })
  const reader = openSource(defineSource({ name: 'tides', from: url }), {}, '/')
  const files = await reader.list()
  const idsOf = async (group: string, own = files) =>
    (await readNewTexts(deps, reader, { ...levels, group }, own, none)).map(({ id }) => id)
  const [one, other] = await idsOf('levels')
  assert.deepEqual(await idsOf('levels', files.toReversed()), [other, one])
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
  const seen = { digests: none, marks: new Set(['a.txt\n1@1', 'c.txt\n']) }
  assert.deepEqual(unseenFiles(files, seen), files.slice(1))
})
