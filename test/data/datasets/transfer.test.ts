import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, cp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import {
  digestOf,
  isSwellError,
  type Digest,
  type ProgressUpdate,
} from '../../../src/base/index.ts'
import {
  addRemote,
  checkoutDataset,
  chooseCheckouts,
  listRemotes,
  openRemote,
  pullDatasets,
  pushDatasets,
  repairBlob,
  sqlDatasetStore,
  verifyDatasets,
  type RemoteStore,
} from '../../../src/data/index.ts'
import { writePlaces } from '../../../src/data/datasets/file-places.ts'
import { writeManifest } from '../../../src/data/datasets/manifest.ts'
import { fsBlobStore } from '../../../src/storage/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { largeContent, openDatasets, type DatasetsAtHand } from './open-datasets.ts'

test('what was pushed comes to a clone that has nothing but the pointers', async (t) => {
  const { data, remote } = await pushedTides(t)
  const clone = await cloneOf(t, data)
  const pulled = await pullDatasets(clone, remote, { by: 'bob' })
  assert.deepEqual(
    pulled.versions.map(({ dataset, version }) => [dataset, version]),
    [['tides', 2]],
  )
  assert.equal(pulled.fetchedCount, 5)
  for (const { place, version } of await chooseCheckouts(clone, undefined, clone.root)) {
    await checkoutDataset(clone, place, version)
  }
  assert.equal(await clone.read('tides/a.csv'), 'two')
  assert.equal(await clone.read('tides/large.csv'), largeContent)
  const again = await pullDatasets(clone, remote, { by: 'bob' })
  assert.deepEqual([again.fetchedCount, again.presentCount], [0, 5])
})

test('a push and a pull tell how far they are, to the end', async (t) => {
  const { data, remote } = await pushedTides(t)
  await data.write('tides/more.bin', randomBytes(3_000_000))
  await data.add('tides')
  const told: ProgressUpdate[] = []
  const onProgress = (update: ProgressUpdate) => told.push(update)
  await pushDatasets(data, remote, { onProgress })
  assert.match(told.at(-1)?.work ?? '', /^pushing to .*, MB$/)
  assert.ok((told.at(-1)?.done ?? 0) >= 3)
  const isGrowing = told.every(({ done }, at) => at === 0 || done >= (told[at - 1]?.done ?? 0))
  assert.ok(isGrowing)
  const clone = await cloneOf(t, data)
  told.length = 0
  await pullDatasets(clone, remote, { by: 'bob', onProgress })
  const { work = '', done, total } = told.at(-1) ?? {}
  assert.match(work, /^pulling from .*, 3 MB$/)
  assert.deepEqual([done, told.length > 5], [total, true])
})

test('all versions come with their numbers, and the newest is the latest', async (t) => {
  const { data, remote } = await pushedTides(t)
  const clone = await cloneOf(t, data)
  await pullDatasets(clone, remote, { by: 'bob', all: true })
  const [theirs, ours] = [sqlDatasetStore(clone.database), sqlDatasetStore(data.database)]
  assert.deepEqual(await theirs.list(), await ours.list())
  assert.equal((await theirs.findAlias('tides', 'latest'))?.version, 2)
  assert.deepEqual((await verifyDatasets(clone)).faults, [])
})

test('a number that is taken by other content is not taken again', async (t) => {
  const { data, remote } = await pushedTides(t)
  const clone = await cloneOf(t, data)
  await clone.write('tides/own.csv', 'of the clone')
  await clone.add('tides')
  await pullDatasets(clone, remote, { by: 'bob', all: true })
  const versions = await sqlDatasetStore(clone.database).list('tides')
  assert.deepEqual(
    versions.map(({ version }) => version),
    [3, 2, 1],
  )
  const pushed = await pushDatasets(clone, remote)
  assert.equal(pushed.versions.length, 3)
  assert.equal((await remote.listRecords('tides')).length, 3)
})

