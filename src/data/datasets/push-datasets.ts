import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import { eachAtMost } from './each-at-most.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { contentBlobs } from './content-blobs.ts'
import type { RemoteStore } from './remote-store.ts'
import { pushAliasMoves } from './share-aliases.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { readVersionFiles } from './version-files.ts'

export interface TransferOptions {
  /** Of this dataset; of all, when left out. */
  readonly dataset?: string
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface Pushed {
  readonly versions: readonly DatasetVersion[]
  /** Moves of aliases that the remote did not know. */
  readonly moveCount: number
  readonly sentCount: number
  readonly sentBytes: number
  /** Blobs that were there already. */
  readonly presentCount: number
}

const atOnce = 4

/**
 * Sends versions to a remote, the oldest first: what it has already is not sent, and a version is told
 * of when all of its content is there. Stopped at any moment, the same call again sends the rest.
 */
export async function pushDatasets(
  deps: Pick<DatasetDeps, 'database' | 'blobs'>,
  remote: RemoteStore,
  { dataset, onProgress = noProgress, signal }: TransferOptions = {},
): Promise<Pushed> {
  const { blobs } = deps
  const versions = (await sqlDatasetStore(deps.database).list(dataset)).toReversed()
  const seen = new Set<Digest>()
  let [sentCount, sentBytes, done, total] = [0, 0, 0, 0]
  const onBytes = (byteCount: number) => {
    done += byteCount
    const [doneMb, totalMb] = [Math.floor(done / 1e6), Math.ceil(total / 1e6)]
    onProgress({ work: `pushing to ${remote.name}, MB`, done: doneMb, total: totalMb })
  }
  const watch = { onBytes, ...(signal === undefined ? {} : { signal }) }
  const send = async (digest: Digest): Promise<void> => {
    signal?.throwIfAborted()
    const sizeBytes = await blobs.size(digest)
    seen.add(digest)
    if (await remote.has(digest, sizeBytes)) return onBytes(sizeBytes)
    await remote.put(digest, await blobs.openPath(digest), watch)
    sentCount += 1
    sentBytes += sizeBytes
  }
  for (const version of versions) {
    const content = contentBlobs(await readVersionFiles(blobs, version))
    const unsent = [...content, version.places, version.digest].filter((one) => !seen.has(one))
    for (const digest of unsent) total += await blobs.size(digest)
    await eachAtMost(atOnce, unsent, send)
    const { runId: _, ...record } = version
    await remote.putRecord(record)
  }
  let moveCount = 0
  for (const name of new Set(versions.map((version) => version.dataset))) {
    moveCount += await pushAliasMoves(deps, remote, name)
  }
  return { versions, moveCount, sentCount, sentBytes, presentCount: seen.size - sentCount }
}
