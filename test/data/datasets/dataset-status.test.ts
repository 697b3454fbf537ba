import assert from 'node:assert/strict'
import { chmod, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { datasetStatus } from '../../../src/data/index.ts'
import { openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('what is as it was added is unchanged, again and again', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/deep/a.csv', 'one')
  await data.write('swells.csv', 'two')
  await data.add('tides')
  await data.add('swells.csv')
  for (const _ of [1, 2, 3]) {
    assert.deepEqual(await listStates(data), [
      ['swells.csv', 'unchanged'],
      ['tides', 'unchanged'],
    ])
  }
})

test('files that came, changed and went are told, also those deep down', async (t) => {
  const data = await openDatasets(t)
  for (const name of ['deep/a.csv', 'deep/b.csv', 'c.csv', 'd.csv']) {
    await data.write(`tides/${name}`, name)
  }
  await data.add('tides')
  assert.deepEqual(await listStates(data), [['tides', 'unchanged']])
  await data.write('tides/deep/b.csv', 'another')
  await data.write('tides/deep/new/e.csv', 'more')
  await rm(join(data.root, 'tides/c.csv'))
  await chmod(join(data.root, 'tides/d.csv'), 0o755)
  const [status] = await datasetStatus(data)
  assert.equal(status?.state, 'changed')
  const pathsOf = (files: readonly { path: string }[] = []) => files.map(({ path }) => path)
  assert.deepEqual(pathsOf(status.changes?.added), ['deep/new/e.csv'])
  assert.deepEqual(pathsOf(status.changes?.changed), ['d.csv', 'deep/b.csv'])
  assert.deepEqual(pathsOf(status.changes?.removed), ['c.csv'])
})

test('data that is gone is missing; of another version elsewhere no differences are known', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  const { version } = await data.add('tides')
  await data.blobs.remove(version.digest, new Date(Date.now() + 60_000))
  assert.deepEqual(await listStates(data), [['tides', 'unchanged']])
  await data.write('tides/a.csv', 'two')
  assert.deepEqual(await listStates(data), [['tides', 'elsewhere']])
  await rm(join(data.root, 'tides'), { recursive: true })
  assert.deepEqual(await listStates(data), [['tides', 'missing']])
})

test('a torn cache is as none', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.add('tides')
  const [name = ''] = await readdir(join(data.state, 'datasets'))
  const cache = join(data.state, 'datasets', name)
  for (const size of [0, 20, (await stat(cache)).size - 1]) {
    await truncate(cache, size)
    assert.deepEqual(await listStates(data), [['tides', 'unchanged']])
  }
})

async function listStates(data: DatasetsAtHand): Promise<[string, string][]> {
  return (await datasetStatus(data)).map(({ place, state }) => [place.path, state])
}