test('a second push sends only what is new', async (t) => {
  const { data, remote } = await pushedTides(t)
  assert.equal((await pushDatasets(data, remote)).sentCount, 0)
  await data.write('tides/b.csv', 'new')
  await data.add('tides')
  const { sentCount } = await pushDatasets(data, remote)
  assert.equal(sentCount, 3)
})

test('a remote that dies midway is told, has no half version, and gets the rest later', async (t) => {
  const { data, remote } = await tidesAndRemote(t)
  const [there, gone] = [join(data.root, 'remote'), join(data.root, 'unmounted')]
  let putCount = 0
  const dying: RemoteStore = {
    ...remote,
    async put(digest, file) {
      putCount += 1
      // The second version has begun.
      if (putCount === 6) {
        await rename(there, gone)
        await writeFile(there, 'the disk is gone')
      }
      await remote.put(digest, file)
    },
  }
  await assert.rejects(pushDatasets(data, dying), (error) =>
    isSwellError(error, 'data.remoteUnreachable'),
  )
  await rm(there)
  await rename(gone, there)
  const records = await remote.listRecords()
  assert.deepEqual(
    records.map(({ version }) => version),
    [1],
  )
  const { presentCount } = await pushDatasets(data, remote)
  assert.ok(presentCount >= 4)
  const clone = await cloneOf(t, data)
  await pullDatasets(clone, remote, { by: 'bob', all: true })
  assert.deepEqual((await verifyDatasets(clone)).faults, [])
})

test('a pull that is cut off goes on where it was', async (t) => {
  const { data, remote } = await pushedTides(t)
  const clone = await cloneOf(t, data)
  let fetched = 0
  const dying: RemoteStore = {
    ...remote,
    async fetch(digest, file) {
      if (fetched === 3) throw new Error('cut off')
      fetched += 1
      await remote.fetch(digest, file)
    },
  }
  await assert.rejects(pullDatasets(clone, dying, { by: 'bob' }), { message: 'cut off' })
  assert.deepEqual(await sqlDatasetStore(clone.database).list(), [])
  const { fetchedCount } = await pullDatasets(clone, remote, { by: 'bob' })
  assert.equal(fetchedCount, 2)
})

test('content about which a remote lies is not taken in', async (t) => {
  const { data, remote } = await pushedTides(t)
  const clone = await cloneOf(t, data)
  const digest = digestOf(largeContent)
  await overwrite(join(data.root, 'remote/blobs'), digest)
  await assert.rejects(pullDatasets(clone, remote, { by: 'bob' }), (error) => {
    assert(isSwellError(error, 'data.remoteContentWrong'))
    assert.ok(error.message.includes(digest))
    return true
  })
  assert.equal(await clone.blobs.has(digest), false)
  assert.deepEqual(await sqlDatasetStore(clone.database).list(), [])
})

test('a list of files that leads out of its folder is not taken in', async (t) => {
  const { data, remote } = await tidesAndRemote(t)
  const clone = await openDatasets(t)
  const blobs = fsBlobStore(join(data.root, 'remote/blobs'))
  const places = await blobs.put(writePlaces(['own']))
  const file = { digest: await blobs.put(new Uint8Array([1])), sizeBytes: 1, isExecutable: false }
  for (const path of ['../evil', 'a/../../evil', '/etc/evil', 'a//b', 'a\\b']) {
    const files = [{ path, ...file }]
    const digest = await blobs.put(writeManifest({ kind: 'folder', files }))
    const told = {
      dataset: 'evil',
      kind: 'folder',
      version: 1,
      fileCount: 1,
      sizeBytes: 1,
    } as const
    await remote.putRecord({ ...told, digest, places, createdAt: noon, message: undefined })
    const pulling = pullDatasets(clone, remote, { by: 'bob', all: true, dataset: 'evil' })
    await assert.rejects(pulling, (error) => isSwellError(error, 'data.pathNotSafe'))
    await rm(join(data.root, 'remote/datasets/evil'), { recursive: true })
  }
  assert.deepEqual(await sqlDatasetStore(clone.database).list(), [])
})

