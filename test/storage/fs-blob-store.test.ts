import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fsBlobStore, removeOrphanDrafts } from '../../src/storage/index.ts'
import { blobStoreContract } from './blob-store.contract.ts'
import { temporaryFolder } from './temporary-folder.ts'

blobStoreContract('fsBlobStore', async (t) => {
  const root = await temporaryFolder(t)
  return {
    blobs: fsBlobStore(root),
    async damage(digest) {
      const path = join(root, digest.slice(0, 2), digest.slice(2))
      await chmod(path, 0o644)
      await writeFile(path, '5 feet at 15 seconds')
    },
  }
})

test('drafts of a killed process are removed, those of a live one stay', async (t) => {
  const root = await temporaryFolder(t)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-draft.ts'), root], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  assert.equal(await removeOrphanDrafts(root), 0)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal((await readdir(join(root, 'drafts'))).length, 1)
  assert.equal(await removeOrphanDrafts(root), 1)
  assert.deepEqual(await readdir(join(root, 'drafts')), [])
})
