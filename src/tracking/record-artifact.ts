import { holdsSecret } from '../base/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { trackingErrors } from './errors.ts'
import { assertRun } from './get-run.ts'
import type { Artifact, RunRecords } from './run-records.ts'
import type { RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface RecordArtifactDeps {
  readonly runs: RunStore
  readonly records: RunRecords
  readonly blobs: BlobStore
}

export interface ArtifactInput {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** Keeps a file that a run has made. Throws `runNotFound` or `secretKept`. */
export async function recordArtifact(
  deps: RecordArtifactDeps,
  runId: RunId,
  { name, bytes, mediaType }: ArtifactInput,
): Promise<Artifact> {
  await assertRun(deps, runId)
  if (holdsSecret(bytes)) throw trackingErrors.secretKept({ what: `Artifact ${name}` })
  const digest = await deps.blobs.put(bytes)
  const artifact = { runId, name, digest, sizeBytes: bytes.length, mediaType }
  await deps.records.putArtifact(artifact)
  return artifact
}
