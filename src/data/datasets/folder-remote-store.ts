import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSwellError, systemErrorCode, type Digest } from '../../base/index.ts'
import { fsBlobStore, removeOrphanDrafts } from '../../storage/index.ts'
import { isAliasMoveId, parseAliasMoveRecord, writeAliasMoveRecord } from './alias-move-record.ts'
import { datasetErrors } from './errors.ts'
import type { RemoteStore, VersionRecord } from './remote-store.ts'
import { replaceFile } from './replace-file.ts'
import { parseVersionRecord, writeVersionRecord } from './version-record.ts'

const mark = 'swell-remote.json'

/** Makes a folder a remote. Later a folder without the mark is a disk that is not mounted. */
export async function makeFolderRemote(name: string, folder: string): Promise<void> {
  await orUnreachable(name, async () => {
    await mkdir(folder, { recursive: true })
    if (!existsSync(join(folder, mark))) {
      await replaceFile(join(folder, mark), `${JSON.stringify({ format: 'swell-remote-1' })}\n`)
    }
  })
}

/** A remote in a folder, of a mounted disk for example. */
export async function openFolderRemote(name: string, folder: string): Promise<RemoteStore> {
  if (!existsSync(join(folder, mark))) {
    const problem = `${folder} is not there, or is no remote`
    throw datasetErrors.remoteUnreachable({ remote: name, problem })
  }
  const root = join(folder, 'blobs')
  const blobs = fsBlobStore(root)
  const records = join(folder, 'datasets')
  const guard = <Result>(work: () => Promise<Result>) => orUnreachable(name, work)
  await guard(() => removeOrphanDrafts(root))

  const read = async (dataset: string, file: string): Promise<VersionRecord | undefined> => {
    const text = await ifThere(readFile(join(records, dataset, file), 'utf8'))
    return text === undefined ? undefined : parseVersionRecord(text, `${name}: ${dataset}/${file}`)
  }
  const list = async (dataset: string): Promise<VersionRecord[]> => {
    const files = (await ifThere(readdir(join(records, dataset)))) ?? []
    const found = files.filter((file) => /^[0-9a-f]{64}\.json$/.test(file))
    return (await Promise.all(found.map((file) => read(dataset, file)))).flatMap((one) => one ?? [])
  }
  return {
    name,
    has: (digest, sizeBytes) =>
      guard(async () => (await blobs.has(digest)) && (await blobs.size(digest)) === sizeBytes),
    put: (digest, file, watch = {}) =>
      guard(async () => {
        const found = await blobs.putFile(file, watch)
        if (found !== digest) {
          throw datasetErrors.remoteContentWrong({ remote: name, digest, found })
        }
      }),
    // Where the disk is full it is the one here: nothing is written over there.
    fetch: (digest, file, watch = {}) =>
      orUnreachable(name, () => blobs.placeFile(digest, file, watch), ['ENOSPC', 'EDQUOT']),
    putRecord: (record) =>
      guard(() =>
        replaceFile(
          join(records, record.dataset, `${record.digest}.json`),
          writeVersionRecord(record),
        ),
      ),
    putMove: (move) =>
      guard(() =>
        replaceFile(
          join(records, move.dataset, 'moves', `${move.id}.json`),
          writeAliasMoveRecord(move),
        ),
      ),
    findMove: (dataset, id) =>
      guard(async () => {
        const file = join(records, dataset, 'moves', `${id}.json`)
        const text = await ifThere(readFile(file, 'utf8'))
        return text === undefined ? undefined : parseAliasMoveRecord(text, file)
      }),
    listMoveIds: (dataset) =>
      guard(async () => {
        const files = (await ifThere(readdir(join(records, dataset, 'moves')))) ?? []
        return files.map((file) => file.replace(/\.json$/, '')).filter(isAliasMoveId)
      }),
    findRecord: (dataset, digest) => guard(() => read(dataset, `${digest}.json`)),
    listRecords: (dataset) =>
      guard(async () => {
        const names = dataset === undefined ? ((await ifThere(readdir(records))) ?? []) : [dataset]
        const found = (await Promise.all(names.map(list))).flat()
        return found.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      }),
  }
}

/** What a disk says when it is gone, full or not ours, in the words of remotes. */
async function orUnreachable<Result>(
  remote: string,
  work: () => Promise<Result>,
  codesOfOurs: readonly string[] = [],
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isSwellError(error, 'storage.blobDamaged')) {
      const { digest, found } = error.details as { digest: Digest; found: string }
      throw datasetErrors.remoteContentWrong({ remote, digest, found }, error)
    }
    if (isSwellError(error, 'storage.blobNotFound')) {
      const { digest } = error.details as { digest: Digest }
      throw datasetErrors.remoteContentMissing({ remote, digest }, error)
    }
    const isDisk = isSwellError(error, 'storage.noRoomLeft') || isSystemError(error)
    const isOurs = codesOfOurs.includes(systemErrorCode(error) ?? '')
    if (!isDisk || isOurs) throw error
    throw datasetErrors.remoteUnreachable({ remote, problem: (error as Error).message }, error)
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

async function ifThere<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
