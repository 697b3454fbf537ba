import { isSwellError, type Digest } from '../../base/index.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { RemoteStore } from './remote-store.ts'

/**
 * Puts a remote's content in the place of a damaged or missing blob. False where the remote has not got
 * it, or not whole; the blob is then as it was.
 */
export async function repairBlob(
  { blobs }: Pick<DatasetDeps, 'blobs'>,
  remote: RemoteStore,
  digest: Digest,
): Promise<boolean> {
  try {
    await blobs.putWritten((draft) => remote.fetch(digest, draft))
    return true
  } catch (error) {
    const isTheirs =
      isSwellError(error, 'data.remoteContentMissing') ||
      isSwellError(error, 'data.remoteContentWrong')
    if (isTheirs) return false
    throw error
  }
}
