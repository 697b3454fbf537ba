import assert from 'node:assert/strict'
import { utimesSync, writeFileSync } from 'node:fs'
import { chmod, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, isSwellError } from '../../../src/base/index.ts'
import { checkoutDataset, datasetStatus, sqlDatasetStore } from '../../../src/data/index.ts'
import { largeContent, openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('an old version comes back file by file, and what it had not goes', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/deep/a.csv', 'one')
  await data.write('tides/large.csv', largeContent)
  await data.write('tides/run.sh', 'echo')
  await chmod(join(data.root, 'tides/run.sh'), 0o755)
  const first = await data.add('tides')
  const pointer = await data.read('tides.swell')
  await data.write('tides/deep/a.csv', 'another')
  await data.write('tides/new/deeper/b.csv', 'more')
  await rm(join(data.root, 'tides/large.csv'))
  await chmod(join(data.root, 'tides/run.sh'), 0o644)
  const second = await data.add('tides')

  const out = await checkoutDataset(data, data.placeOf('tides'), first.version)
  assert.deepEqual(out, { version: first.version, path: 'tides', writtenCount: 3, removedCount: 1 })
  assert.deepEqual((await readdir(join(data.root, 'tides'), { recursive: true })).toSorted(), [
    'deep',
    'deep/a.csv',
    'large.csv',
    'run.sh',
  ])
  assert.equal(await data.read('tides/deep/a.csv'), 'one')
  assert.equal(await data.read('tides/large.csv'), largeContent)
  assert.equal((await stat(join(data.root, 'tides/run.sh'))).mode & 0o777, 0o755)
  assert.equal(await data.read('tides.swell'), pointer)
  assert.equal((await datasetStatus(data))[0]?.state, 'unchanged')

  await checkoutDataset(data, data.placeOf('tides'), second.version)
  assert.equal(await data.read('tides/new/deeper/b.csv'), 'more')
})

test('a folder that is gone comes back whole; a file takes the place of a folder', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  const folder = await data.add('tides')
  await rm(join(data.root, 'tides'), { recursive: true })
  await data.write('tides', 'a single file')
  const file = await data.add('tides')
  await checkoutDataset(data, data.placeOf('tides'), folder.version)
  assert.equal(await data.read('tides/a.csv'), 'one')
  await checkoutDataset(data, data.placeOf('tides'), file.version)
  assert.equal(await data.read('tides'), 'a single file')
  await rm(join(data.root, 'tides'))
  await checkoutDataset(data, data.placeOf('tides'), folder.version)
  assert.deepEqual(await readdir(join(data.root, 'tides')), ['a.csv'])
})

test('what no version holds is not lost, unless it is given up', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  const { version } = await data.add('tides')
  await data.write('tides/a.csv', 'edited by hand')
  await data.write('tides/b.csv', 'new')
  await assert.rejects(checkoutDataset(data, data.placeOf('tides'), version), (error) => {
    assert(isSwellError(error, 'data.changesNotKept'))
    assert.equal(
      error.message,
      '2 files under tides would be lost, as no version holds what is in them: b.csv, a.csv.',
    )
    return true
  })
  assert.equal(await data.read('tides/a.csv'), 'edited by hand')
  await checkoutDataset(data, data.placeOf('tides'), version, { force: true })
  assert.deepEqual(await readdir(join(data.root, 'tides')), ['a.csv'])
  assert.equal(await data.read('tides/a.csv'), 'one')
})

test('what only a lost blob held is not overwritten', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.add('tides')
  await data.write('tides/a.csv', 'two')
  const second = await data.add('tides')
  await checkoutDataset(data, data.placeOf('tides'), second.version)
  await data.write('tides/a.csv', 'one')
  const lost = digestOf('one')
  await rm(join(data.state, 'blobs', lost.slice(0, 2), lost.slice(2)))
  await assert.rejects(checkoutDataset(data, data.placeOf('tides'), second.version), (error) =>
    isSwellError(error, 'data.changesNotKept'),
  )
})

