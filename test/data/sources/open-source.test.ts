import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineSettings, fixedClock, type ResolvedSettings } from '../../../src/base/index.ts'
import { defineSource, type Source, type SourceReader } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { serveFiles } from './file-server.ts'
import { openHere } from './source-store.ts'

async function folderWith(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly root: string; readonly reader: SourceReader }> {
  const root = await temporaryFolder(t)
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, 'tides', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  const source = defineSource({ name: 'tides', from: 'tides' })
  return { root, reader: await openAt(t, source, root) }
}

async function openAt(
  t: TestContext,
  source: Source,
  root: string,
  settings: ResolvedSettings = {},
): Promise<SourceReader> {
  const wait = async () => undefined
  return openHere(t, { root, settings, now: fixedClock(noon), http: { wait } }, source)
}

async function namesOf(reader: SourceReader): Promise<string[]> {
  return (await reader.list()).map(({ name }) => name)
}

async function readText(reader: SourceReader, name: string): Promise<string> {
  const found = await reader.read({ name, stamp: undefined })
  assert.ok(found?.content instanceof Uint8Array)
  return new TextDecoder().decode(found.content)
}

test('a folder is listed with its subfolders, in the order of names', async (t) => {
  const { reader } = await folderWith(t, {
    'b.txt': 'b',
    'a.txt': 'a',
    '2026/03/c.txt': 'c',
    '2026/03/a b.txt': 'ä',
    'B.txt': 'B',
    '10.txt': '10',
    '9.txt': '9',
  })
  const names = await namesOf(reader)
  assert.deepEqual(names, [
    '10.txt',
    '2026/03/a b.txt',
    '2026/03/c.txt',
    '9.txt',
    'B.txt',
    'a.txt',
    'b.txt',
  ])
  assert.deepEqual(await Promise.all(names.map((name) => readText(reader, name))), [
    '10',
    'ä',
    'c',
    '9',
    'B',
    'a',
    'b',
  ])
})

test('what begins with a dot is left alone, folders as well as files', async (t) => {
  const { reader } = await folderWith(t, {
    'a.txt': 'a',
    '.DS_Store': '',
    '.git/config': '',
    '2026/.a.txt.x81': 'rsync is writing it',
    '.~tmp~/2026/b.txt': 'rsync has written it, but not yet moved',
  })
  assert.deepEqual(await namesOf(reader), ['a.txt'])
})

test('a project below a folder that begins with a dot has its sources', async (t) => {
  const root = join(await temporaryFolder(t), '.hidden')
  await mkdir(join(root, 'tides'), { recursive: true })
  await writeFile(join(root, 'tides', 'a.txt'), 'a')
  const reader = await openAt(t, defineSource({ name: 'tides', from: 'tides' }), root)
  assert.deepEqual(await namesOf(reader), ['a.txt'])
})

test('only files of the wanted ending are read: a file that is still written is left alone', async (t) => {
  const { root } = await folderWith(t, { 'a.txt': 'a', 'b.txt.part': 'b', 'notes.md': '' })
  const source = defineSource({ name: 'tides', from: 'tides', ending: '.txt' })
  assert.deepEqual(await namesOf(await openAt(t, source, root)), ['a.txt'])
})

test('a link to a file is read as the file, one to nothing is left alone', async (t) => {
  const { root, reader } = await folderWith(t, { 'a.txt': 'a' })
  await symlink(join(root, 'tides', 'a.txt'), join(root, 'tides', 'b.txt'))
  await symlink(join(root, 'tides', 'gone.txt'), join(root, 'tides', 'c.txt'))
  assert.deepEqual(await namesOf(reader), ['a.txt', 'b.txt'])
})

test('the stamp of a file changes with its size and its time, and only then', async (t) => {
  const { root, reader } = await folderWith(t, { 'a.txt': 'a' })
  const path = join(root, 'tides', 'a.txt')
  const at = new Date('2026-03-01T12:00:00Z')
  const stampAfter = async (text: string, written: Date) => {
    await writeFile(path, text)
    await utimes(path, written, written)
    return (await reader.list())[0]?.stamp
  }
  const first = await stampAfter('a', at)
  assert.equal(await stampAfter('b', at), first)
  assert.notEqual(await stampAfter('ab', at), first)
  assert.notEqual(await stampAfter('a', new Date('2026-03-01T12:00:01Z')), first)
})

