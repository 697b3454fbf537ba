import type { BlobStore, Database } from '../../storage/index.ts'
import type { Clock } from '../../base/index.ts'
import { chunksOf } from '../chunks-of.ts'
import { sqlLoggedFiles } from '../experiments/logged-files.ts'
import { sqlLoggedRunStore } from '../experiments/sql-logged-run-store.ts'
import { describeCode } from './describe-code.ts'
import { mediaTypeOf } from './media-type-of.ts'

export interface NoteCodeDeps {
  readonly database: Database
  readonly blobs: BlobStore
  readonly now: Clock
  readonly root: string
}

/** Notes with a run what it is made of: commit, changes that are not committed, lockfiles, runtime. */
export async function noteCode(
  { database, blobs, now, root }: NoteCodeDeps,
  runId: string,
): Promise<void> {
  const runs = sqlLoggedRunStore({ session: database, now })
  const { tags, files } = await describeCode(root)
  const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }))
  for (const some of chunksOf(pairs)) await runs.logBatch(runId, { tags: some })
  const { artifactUri } = await runs.get(runId)
  const folder = artifactUri.replace(/^mlflow-artifacts:\/*/, '')
  for (const [name, bytes] of Object.entries(files)) {
    await sqlLoggedFiles(database).put({
      path: `${folder}/${name}`,
      digest: await blobs.put(bytes),
      sizeBytes: bytes.length,
      mediaType: mediaTypeOf(name),
      loggedAt: now(),
    })
  }
}