test('what is edited while a checkout goes on is seen afterwards', async (t) => {
  const data = await openDatasets(t)
  for (const name of ['a.csv', 'b.csv', 'c.csv']) await data.write(`tides/${name}`, 'one')
  const { version } = await data.add('tides')
  await rm(join(data.root, 'tides/b.csv'))
  await rm(join(data.root, 'tides/c.csv'))
  const old = new Date('2026-01-01')
  await checkoutDataset(data, data.placeOf('tides'), version, {
    onProgress: ({ done }) => {
      if (done < 2) return
      for (const name of ['a.csv', 'b.csv']) {
        writeFileSync(join(data.root, 'tides', name), 'two')
        utimesSync(join(data.root, 'tides', name), old, old)
      }
    },
  })
  const [status] = await datasetStatus(data)
  assert.deepEqual(
    status?.changes?.changed.map(({ path }) => path),
    ['a.csv', 'b.csv'],
  )
})

test('editing checked out files leaves the store as it was', async (t) => {
  const data = await openDatasets(t)
  const { version } = await addAndRemove(data)
  await checkoutDataset(data, data.placeOf('tides'), version)
  for (const name of ['large.csv', 'small.csv']) {
    await writeFile(join(data.root, 'tides', name), 'edited in place')
  }
  assert.equal(await data.blobs.verify(digestOf(largeContent)), 'whole')
  assert.equal(await data.blobs.verify(digestOf('small')), 'whole')
})

test('as hard links large files are the store’s own, and read-only', async (t) => {
  const data = await openDatasets(t)
  const { version } = await addAndRemove(data)
  await checkoutDataset(data, data.placeOf('tides'), version, { hardLink: true })
  const large = await stat(join(data.root, 'tides/large.csv'))
  const small = await stat(join(data.root, 'tides/small.csv'))
  assert.deepEqual({ links: large.nlink, writable: large.mode & 0o222 }, { links: 2, writable: 0 })
  assert.deepEqual({ links: small.nlink, mode: small.mode & 0o777 }, { links: 1, mode: 0o644 })
  assert.equal((await datasetStatus(data))[0]?.state, 'unchanged')
  assert.equal((await data.add('tides')).isNew, false)
})

test('a damaged blob is named, and no file is made of it', async (t) => {
  const data = await openDatasets(t)
  const { version } = await addAndRemove(data)
  const digest = digestOf(largeContent)
  const path = join(data.state, 'blobs', digest.slice(0, 2), digest.slice(2))
  await chmod(path, 0o644)
  await writeFile(path, 'rotten')
  await assert.rejects(
    checkoutDataset(data, data.placeOf('tides'), version),
    (error) => isSwellError(error, 'storage.blobDamaged') && error.message.includes(digest),
  )
  assert.deepEqual(
    (await readdir(data.root)).filter((name) => name.includes('tides') || name.includes('draft')),
    ['tides.swell'],
  )
})

test('a link inside the folder is not written through', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/deep/a.csv', 'one')
  const { version } = await data.add('tides')
  await rm(join(data.root, 'tides/deep'), { recursive: true })
  await data.write('elsewhere/a.csv', 'mine')
  await symlink('../elsewhere', join(data.root, 'tides/deep'))
  await assert.rejects(checkoutDataset(data, data.placeOf('tides'), version), (error) =>
    isSwellError(error, 'data.notAPlainFile'),
  )
  assert.equal(await data.read('elsewhere/a.csv'), 'mine')
})

async function addAndRemove(data: DatasetsAtHand) {
  await data.write('tides/large.csv', largeContent)
  await data.write('tides/small.csv', 'small')
  const added = await data.add('tides')
  await rm(join(data.root, 'tides'), { recursive: true })
  assert.deepEqual(await sqlDatasetStore(data.database).list(), [added.version])
  return added
}
