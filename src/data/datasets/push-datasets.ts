import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import { eachAtMost } from './each-at-most.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { contentBlobs } from './content-blobs.ts'
import type { RemoteStore } from './remote-store.ts'
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
  const sizes = new Map<Digest, number>()
  let [sentCount, sentBytes, done, total] = [0, 0, 0, 0]
  const send = async (digest: Digest): Promise<void> => {
    signal?.throwIfAborted()
    const sizeBytes = await blobs.size(digest)
    if (!(await remote.has(digest, sizeBytes))) {
      await remote.put(digest, await blobs.openPath(digest))
      sentCount += 1
      sentBytes += sizeBytes
    }
    sizes.set(digest, sizeBytes)
    done += 1
    onProgress({ work: `pushing to ${remote.name}`, done, total })
  }
  for (const version of versions) {
    const content = contentBlobs(await readVersionFiles(blobs, version))
    const unsent = [...content, version.places, version.digest].filter((one) => !sizes.has(one))
    total += unsent.length
    await eachAtMost(atOnce, unsent, send)
    const { runId: _, ...record } = version
    await remote.putRecord(record)
  }
  return { versions, sentCount, sentBytes, presentCount: sizes.size - sentCount }
}
