import assert from 'node:assert/strict'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, type Digest } from '../../../src/base/index.ts'
import { verifyDatasets } from '../../../src/data/index.ts'
import { largeContent, openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('what is whole is counted', async (t) => {
  const data = await addTwo(t)
  assert.deepEqual(await verifyDatasets(data), { versionCount: 3, blobCount: 10, faults: [] })
  const { versionCount, blobCount } = await verifyDatasets(data, { dataset: 'swells.csv' })
  assert.deepEqual({ versionCount, blobCount }, { versionCount: 1, blobCount: 3 })
})

test('a damaged blob is named with its dataset, versions and files', async (t) => {
  const data = await addTwo(t)
  const large = digestOf(largeContent)
  const pack = digestOf('one')
  await damage(data, large)
  await rm(pathOf(data, pack))
  const { faults } = await verifyDatasets(data)
  assert.deepEqual(faults.toSorted(byHealth), [
    {
      digest: large,
      health: 'damaged',
      isRepaired: false,
      dataset: 'tides',
      versions: [2, 1],
      files: ['large.csv'],
    },
    {
      digest: pack,
      health: 'missing',
      isRepaired: false,
      dataset: 'tides',
      versions: [2, 1],
      files: ['a.csv'],
    },
  ])
})

test('a damaged description of a version is named, and the other versions are verified', async (t) => {
  const data = await addTwo(t)
  await data.write('tides/more.csv', 'more')
  const { version } = await data.add('tides')
  await damage(data, version.digest)
  const { faults } = await verifyDatasets(data)
  assert.deepEqual(faults, [
    {
      digest: version.digest,
      health: 'damaged',
      isRepaired: false,
      dataset: 'tides',
      versions: [3],
      files: [],
    },
  ])
})

test('what can be repaired is', async (t) => {
  const data = await addTwo(t)
  const digest = digestOf(largeContent)
  await damage(data, digest)
  const repair = async (wanted: Digest) =>
    wanted === (await data.blobs.put(Buffer.from(largeContent)))
  const { faults } = await verifyDatasets(data, { repair })
  assert.deepEqual(
    faults.map(({ isRepaired }) => isRepaired),
    [true],
  )
  assert.deepEqual((await verifyDatasets(data)).faults, [])
})

async function addTwo(t: Parameters<typeof openDatasets>[0]): Promise<DatasetsAtHand> {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.write('tides/large.csv', largeContent)
  await data.write('swells.csv', 'swells')
  await data.add('tides')
  await data.write('tides/b.csv', 'two')
  await data.add('tides')
  await data.add('swells.csv')
  return data
}

async function damage(data: DatasetsAtHand, digest: Digest): Promise<void> {
  await chmod(pathOf(data, digest), 0o644)
  await writeFile(pathOf(data, digest), 'rotten')
}

function pathOf({ state }: DatasetsAtHand, digest: Digest): string {
  return join(state, 'blobs', digest.slice(0, 2), digest.slice(2))
}

function byHealth(a: { readonly health: string }, b: { readonly health: string }): number {
  return a.health < b.health ? -1 : 1
}
