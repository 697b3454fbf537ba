import { mapAtMost, type Digest } from '../base/index.ts'
import { collectGarbage, type DatasetDeps } from '../data/index.ts'
import type { StoredBlob } from '../storage/index.ts'
import type { CommandContext } from './command-context.ts'
import type { Finding, Look } from './finding.ts'
import { listNamedBlobs } from './list-named-blobs.ts'
import { writeBytes, writeCounted } from './write-value.ts'

type Store = Pick<DatasetDeps, 'database' | 'blobs'>

/** So much is read anew: a look takes seconds, however large the store is. */
const readBytesAtMost = 2_000_000_000
const readAtOnce = 2
const dayMs = 24 * 60 * 60 * 1000

/**
 * Looks for blobs that the metadata names and that are not there, and reads blobs anew, the smallest
 * first: lists and models come before data. What is too much to read is said.
 */
export async function examineBlobs(
  project: Store,
  { live, signal }: Pick<CommandContext, 'live' | 'signal'>,
  bytesAtMost = readBytesAtMost,
): Promise<Look> {
  const stored = (await listStored(project)).toSorted((a, b) => a.sizeBytes - b.sizeBytes)
  const named = await listNamedBlobs(project)
  const there = new Set(stored.map(({ digest }) => digest))
  const missing = [...named.keys()].filter((digest) => !there.has(digest))
  const read = stored.slice(0, countWithin(stored, bytesAtMost))
  let done = 0
  const judged = await mapAtMost(readAtOnce, read, async ({ digest }) => {
    signal.throwIfAborted()
    const health = await project.blobs.verify(digest)
    live.progress({ work: 'verifying blobs', done: (done += 1), total: read.length })
    return { digest, health }
  })
  live.clear()
  const faults = [
    ...missing.map((digest) => describeFault(digest, 'missing', named)),
    ...judged.flatMap(({ digest, health }) =>
      health === 'whole' ? [] : [describeFault(digest, health, named)],
    ),
  ]
  const found = `${writeCounted(stored.length, 'blob')}, ${writeBytes(bytesOf(stored))}`
  if (faults.length > 0) {
    return {
      state: 'wrong',
      found: `${faults.length} of ${found}: ${faults.slice(0, 3).join(', ')}`,
      fix: 'Bring those of datasets back with `swell data verify --repair`; else put them back from a copy of the state, or delete the damaged ones and bring the data in again.',
    }
  }
  const unread = writeBytes(bytesOf(stored) - bytesOf(read))
  const isAll = read.length === stored.length
  const whole = isAll
    ? 'all whole'
    : `all there, and whole as far as they were read (${unread} were not: swell data verify)`
  return { state: 'well', found: `${found}, ${whole}` }
}

/** What nothing refers to and was not put today: it could go. Undefined where that can't be told. */
export async function examineGarbage(project: Store): Promise<Finding | undefined> {
  const options = { dryRun: true, olderThanMs: dayMs }
  const { garbage } = await collectGarbage(project, options).catch(() => ({ garbage: [] }))
  if (garbage.length === 0) return undefined
  const found = `${writeCounted(garbage.length, 'blob')}, ${writeBytes(bytesOf(garbage))}, that nothing refers to`
  return { what: 'unused', state: 'note', found, fix: 'Remove them: swell data gc --delete' }
}

async function listStored({ blobs }: Store): Promise<StoredBlob[]> {
  const stored: StoredBlob[] = []
  for await (const blob of blobs.list()) stored.push(blob)
  return stored
}

function countWithin(stored: readonly StoredBlob[], bytesAtMost: number): number {
  let bytes = 0
  const over = stored.findIndex(({ sizeBytes }) => (bytes += sizeBytes) > bytesAtMost)
  return over < 0 ? stored.length : over
}

function bytesOf(stored: readonly StoredBlob[]): number {
  return stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}

function describeFault(digest: Digest, health: string, named: ReadonlyMap<Digest, string>): string {
  const owner = named.get(digest)
  return `${digest.slice(0, 12)} is ${health}${owner === undefined ? '' : ` (${owner})`}`
}
