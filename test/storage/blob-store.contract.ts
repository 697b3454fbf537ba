import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { digestOf, isSwellError } from '../../src/base/index.ts'
import type { BlobStore, StoredBlob } from '../../src/storage/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const bytes = new TextEncoder().encode('4 feet at 15 seconds')
const digest = digestOf(bytes)
const absent = digestOf('absent')

/** What every BlobStore must do. `damage` changes a stored content behind the store's back. */
export function blobStoreContract(
  name: string,
  open: (t: TestContext) => Promise<{ blobs: BlobStore; damage: (d: string) => Promise<void> }>,
): void {
  test(`${name}: content comes back under its SHA-256`, async (t) => {
    const { blobs } = await open(t)
    assert.equal(await blobs.put(bytes), digest)
    assert.equal(await blobs.put(bytes), digest)
    assert.deepEqual(new Uint8Array(await blobs.get(digest)), bytes)
    assert.deepEqual(await readFile(await blobs.openPath(digest)), Buffer.from(bytes))
    assert.equal(await blobs.has(digest), true)
    assert.equal(await blobs.size(digest), bytes.length)
    assert.equal(await blobs.verify(digest), 'whole')
    assert.deepEqual(await listAll(blobs), [{ digest, sizeBytes: bytes.length }])
  })

  test(`${name}: the first bytes can be looked at`, async (t) => {
    const { blobs } = await open(t)
    await blobs.put(bytes)
    assert.deepEqual(new Uint8Array(await blobs.peek(digest, 6)), bytes.slice(0, 6))
    assert.deepEqual(new Uint8Array(await blobs.peek(digest, 600)), bytes)
    await assert.rejects(blobs.peek(absent, 6), (error) =>
      isSwellError(error, 'storage.blobNotFound'),
    )
  })

  test(`${name}: an empty content is one, too`, async (t) => {
    const { blobs } = await open(t)
    const empty = await blobs.put(new Uint8Array())
    assert.deepEqual(new Uint8Array(await blobs.get(empty)), new Uint8Array())
  })

  test(`${name}: what is not there is absent, or not found`, async (t) => {
    const { blobs } = await open(t)
    assert.equal(await blobs.find(absent), undefined)
    assert.equal(await blobs.has(absent), false)
    assert.equal(await blobs.verify(absent), 'missing')
    assert.deepEqual(await listAll(blobs), [])
    for (const read of [blobs.get, blobs.openPath, blobs.size]) {
      await assert.rejects(read(absent), (error) => isSwellError(error, 'storage.blobNotFound'))
    }
  })

  test(`${name}: a file is copied in, or moved`, async (t) => {
    const { blobs } = await open(t)
    const path = join(await temporaryFolder(t), 'bulletin.txt')
    await writeFile(path, bytes)
    let heardBytes = 0
    const onBytes = (byteCount: number) => (heardBytes += byteCount)
    assert.equal(await blobs.putFile(path, { onBytes }), digest)
    assert.equal(heardBytes, bytes.length)
    assert.deepEqual(await readFile(path), Buffer.from(bytes))
    assert.equal(await blobs.putFile(path, { move: true }), digest)
    await assert.rejects(stat(path), { code: 'ENOENT' })
    assert.deepEqual(new Uint8Array(await blobs.get(digest)), bytes)
  })

  test(`${name}: what a writer writes is kept, and nothing of one that fails`, async (t) => {
    const { blobs } = await open(t)
    assert.equal(await blobs.putWritten((path) => writeFile(path, bytes)), digest)
    const failing = blobs.putWritten(async (path) => {
      await writeFile(path, 'half')
      throw new Error('stopped')
    })
    await assert.rejects(failing, { message: 'stopped' })
    assert.deepEqual(await listAll(blobs), [{ digest, sizeBytes: bytes.length }])
  })

  test(`${name}: a damaged blob is not given out, and putting its content heals it`, async (t) => {
    const { blobs, damage } = await open(t)
    await blobs.put(bytes)
    await blobs.openPath(digest)
    await damage(digest)
    assert.equal(await blobs.verify(digest), 'damaged')
    for (const read of [blobs.get, blobs.find, blobs.openPath]) {
      await assert.rejects(read(digest), (error) => {
        assert(isSwellError(error, 'storage.blobDamaged'))
        assert.ok(error.message.includes(digest))
        return true
      })
    }
    await blobs.put(bytes)
    assert.equal(await blobs.verify(digest), 'whole')
  })

  test(`${name}: a placed file may be edited, and the blob stays as it was`, async (t) => {
    const { blobs, damage } = await open(t)
    const folder = await temporaryFolder(t)
    const path = join(folder, 'bulletin.txt')
    await blobs.put(bytes)
    await blobs.placeFile(digest, path)
    await writeFile(path, 'edited')
    assert.equal(await blobs.verify(digest), 'whole')
    await assert.rejects(blobs.placeFile(absent, join(folder, 'absent.txt')), (error) =>
      isSwellError(error, 'storage.blobNotFound'),
    )
    await damage(digest)
    const damaged = join(folder, 'damaged.txt')
    for (const hardLink of [false, true]) {
      await assert.rejects(blobs.placeFile(digest, damaged, { hardLink }), (error) =>
        isSwellError(error, 'storage.blobDamaged'),
      )
      await assert.rejects(stat(damaged), { code: 'ENOENT' })
    }
  })

  test(`${name}: a file placed as a hard link is read-only`, async (t) => {
    const { blobs } = await open(t)
    const path = join(await temporaryFolder(t), 'bulletin.txt')
    await blobs.put(bytes)
    await blobs.placeFile(digest, path, { hardLink: true })
    assert.deepEqual(await readFile(path), Buffer.from(bytes))
    assert.equal((await stat(path)).mode & 0o222, 0)
  })

  test(`${name}: what was put again is not removed`, async (t) => {
    const { blobs } = await open(t)
    await blobs.put(bytes)
    const before = new Date(Date.now() + 60_000)
    assert.equal(await blobs.remove(digest, new Date(0)), false)
    assert.equal(await blobs.remove(digest, before, { dryRun: true }), true)
    assert.equal(await blobs.has(digest), true)
    assert.equal(await blobs.remove(digest, before), true)
    assert.equal(await blobs.has(digest), false)
    assert.equal(await blobs.remove(digest, before), true)
  })

  test(`${name}: writers of the same content at once do not meet`, async (t) => {
    const { blobs } = await open(t)
    const digests = await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes)))
    assert.deepEqual(new Set(digests), new Set([digest]))
    assert.deepEqual(await listAll(blobs), [{ digest, sizeBytes: bytes.length }])
  })
}

async function listAll(blobs: BlobStore): Promise<StoredBlob[]> {
  const found: StoredBlob[] = []
  for await (const blob of blobs.list()) found.push(blob)
  return found
}