test('a damaged blob is not pushed', async (t) => {
  const { data, remote } = await tidesAndRemote(t)
  await overwrite(join(data.state, 'blobs'), digestOf(largeContent))
  await assert.rejects(pushDatasets(data, remote), (error) =>
    isSwellError(error, 'storage.blobDamaged'),
  )
  assert.deepEqual(await remote.listRecords(), [])
})

test('a damaged and a missing blob are repaired from a remote, if it has them whole', async (t) => {
  const { data, remote } = await pushedTides(t)
  const [large, pack] = [digestOf(largeContent), digestOf('one')]
  await overwrite(join(data.state, 'blobs'), large)
  await rm(join(data.state, 'blobs', pack.slice(0, 2), pack.slice(2)))
  await overwrite(join(data.root, 'remote/blobs'), pack)
  const repair = (digest: Digest) => repairBlob(data, remote, digest)
  const { faults } = await verifyDatasets(data, { repair })
  assert.deepEqual(
    new Map(faults.map(({ digest, isRepaired }) => [digest, isRepaired])),
    new Map([
      [large, true],
      [pack, false],
    ]),
  )
  assert.deepEqual(
    (await verifyDatasets(data)).faults.map(({ digest, health }) => [digest, health]),
    [[pack, 'missing']],
  )
})

test('remotes have names, and are kept in a file for Git', async (t) => {
  const data = await openDatasets(t)
  assert.deepEqual(await listRemotes(data.root), [])
  await addRemote(data, { name: 'backup', folder: 'far/backup' })
  assert.equal((await openRemote(data)).name, 'backup')
  await addRemote(data, { name: 'other', folder: 'far/other' })
  assert.equal(
    await data.read('swell.remotes.json'),
    `${JSON.stringify({ backup: { folder: 'far/backup' }, other: { folder: 'far/other' } }, undefined, 2)}\n`,
  )
  const refused = [
    [() => openRemote(data), 'data.remoteNotFound'],
    [() => openRemote(data, 'third'), 'data.remoteNotFound'],
    [() => addRemote(data, { name: 'other', folder: 'x' }), 'data.remoteTaken'],
    [() => addRemote(data, { name: '../x', folder: 'x' }), 'data.remoteNameInvalid'],
  ] as const
  for (const [work, code] of refused) {
    await assert.rejects(work(), (error) => isSwellError(error, code))
  }
  await data.write('swell.remotes.json', '{"origin": "somewhere"}')
  await assert.rejects(listRemotes(data.root), (error) =>
    isSwellError(error, 'data.remotesFileInvalid'),
  )
})

async function tidesAndRemote(
  t: TestContext,
): Promise<{ data: DatasetsAtHand; remote: RemoteStore }> {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.write('tides/large.csv', largeContent)
  await data.add('tides')
  await data.write('tides/a.csv', 'two')
  await data.write('tides/second.csv', `${largeContent}more`)
  await data.add('tides', { message: 'second' })
  await addRemote(data, { name: 'origin', folder: 'remote' })
  return { data, remote: await openRemote(data) }
}

async function pushedTides(t: TestContext): Promise<{ data: DatasetsAtHand; remote: RemoteStore }> {
  const { data, remote } = await tidesAndRemote(t)
  const { versions, sentCount } = await pushDatasets(data, remote)
  assert.deepEqual([versions.length, sentCount], [2, 8])
  return { data, remote }
}

/** Another project folder, with what Git brings. */
async function cloneOf(t: TestContext, data: DatasetsAtHand): Promise<DatasetsAtHand> {
  const clone = await openDatasets(t)
  await cp(join(data.root, 'tides.swell'), join(clone.root, 'tides.swell'))
  return clone
}

async function overwrite(blobs: string, digest: Digest): Promise<void> {
  const path = join(blobs, digest.slice(0, 2), digest.slice(2))
  await chmod(path, 0o644)
  const { size } = await stat(path)
  await writeFile(path, 'x'.repeat(size))
}
