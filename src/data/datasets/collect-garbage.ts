import { createReadStream } from 'node:fs'
import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import type { BlobStore, DatabaseSession, Schema, StoredBlob } from '../../storage/index.ts'

export interface GarbageOptions {
  /** Only tell what would go. */
  readonly dryRun: boolean
  /** What was put more lately stays: whoever put it may not have recorded it yet. */
  readonly olderThanMs: number
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface CollectedGarbage {
  readonly keptCount: number
  readonly keptBytes: number
  /** What nothing refers to; without a dry run, what is gone. */
  readonly garbage: readonly StoredBlob[]
  /** What nothing refers to either, but which was put too lately. */
  readonly spared: readonly StoredBlob[]
}

/** Tables that name no blobs and may be very long. */
const nameless = new Set([
  'metrics',
  'metric_chunks',
  'run_logs',
  'claims',
  'schema_migrations',
  // It names what is not held any more.
  'dataset_removals',
])

/**
 * Removes the blobs that nothing can reach. A blob is reached if its digest stands in any text of the
 * metadata, or in a reached blob that is JSON, as the list of a version's files is. So a table that is
 * added later holds on to its blobs without being named here; at worst too much is kept. Throws
 * `storage.blobDamaged` where such a list can't be trusted.
 */
export async function collectGarbage(
  deps: { readonly database: DatabaseSession; readonly blobs: BlobStore },
  options: GarbageOptions,
): Promise<CollectedGarbage> {
  // Listed before the metadata is read: what is recorded meanwhile is found there.
  const stored = new Map<Digest, StoredBlob>()
  for await (const blob of deps.blobs.list()) stored.set(blob.digest, blob)
  const reached = await findReached(deps, stored, options)
  // The files' times are the machine's: a project's clock may stand still.
  const storedBefore = new Date(Date.now() - options.olderThanMs)
  const garbage: StoredBlob[] = []
  const spared: StoredBlob[] = []
  for (const blob of stored.values()) {
    if (reached.has(blob.digest)) continue
    const { dryRun } = options
    const isGone = await deps.blobs.remove(blob.digest, storedBefore, { dryRun })
    if (isGone) garbage.push(blob)
    else spared.push(blob)
  }
  const kept = [...stored.values()].filter(({ digest }) => reached.has(digest))
  const keptBytes = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { keptCount: kept.length, keptBytes, garbage, spared }
}

async function findReached(
  { database, blobs }: { readonly database: DatabaseSession; readonly blobs: BlobStore },
  stored: ReadonlyMap<Digest, StoredBlob>,
  { onProgress = noProgress, signal }: GarbageOptions,
): Promise<ReadonlySet<Digest>> {
  const reached = new Set<Digest>()
  const waiting: Digest[] = []
  const reach = (digest: Digest) => {
    if (!stored.has(digest) || reached.has(digest)) return
    reached.add(digest)
    waiting.push(digest)
  }
  await readNamedDigests(database, reach)
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    signal?.throwIfAborted()
    onProgress({ work: 'following blobs', done: reached.size - waiting.length })
    if (await isJson(blobs, digest)) await readDigests(await blobs.openPath(digest), reach)
  }
  return reached
}

async function readNamedDigests(
  { queries }: DatabaseSession,
  reach: (digest: Digest) => void,
): Promise<void> {
  for (const { name } of await queries.introspection.getTables()) {
    if (nameless.has(name)) continue
    // The tables that there are: their names can't be known to the compiler.
    const rows = await queries
      .selectFrom(name as keyof Schema)
      .selectAll()
      .execute()
    for (const value of rows.flatMap((row) => Object.values(row) as unknown[])) {
      if (typeof value === 'string') findDigests(value, reach)
    }
  }
}

/** Whether it begins as JSON does. Other data names no blobs, and is long. */
async function isJson(blobs: BlobStore, digest: Digest): Promise<boolean> {
  const start = Buffer.from(await blobs.peek(digest, 64)).toString('latin1')
  return /^\s*[{[]/.test(start)
}

async function readDigests(path: string, reach: (digest: Digest) => void): Promise<void> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    const text = rest + String(chunk)
    findDigests(text, reach)
    // One that lies across two pieces.
    rest = text.slice(-63)
  }
}

function findDigests(text: string, reach: (digest: Digest) => void): void {
  for (const [digest] of text.matchAll(/[0-9a-f]{64}/g)) reach(digest as Digest)
}
