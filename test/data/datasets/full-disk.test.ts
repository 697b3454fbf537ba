import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import {
  addDataset,
  addRemote,
  checkoutDataset,
  dataPlaceOf,
  openRemote,
  pullDatasets,
  pushDatasets,
  sqlDatasetStore,
  type DatasetDeps,
} from '../../../src/data/index.ts'
import { fsBlobStore } from '../../../src/storage/index.ts'
import { openDatasets } from './open-datasets.ts'

test('a store on a full disk says so, and keeps what it had', async (t) => {
  const disk = await mountSmallDisk(t)
  if (disk === undefined) return
  const data = await openDatasets(t)
  const blobs = fsBlobStore(disk)
  const deps = { ...data, blobs }
  const add = () => addDataset(deps, { path: 'tides', by: 'ada' })
  await data.write('tides/a.csv', 'one')
  await add()
  for (const sizeBytes of [3_000_000, 100_000]) {
    for (let number = 0; number < 30; number += 1) {
      await data.write(`tides/${sizeBytes}/${number}.bin`, randomBytes(sizeBytes))
    }
    await assert.rejects(add(), (error) => isSwellError(error, 'storage.noRoomLeft'))
    for await (const { digest } of blobs.list()) assert.equal(await blobs.verify(digest), 'whole')
    assert.deepEqual(await readdir(join(disk, 'drafts')), [])
    await rm(join(data.root, `tides/${sizeBytes}`), { recursive: true })
  }
  assert.equal((await add()).isNew, false)
})

test('a checkout onto a full disk says so, and leaves no half files', async (t) => {
  const disk = await mountSmallDisk(t)
  if (disk === undefined) return
  const data = await openDatasets(t)
  await data.write('tides/large.bin', randomBytes(3_000_000))
  await data.write('tides/small.csv', 'small')
  const { version } = await data.add('tides')
  const there = { ...data, root: disk }
  await assert.rejects(checkoutDataset(there, dataPlaceOf(disk, 'tides'), version), (error) =>
    isSwellError(error, 'data.placeNotWritable'),
  )
  assert.deepEqual(await readdir(disk), [])
})

test('a pull onto a full disk says so, has no half version, and goes on when there is room', async (t) => {
  const disk = await mountSmallDisk(t)
  if (disk === undefined) return
  const data = await openDatasets(t)
  for (const name of ['a', 'b', 'c']) await data.write(`tides/${name}.bin`, randomBytes(800_000))
  await data.add('tides')
  await addRemote(data, { name: 'origin', folder: 'remote' })
  const remote = await openRemote(data)
  await pushDatasets(data, remote)
  const clone = { ...(await openDatasets(t)), blobs: fsBlobStore(disk) }
  const pull = (to: DatasetDeps) => pullDatasets(to, remote, { by: 'bob', all: true })
  await assert.rejects(pull(clone), (error) => isSwellError(error, 'storage.noRoomLeft'))
  for await (const { digest } of clone.blobs.list()) {
    assert.equal(await clone.blobs.verify(digest), 'whole')
  }
  assert.deepEqual(await sqlDatasetStore(clone.database).list(), [])
  spawnSync('mount', ['-o', 'remount,size=8m', disk], { stdio: 'ignore' })
  assert.equal((await pull(clone)).versions.length, 1)
})

/** Two megabytes; only root may mount them, others are not held up. */
async function mountSmallDisk(t: TestContext): Promise<string | undefined> {
  const disk = await mkdtemp(join(tmpdir(), 'groundswell-disk-'))
  const args = ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]
  const { status } = spawnSync('mount', args, { stdio: 'ignore' })
  t.after(async () => {
    spawnSync('umount', ['--lazy', disk], { stdio: 'ignore' })
    await rm(disk, { recursive: true })
  })
  if (status !== 0) {
    t.skip('no disk can be mounted here')
    return undefined
  }
  return disk
}
