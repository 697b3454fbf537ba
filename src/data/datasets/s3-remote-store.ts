import { basename } from 'node:path/posix'
import { isSwellError, mapAtMost, type Digest } from '../../base/index.ts'
import {
  describeS3Place,
  downloadS3File,
  findS3Object,
  findS3Size,
  listS3Keys,
  putS3Object,
  uploadS3File,
  type S3Client,
} from '../../storage/index.ts'
import { isAliasMoveId, parseAliasMoveRecord, writeAliasMoveRecord } from './alias-move-record.ts'
import { datasetErrors } from './errors.ts'
import { openPartialFolder } from './partial-folder.ts'
import type { RemoteStore, VersionRecord } from './remote-store.ts'
import { parseVersionRecord, writeVersionRecord } from './version-record.ts'

const mark = 'swell-remote.json'
const readAtOnce = 8

/** Makes a place in a bucket a remote; the bucket itself is there. */
export async function makeS3Remote(name: string, client: S3Client): Promise<void> {
  await orRemoteError(name, async () => {
    if ((await findS3Object(client, mark)) !== undefined) return
    await putS3Object(client, mark, `${JSON.stringify({ format: 'swell-remote-1' })}\n`)
  })
}

/** A remote in a bucket. `state` is where interrupted downloads wait. */
export async function openS3Remote(
  name: string,
  client: S3Client,
  state: string,
): Promise<RemoteStore> {
  const guard = <Result>(work: () => Promise<Result>) => orRemoteError(name, work)
  if ((await guard(() => findS3Object(client, mark))) === undefined) {
    const problem = `${describeS3Place(client.place)} is no remote`
    throw datasetErrors.remoteUnreachable({ remote: name, problem })
  }
  const read = async (key: string): Promise<VersionRecord | undefined> => {
    const bytes = await findS3Object(client, key)
    if (bytes === undefined) return undefined
    return parseVersionRecord(new TextDecoder().decode(bytes), `${name}: ${key}`)
  }
  return {
    name,
    has: (digest, sizeBytes) =>
      guard(async () => (await findS3Size(client, blobKey(digest))) === sizeBytes),
    put: (digest, file, watch = {}) =>
      guard(() => {
        const check = (found: Digest) => {
          if (found !== digest) throw contentWrong(name, digest, found)
        }
        return uploadS3File(client, { ...watch, key: blobKey(digest), file, check })
      }),
    fetch: (digest, file, watch = {}) =>
      guard(async () => {
        const key = blobKey(digest)
        const download = { ...watch, key, digest, file }
        const fetchOnce = async () =>
          downloadS3File(client, { ...download, partial: await openPartialFolder(state, digest) })
        // What an earlier attempt left behind may have suffered since: that is not the remote's fault.
        const first = await fetchOnce()
        const isBroken = first.digest !== digest && first.resumed
        const { digest: found } = isBroken ? await fetchOnce() : first
        if (found !== digest) throw contentWrong(name, digest, found)
      }),
    putRecord: (record) =>
      guard(() =>
        putS3Object(client, recordKey(record.dataset, record.digest), writeVersionRecord(record)),
      ),
    putMove: (move) =>
      guard(() => putS3Object(client, moveKey(move.dataset, move.id), writeAliasMoveRecord(move))),
    findMove: (dataset, id) =>
      guard(async () => {
        const key = moveKey(dataset, id)
        const bytes = await findS3Object(client, key)
        if (bytes === undefined) return undefined
        return parseAliasMoveRecord(new TextDecoder().decode(bytes), `${name}: ${key}`)
      }),
    listMoveIds: (dataset) =>
      guard(async () => {
        const keys = await listS3Keys(client, `datasets/${dataset}/moves/`)
        return keys.map((key) => basename(key, '.json')).filter(isAliasMoveId)
      }),
    findRecord: (dataset, digest) => guard(() => read(recordKey(dataset, digest))),
    listRecords: (dataset) =>
      guard(async () => {
        const start = dataset === undefined ? 'datasets/' : `datasets/${dataset}/`
        const keys = (await listS3Keys(client, start)).filter((key) =>
          /^datasets\/[^/]+\/[0-9a-f]{64}\.json$/.test(key),
        )
        const found = await mapAtMost(readAtOnce, keys, read)
        return found
          .flatMap((one) => one ?? [])
          .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      }),
  }
}

/** As in a folder remote: the one can be copied to the other. */
function blobKey(digest: Digest): string {
  return `blobs/${digest.slice(0, 2)}/${digest.slice(2)}`
}

function recordKey(dataset: string, digest: Digest): string {
  return `datasets/${dataset}/${digest}.json`
}

function moveKey(dataset: string, id: string): string {
  return `datasets/${dataset}/moves/${id}.json`
}

function contentWrong(remote: string, digest: Digest, found: Digest): Error {
  return datasetErrors.remoteContentWrong({ remote, digest, found })
}

async function orRemoteError<Result>(remote: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isSwellError(error, 'storage.s3ObjectNotFound')) {
      const [, start = '', rest = ''] =
        /^blobs\/(..)\/(.*)$/.exec(String(error.details['key'])) ?? []
      const digest = start + rest
      throw datasetErrors.remoteContentMissing({ remote, digest }, error)
    }
    if (isSwellError(error, 'storage.s3Unreachable')) {
      const { place, problem: what } = error.details as { place: string; problem: string }
      const problem = `${place}: ${what}`
      throw datasetErrors.remoteUnreachable({ remote, problem }, error)
    }
    throw error
  }
}
