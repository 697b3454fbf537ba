import { randomUUID } from 'node:crypto'
import {
  chmod,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { digestOf, type Digest } from '../base/index.ts'
import type { BlobStore, PlaceFileOptions, StoredBlob } from './blob-store.ts'
import { copyAndDigest, digestOfFile } from './copy-and-digest.ts'
import { draftName, isOrphanDraft } from './draft-name.ts'
import { storageErrors } from './errors.ts'

const readOnly = 0o444

/** Keeps blobs as files under `root`, each named by its SHA-256. */
export function fsBlobStore(root: string): BlobStore {
  const folder = resolve(root)
  const pathOf = (digest: Digest) => join(folder, digest.slice(0, 2), digest.slice(2))
  /** By digest, what the file looked like when it was last found whole. */
  const verified = new Map<Digest, string>()

  async function assertWhole(digest: Digest): Promise<string> {
    const path = pathOf(digest)
    const stamp = await stampOf(path)
    if (stamp === undefined) throw storageErrors.blobNotFound({ digest })
    if (verified.get(digest) === stamp) return path
    const found = await digestOfFile(path)
    if (found !== digest) throw storageErrors.blobDamaged({ digest, path, found })
    verified.set(digest, stamp)
    return path
  }

  async function find(digest: Digest): Promise<Uint8Array | undefined> {
    const path = pathOf(digest)
    const bytes = await ifThere(readFile(path))
    if (bytes === undefined) return undefined
    const found = digestOf(bytes)
    if (found !== digest) throw storageErrors.blobDamaged({ digest, path, found })
    return bytes
  }

  async function isWhole(digest: Digest): Promise<boolean> {
    const stamp = await stampOf(pathOf(digest))
    if (stamp === undefined) return false
    return verified.get(digest) === stamp || (await digestOfFile(pathOf(digest))) === digest
  }

  /** Gives a finished draft its name; a damaged blob in its place is healed. */
  async function keep(draft: string, digest: Digest): Promise<Digest> {
    const path = pathOf(digest)
    if (await isWhole(digest)) {
      await rm(draft)
      return freshen(digest)
    }
    await mkdir(dirname(path), { recursive: true })
    await rename(draft, path)
    await syncFolder(dirname(path))
    return remember(digest)
  }

  /** Tells `remove` that somebody has put this again and counts on it. */
  async function freshen(digest: Digest): Promise<Digest> {
    const now = new Date()
    await ifThere(utimes(pathOf(digest), now, now))
    return remember(digest)
  }

  async function remember(digest: Digest): Promise<Digest> {
    const stamp = await stampOf(pathOf(digest))
    if (stamp !== undefined) verified.set(digest, stamp)
    return digest
  }

  const putWritten: BlobStore['putWritten'] = (write) =>
    withDraft(folder, async (draft) => {
      await write(draft)
      await chmod(draft, readOnly)
      const [digest] = await Promise.all([digestOfFile(draft), syncFile(draft)])
      return keep(draft, digest)
    })

  return {
    async put(bytes) {
      const digest = digestOf(bytes)
      if (await isWhole(digest)) return freshen(digest)
      return withDraft(folder, async (draft) => {
        await writeDraft(draft, bytes)
        return keep(draft, digest)
      })
    },

    async putFile(path, { move = false, onBytes } = {}) {
      const digest = await withDraft(folder, async (draft) => {
        const isLinked = move && (await hasLinked(path, draft))
        const found = isLinked
          ? await digestOfFile(draft, onBytes)
          : await copyAndDigest(path, draft, onBytes)
        await chmod(draft, readOnly)
        await syncFile(draft)
        return keep(draft, found)
      })
      if (move) await rm(path)
      return digest
    },

    putWritten,

    find,

    async get(digest) {
      const bytes = await find(digest)
      if (bytes === undefined) throw storageErrors.blobNotFound({ digest })
      return bytes
    },

    openPath: assertWhole,

    async placeFile(digest, path, { hardLink = false, onBytes } = {}) {
      if (hardLink && (await hasLinked(await assertWhole(digest), path))) return
      await copyWhole(digest, { from: pathOf(digest), to: path, onBytes })
    },

    async has(digest) {
      return (await ifThere(stat(pathOf(digest)))) !== undefined
    },

    async size(digest) {
      const found = await ifThere(stat(pathOf(digest)))
      if (found === undefined) throw storageErrors.blobNotFound({ digest })
      return found.size
    },

    list: () => listBlobs(folder),

    async verify(digest) {
      const found = await ifThere(digestOfFile(pathOf(digest)))
      if (found === undefined) return 'missing'
      return found === digest ? 'whole' : 'damaged'
    },

    async peek(digest, byteCount) {
      const bytes = await ifThere(readStart(pathOf(digest), byteCount))
      if (bytes === undefined) throw storageErrors.blobNotFound({ digest })
      return bytes
    },

    async remove(digest, storedBefore, { dryRun = false } = {}) {
      const path = pathOf(digest)
      const found = await ifThere(stat(path))
      if (found === undefined) return true
      if (found.mtime >= storedBefore) return false
      if (dryRun) return true
      await rm(path, { force: true })
      return true
    },
  }
}

/** Deletes the drafts that processes of this host left behind when they died, and counts them. */
export async function removeOrphanDrafts(root: string): Promise<number> {
  const drafts = join(resolve(root), 'drafts')
  const names = (await ifThere(readdir(drafts))) ?? []
  const orphans = names.filter(isOrphanDraft)
  for (const name of orphans) await rm(join(drafts, name), { force: true })
  return orphans.length
}

/** A place beside the blobs, on the same file system, that is empty again afterwards. */
async function withDraft<Result>(
  folder: string,
  work: (draft: string) => Promise<Result>,
): Promise<Result> {
  const draft = join(folder, 'drafts', draftName(randomUUID()))
  await mkdir(dirname(draft), { recursive: true })
  try {
    return await work(draft)
  } catch (error) {
    throw isDiskFull(error) ? storageErrors.noRoomLeft({ folder }, error) : error
  } finally {
    await rm(draft, { force: true })
  }
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
}

async function writeDraft(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', readOnly)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Copies a blob, and takes the copy away again where it turns out not to be whole. */
async function copyWhole(
  digest: Digest,
  { from, to, onBytes }: { from: string; to: string; onBytes: PlaceFileOptions['onBytes'] },
): Promise<void> {
  const found = await ifThere(copyAndDigest(from, to, onBytes))
  if (found === undefined) throw storageErrors.blobNotFound({ digest })
  if (found === digest) return
  await rm(to)
  throw storageErrors.blobDamaged({ digest, path: from, found })
}

async function readStart(path: string, byteCount: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(byteCount), 0, byteCount, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A second name for the same file: nothing is lost if the rest fails. */
async function hasLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    // Another file system, or one without links: it has to be copied.
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['EXDEV', 'EPERM', 'ENOSYS', 'ENOTSUP', 'EMLINK'].includes(code)) return false
    throw error
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a rename survive a power cut. Windows has no such call on folders, and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await syncFile(path)
}

async function* listBlobs(folder: string): AsyncGenerator<StoredBlob> {
  for (const prefix of (await ifThere(readdir(folder))) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue
    for (const name of await readdir(join(folder, prefix))) {
      const found = await ifThere(stat(join(folder, prefix, name)))
      if (found !== undefined) yield { digest: (prefix + name) as Digest, sizeBytes: found.size }
    }
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  const found = await ifThere(stat(path, { bigint: true }))
  return found === undefined ? undefined : `${found.size}/${found.mtimeNs}`
}

async function ifThere<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
