import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../../src/base/index.ts'
import {
  archiveTexts,
  deliveredFile,
  insertDeliveries,
  readDelivery,
  sqlDeliveryStore,
  type Delivery,
  type DeliveryId,
  type NewText,
  type RefusalReason,
} from '../../../src/data/index.ts'
import { fsBlobStore, type Database } from '../../../src/storage/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const archive = digestOf('an archive')
const engine = duckdbEngine({ threads: 1 })

function newText(name: string, text: string, stamp?: string): NewText {
  const id = `dlv_${name}` as DeliveryId
  const sizeBytes = Buffer.byteLength(text)
  const file = deliveredFile(engine, { name, encoding: undefined, content: Buffer.from(text) })
  const content = { text, file, blob: undefined, digest: digestOf(text), sizeBytes }
  return { id, name, ...content, stamp, readAt: noon }
}

async function insert(
  database: Database,
  texts: readonly NewText[],
  refused: readonly (readonly [DeliveryId, RefusalReason])[] = [],
  group = 'levels',
): Promise<void> {
  await database.transaction((session) =>
    insertDeliveries(session, {
      source: 'tides',
      group,
      archive: new Map(texts.map(({ id }) => [id, { archive, archivedAs: 'text' }])),
      runId: undefined,
      texts,
      refused: new Map(refused),
    }),
  )
}

test('a group remembers contents and stamps of what it took and of what it refused', async (t) => {
  const database = await temporaryDatabase(t)
  const deliveries = sqlDeliveryStore(database)
  const taken = newText('a.txt', 'low', '3@1')
  const torn = newText('b.txt', 'l', '1@1')
  await insert(
    database,
    [taken, torn, newText('c.txt', 'no stamp')],
    [[torn.id, { message: 'torn' }]],
  )
  assert.deepEqual(await deliveries.seen('levels'), {
    digests: new Set(['low', 'l', 'no stamp'].map(digestOf)),
    marks: new Set(['a.txt\n3@1', 'b.txt\n1@1']),
    stamps: new Map([
      ['a.txt', '3@1'],
      ['b.txt', '1@1'],
    ]),
    takenStamps: new Map([['a.txt', '3@1']]),
  })
  assert.deepEqual(await deliveries.seen('levels', { retryRefused: true }), {
    digests: new Set(['low', 'no stamp'].map(digestOf)),
    marks: new Set(['a.txt\n3@1']),
    stamps: new Map([['a.txt', '3@1']]),
    takenStamps: new Map([['a.txt', '3@1']]),
  })
  assert.deepEqual(await deliveries.seen('other'), {
    digests: new Set(),
    marks: new Set(),
    stamps: new Map(),
    takenStamps: new Map(),
  })
})

test('a delivery is found as it was recorded, with the reason it was refused for', async (t) => {
  const database = await temporaryDatabase(t)
  const deliveries = sqlDeliveryStore(database)
  const text = newText('b.txt', 'läw')
  const reason = { message: 'torn', line: 3, text: 'läw', rows: [{ height: 99 }] }
  await insert(database, [text], [[text.id, reason]])
  const delivery: Delivery = {
    id: text.id,
    source: 'tides',
    group: 'levels',
    name: 'b.txt',
    digest: digestOf('läw'),
    sizeBytes: 4,
    status: 'refused',
    reason,
    readAt: noon,
    archive,
    archivedAs: 'text',
  }
  assert.deepEqual(await deliveries.find(text.id), delivery)
  assert.deepEqual(await deliveries.list({ limit: 10 }), [delivery])
  assert.equal(await deliveries.find('dlv_none' as DeliveryId), undefined)
})

test('deliveries are listed and counted by source, group and status, many at once', async (t) => {
  const database = await temporaryDatabase(t)
  const deliveries = sqlDeliveryStore(database)
  const texts = Array.from({ length: 1201 }, (_, at) => newText(`${1000 + at}.txt`, `text ${at}`))
  const refused = texts.slice(0, 3).map(({ id }) => [id, { message: 'torn' }] as const)
  await insert(database, texts, refused)
  await insert(database, [newText('other.txt', 'other')], [], 'heights')
  assert.deepEqual(await deliveries.count('tides'), { accepted: 1199, refused: 3 })
  assert.deepEqual(await deliveries.count('moon'), { accepted: 0, refused: 0 })
  const namesOf = async (filter: Parameters<typeof deliveries.list>[0]) =>
    (await deliveries.list(filter)).map(({ name }) => name)
  assert.deepEqual(await namesOf({ status: 'refused', limit: 2 }), ['1002.txt', '1001.txt'])
  assert.deepEqual(await namesOf({ group: 'heights', limit: 9 }), ['other.txt'])
  assert.deepEqual(await namesOf({ source: 'moon', limit: 9 }), [])
})

async function openArchive(t: TestContext) {
  const engine = duckdbEngine({ threads: 1 })
  t.after(() => engine.close())
  return { engine, blobs: fsBlobStore(await temporaryFolder(t)) }
}

function delivered(text: NewText, archived: Awaited<ReturnType<typeof archiveTexts>>): Delivery {
  const { id, name, sizeBytes, readAt, digest } = text
  const place = archived.get(id) ?? [...archived.values()][0]
  assert.ok(place)
  const about = { id, name, sizeBytes, readAt, digest, ...place }
  return { ...about, source: 'tides', group: 'levels', status: 'accepted', reason: undefined }
}

test('a text comes back from the archive exactly as it came', async (t) => {
  const deps = await openArchive(t)
  const texts = [
    newText('a.txt', 'line\r\nline\n\n\ttab "quoted", it’s 🌊'),
    newText('b.txt', ''),
    newText('c.txt', 'a zero \0 within'),
    newText('d.txt', 'x'.repeat(300_000)),
  ]
  const digest = await archiveTexts(deps, texts)
  for (const text of texts) {
    assert.equal(await readDelivery(deps, delivered(text, digest)), text.text)
  }
})

test('the same texts are the same archive, in whatever order they came', async (t) => {
  const deps = await openArchive(t)
  const texts = [newText('a.txt', 'low'), newText('b.txt', 'high')]
  assert.deepEqual(
    await archiveTexts(deps, texts),
    new Map([...(await archiveTexts(deps, texts.toReversed()))].toReversed()),
  )
})

test('a delivery that its archive has not is not found', async (t) => {
  const deps = await openArchive(t)
  const digest = await archiveTexts(deps, [newText('a.txt', 'low')])
  await assert.rejects(readDelivery(deps, delivered(newText('b.txt', 'high'), digest)), {
    code: 'data.deliveryNotFound',
    message: 'There is no delivery dlv_b.txt.',
  })
})

test('what is no text comes back as its bytes', async (t) => {
  const deps = await openArchive(t)
  const bytes = Buffer.from([0xff, 0, 0x80])
  const file = deliveredFile(engine, { name: 'a.bin', encoding: undefined, content: bytes })
  const blob = await deps.blobs.put(bytes)
  const binary = { ...newText('a.bin', ''), file, text: undefined, blob }
  const archived = await archiveTexts(deps, [binary, newText('b.txt', 'low')])
  assert.deepEqual(await readDelivery(deps, delivered(binary, archived)), bytes)
  assert.equal(await readDelivery(deps, delivered(newText('b.txt', 'low'), archived)), 'low')
})