test('where a source is can be a setting, and an absolute folder stands where it says', async (t) => {
  const { root } = await folderWith(t, { 'a.txt': 'a' })
  const settings = defineSettings({ tides: { default: 'nowhere' } })
  const source = defineSource({ name: 'tides', from: settings.tides })
  const reader = await openAt(t, source, '/elsewhere', { tides: join(root, 'tides') })
  assert.deepEqual(await namesOf(reader), ['a.txt'])
  await assert.rejects((await openAt(t, source, root)).list(), {
    code: 'data.sourceNotReadable',
    message: `Source tides can't be read at ${join(root, 'nowhere')}: there is no such file or folder.`,
  })
})

test('a URL is listed by its index.txt, and read relative to it', async (t) => {
  const { url, asked } = await serveFiles(t, {
    '/noaa/index.txt': 'a.txt\r\n\n  2026/b.txt  \nc d.txt\n',
    '/noaa/a.txt': 'a',
    '/noaa/2026/b.txt': 'b',
    '/noaa/c d.txt': 'c',
  })
  for (const from of [`${url}/noaa`, `${url}/noaa/`]) {
    asked.length = 0
    const reader = await openAt(t, defineSource({ name: 'noaa', from }), '/')
    const files = await reader.list()
    assert.deepEqual(files, [
      { name: 'a.txt', stamp: undefined },
      { name: '2026/b.txt', stamp: undefined },
      { name: 'c d.txt', stamp: undefined },
    ])
    const texts = []
    for (const { name } of files) texts.push(await readText(reader, name))
    assert.deepEqual(texts, ['a', 'b', 'c'])
    assert.deepEqual(asked, ['/noaa/index.txt', '/noaa/a.txt', '/noaa/2026/b.txt', '/noaa/c d.txt'])
  }
})

test('signs in a name that mean something in a URL are part of the name', async (t) => {
  const names = ['a#1.txt', 'b?.txt', '100%.txt', 'http://x.txt']
  const { url } = await serveFiles(
    t,
    Object.fromEntries([
      ['/index.txt', names.join('\n')] as const,
      ...names.map((name) => [`/${name}`, `text of ${name}`] as const),
    ]),
  )
  const reader = await openAt(t, defineSource({ name: 'noaa', from: url }), '/')
  for (const { name } of await reader.list()) {
    assert.equal(await readText(reader, name), `text of ${name}`)
  }
})

test('a URL is filtered by ending as a folder is', async (t) => {
  const { url } = await serveFiles(t, { '/index.txt': 'a.txt\nb.txt.part\n' })
  const source = defineSource({ name: 'noaa', from: url, ending: '.txt' })
  assert.deepEqual(await namesOf(await openAt(t, source, '/')), ['a.txt'])
})

test('a URL that answers with an error says with which', async (t) => {
  const { url } = await serveFiles(t, { '/noaa/index.txt': 'a.txt\n' })
  const listed = await openAt(t, defineSource({ name: 'noaa', from: `${url}/noaa` }), '/')
  await assert.rejects(listed.read({ name: 'a.txt', stamp: undefined }), {
    code: 'data.sourceAnsweredBadly',
    message: `${url}/noaa/a.txt answered with status 404.`,
  })
  const unlisted = await openAt(t, defineSource({ name: 'noaa', from: url }), '/')
  await assert.rejects(unlisted.list(), {
    code: 'data.sourceAnsweredBadly',
    message: `${url}/index.txt answered with status 404.`,
    hint: 'A source at a URL needs an index.txt with one file name per line beside its files.',
  })
})

test('a URL that does not answer says so', async (t) => {
  const { url, stop } = await serveFiles(t, {})
  await stop()
  const reader = await openAt(t, defineSource({ name: 'noaa', from: url }), '/')
  await assert.rejects(reader.list(), {
    code: 'data.sourceNotReadable',
    message: `Source noaa can't be read at ${url}/index.txt: no answer.`,
  })
})

test('an answer that breaks off is no text', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly a part')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const reader = await openAt(t, defineSource({ name: 'noaa', from: url }), '/')
  await assert.rejects(reader.read({ name: 'a.txt', stamp: undefined }), {
    code: 'data.sourceNotReadable',
    message: `Source noaa can't be read at ${url}/a.txt: the answer broke off.`,
  })
})
