import assert from 'node:assert/strict'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, isSwellError } from '../../../src/base/index.ts'
import { makeFolderRemote, openFolderRemote } from '../../../src/data/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { remoteStoreContract } from './remote-store.contract.ts'

remoteStoreContract('folderRemoteStore', async (t) => {
  const folder = join(await temporaryFolder(t), 'remote')
  await makeFolderRemote('origin', folder)
  return {
    remote: await openFolderRemote('origin', folder),
    async damage(digest) {
      const path = join(folder, 'blobs', digest.slice(0, 2), digest.slice(2))
      await chmod(path, 0o644)
      await writeFile(path, '5 feet at 15 seconds')
    },
  }
})

test('a folder that is not mounted is not taken for an empty remote', async (t) => {
  const folder = await temporaryFolder(t)
  await assert.rejects(openFolderRemote('origin', folder), (error) => {
    assert(isSwellError(error, 'data.remoteUnreachable'))
    assert.match(error.message, /The remote origin failed: .* is not there, or is no remote\./)
    return true
  })
})

test('a torn record is refused by its name', async (t) => {
  const folder = await temporaryFolder(t)
  await makeFolderRemote('origin', folder)
  const remote = await openFolderRemote('origin', folder)
  const record = {
    dataset: 'tides',
    version: 1,
    digest: digestOf('tides'),
    places: digestOf('places'),
    kind: 'folder',
    fileCount: 1,
    sizeBytes: 1,
    createdAt: new Date('2026-03-01'),
    message: undefined,
  } as const
  await remote.putRecord(record)
  await writeFile(join(folder, `datasets/tides/${record.digest}.json`), '{"dataset": "tides"')
  await assert.rejects(remote.listRecords(), (error) => isSwellError(error, 'data.pointerInvalid'))
  await rm(join(folder, 'datasets'), { recursive: true })
  assert.deepEqual(await remote.listRecords(), [])
})
