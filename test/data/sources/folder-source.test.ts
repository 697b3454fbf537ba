import assert from 'node:assert/strict'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fixedClock } from '../../../src/base/index.ts'
import { defineSource } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { openHere } from './source-store.ts'

const names = ['a.csv', 'b.txt', '2026/a.csv', '2026/03/c.csv', '2026/.draft/d.csv', '.hidden.csv']

async function folderOfFiles(t: TestContext): Promise<string> {
  const root = join(await temporaryFolder(t), 'project')
  for (const name of names) {
    await mkdir(dirname(join(root, 'data', name)), { recursive: true })
    await writeFile(join(root, 'data', name), name)
  }
  return root
}

async function found(t: TestContext, root: string, from: string): Promise<Record<string, string>> {
  const source = defineSource({ name: 'tides', from })
  const reader = await openHere(t, { root, settings: {}, now: fixedClock(noon) }, source)
  const texts: Record<string, string> = {}
  for (const file of await reader.list()) {
    const read = await reader.read(file)
    assert.ok(read?.content instanceof Uint8Array)
    texts[file.name] = Buffer.from(read.content).toString()
  }
  return texts
}

const globs = [
  ['data', ['2026/03/c.csv', '2026/a.csv', 'a.csv', 'b.txt']],
  ['data/a.csv', ['a.csv']],
  ['data/*.csv', ['a.csv']],
  ['data/**/*.csv', ['2026/03/c.csv', '2026/a.csv', 'a.csv']],
  ['data/{2026,2027}/*.csv', ['2026/a.csv']],
  ['data/2026/**/[bc].csv', ['03/c.csv']],
  ['data/*.parquet', []],
] as const

for (const [from, wanted] of globs) {
  test(`${from} finds ${wanted.length === 0 ? 'nothing' : wanted.join(', ')}, in this order`, async (t) => {
    assert.deepEqual(Object.keys(await found(t, await folderOfFiles(t), from)), wanted)
  })
}

test('a file is read as itself, from a glob as from a folder', async (t) => {
  const root = await folderOfFiles(t)
  assert.deepEqual(await found(t, root, 'data/a.csv'), { 'a.csv': 'a.csv' })
  assert.deepEqual(await found(t, root, 'data/**/c.csv'), { '2026/03/c.csv': '2026/03/c.csv' })
})

test('links to folders are followed, and a loop of them ends', async (t) => {
  const root = await folderOfFiles(t)
  await symlink(join(root, 'data'), join(root, 'data/2026/loop'))
  await symlink(join(root, 'data/2026/self'), join(root, 'data/2026/self'))
  await symlink(join(root, 'data/2026/03'), join(root, 'data/march'))
  assert.deepEqual(Object.keys(await found(t, root, 'data')), [
    '2026/03/c.csv',
    '2026/a.csv',
    'a.csv',
    'b.txt',
    'march/c.csv',
  ])
})

test('a source may stand outside of the project, if its path says so', async (t) => {
  const root = await folderOfFiles(t)
  const inner = join(root, 'inner')
  await mkdir(inner)
  assert.deepEqual(Object.keys(await found(t, inner, '../data/*.txt')), ['b.txt'])
})

test('a folder that is not there says where it was looked for', async (t) => {
  const root = await folderOfFiles(t)
  await assert.rejects(found(t, root, 'data/2027/*.csv'), {
    code: 'data.sourceNotReadable',
    message: `Source tides can't be read at ${join(root, 'data/2027')}: there is no such file or folder.`,
  })
})
