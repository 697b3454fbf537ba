import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { datasetStatus } from '../../../src/data/index.ts'
import { openDatasets, type DatasetsAtHand } from './open-datasets.ts'

const changes: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  'a file written again, as long and as old as before': async (folder) => {
    const path = join(folder, 'b/4000')
    const { atime, mtime } = await stat(path)
    await writeFile(path, '0004')
    await utimes(path, atime, mtime)
  },
  'a file of the folder itself': (folder) => writeFile(join(folder, 'loose'), 'other'),
  'a file that came': (folder) => writeFile(join(folder, 'a/new'), 'new'),
  'a file that went': (folder) => rm(join(folder, 'c/deep/last')),
  'a folder that came beside': async (folder) => {
    await mkdir(join(folder, 'd'))
    await writeFile(join(folder, 'd/new'), 'new')
  },
  'a folder that another took the place of': async (folder) => {
    await rename(join(folder, 'a'), join(folder, '../a'))
    await rename(join(folder, 'b'), join(folder, 'a'))
    await rename(join(folder, '../a'), join(folder, 'b'))
  },
}

test('in a folder of thousands of files every kind of change is seen', async (t) => {
  const data = await openMany(t)
  const folder = join(data.root, 'many')
  for (const [what, change] of Object.entries(changes)) {
    await data.add('many')
    await keepLooks(data)
    assert.equal(await stateOf(data), 'unchanged', `before ${what}`)
    await change(folder)
    assert.equal(await stateOf(data), 'changed', what)
    assert.equal(await stateOf(data), 'changed', `again after ${what}`)
  }
})

test('each file and folder has its look, that of the first level twice', async (t) => {
  const data = await openMany(t)
  const looks = await keepLooks(data)
  if (looks === undefined) return
  const kept = await readFile(looks, 'utf8')
  assert.equal(kept.slice(64).trimEnd().split('\n').length, 5002 + 5 + 3)
})

test('looks that are torn, or of another state of the disk, are as none', async (t) => {
  const data = await openMany(t)
  const looks = await keepLooks(data)
  if (looks === undefined) return
  const whole = await readFile(looks, 'utf8')
  for (const content of ['', 'torn', whole.replace(/\d/, 'x')]) {
    await writeFile(looks, content)
    assert.equal(await stateOf(data), 'unchanged')
    assert.equal(await readFile(looks, 'utf8'), whole)
  }
})

/** 5,002 files in a folder, three folders and one below, added. */
async function openMany(t: TestContext): Promise<DatasetsAtHand> {
  const data = await openDatasets(t)
  const folder = join(data.root, 'many')
  await mkdir(join(folder, 'a'), { recursive: true })
  await mkdir(join(folder, 'b'))
  await mkdir(join(folder, 'c/deep'), { recursive: true })
  const numbers = Array.from({ length: 5000 }, (_, at) => at)
  await Promise.all(
    numbers.map((at) => writeFile(join(folder, at < 2500 ? 'a' : 'b', `${at}`), `${at}`)),
  )
  await writeFile(join(folder, 'c/deep/last'), 'last')
  await writeFile(join(folder, 'loose'), 'loose')
  await data.add('many')
  return data
}

/**
 * Asks until what was seen is kept, which it isn't while a file is so new that it could be written again in
 * the same tick. Undefined where there is no GNU find.
 */
async function keepLooks(data: DatasetsAtHand): Promise<string | undefined> {
  const folder = join(data.state, 'datasets')
  const find = () => readdirSync(folder).find((name) => name.endsWith('.looks'))
  const before = find()
  if (before !== undefined) await rm(join(folder, before))
  for (let times = 0; times < 50 && find() === undefined; times += 1) {
    assert.equal(await stateOf(data), 'unchanged')
  }
  const name = find()
  return name === undefined ? undefined : join(folder, name)
}

async function stateOf(data: DatasetsAtHand): Promise<string | undefined> {
  const [status] = await datasetStatus(data)
  return status?.state
}
