import { hash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../../base/index.ts'
import { digestOfFile } from '../../storage/index.ts'
import type { DataPlace } from './data-place.ts'
import { eachAtMost } from './each-at-most.ts'
import { datasetErrors } from './errors.ts'
import type { Manifest, ManifestFile } from './manifest.ts'
import { packedBelowBytes } from './pack-writer.ts'
import type { DataScan, ScannedFile } from './scan-data.ts'
import { knownDigests, type StatCache } from './stat-cache.ts'

/** What becomes of a file that has to be read. The defaults only hash. */
export interface ContentSink {
  /** Takes a small file that was read whole. */
  readonly takeBytes?: (digest: Digest, bytes: Uint8Array) => Promise<void>
  /** Reads a large file, and tells its digest and size. */
  readonly takeFile?: (path: string) => Promise<{ digest: Digest; sizeBytes: number }>
  /** False where a digest is of no use without the content: then the file is read again. */
  readonly isKept?: (digest: Digest) => boolean
  readonly onRead?: (readCount: number, file: ScannedFile) => void
  readonly signal?: AbortSignal
}

export interface HashedFiles {
  readonly manifest: Manifest
  /** Files that had to be read. */
  readonly readCount: number
}

const largeAtOnce = 4
const smallPerBreath = 200

/** Tells the content of every file; those that look as they did when they were hashed are not read. */
export async function hashFiles(
  place: DataPlace,
  scan: DataScan,
  cache: StatCache | undefined,
  sink: ContentSink = {},
): Promise<HashedFiles> {
  const { takeBytes, takeFile = digestLarge, isKept = () => true, onRead, signal } = sink
  const known = knownDigests(cache, scan.files)
  const found = new Map<string, { digest: Digest; sizeBytes: number }>()
  for (const file of scan.files) {
    const digest = known.get(file.path)
    if (digest !== undefined && isKept(digest)) {
      found.set(file.path, { digest, sizeBytes: file.sizeBytes })
    }
  }
  const unread = scan.files.filter((file) => !found.has(file.path))
  const pathOf = (file: ScannedFile) =>
    scan.kind === 'file' ? place.data : join(place.data, file.path)
  let readCount = 0
  const done = (file: ScannedFile, content: { digest: Digest; sizeBytes: number }) => {
    found.set(file.path, content)
    readCount += 1
    onRead?.(readCount, file)
  }

  const large = unread.filter((file) => file.sizeBytes >= packedBelowBytes)
  const readingLarge = eachAtMost(largeAtOnce, large, async (file) => {
    signal?.throwIfAborted()
    done(file, await orRefuse(pathOf(file), () => takeFile(pathOf(file))))
  })
  const small = unread.filter((one) => one.sizeBytes < packedBelowBytes)
  const readingSmall = eachAtMost(1, small, async (file) => {
    if (readCount % smallPerBreath === 0) await setImmediate()
    signal?.throwIfAborted()
    // One call at a time: small files are read four times faster than by promises.
    const bytes = await orRefuse(pathOf(file), () => readFileSync(pathOf(file)))
    const digest = hash('sha256', bytes) as Digest
    await takeBytes?.(digest, bytes)
    done(file, { digest, sizeBytes: bytes.length })
  })
  const [first, second] = await Promise.allSettled([readingSmall, readingLarge])
  for (const one of [first, second]) if (one.status === 'rejected') throw one.reason
  return { manifest: { kind: scan.kind, files: toFiles(scan, found) }, readCount }
}

function toFiles(
  scan: DataScan,
  found: ReadonlyMap<string, { digest: Digest; sizeBytes: number }>,
): ManifestFile[] {
  return scan.files.flatMap(({ path, isExecutable }) => {
    const content = found.get(path)
    return content === undefined ? [] : [{ path, ...content, isExecutable }]
  })
}

async function digestLarge(path: string): Promise<{ digest: Digest; sizeBytes: number }> {
  const { size } = statSync(path)
  return { digest: await digestOfFile(path), sizeBytes: size }
}

const reading = ['EACCES', 'EPERM', 'EIO', 'ENOENT', 'EISDIR', 'ELOOP', 'ENXIO']

async function orRefuse<Result>(
  path: string,
  read: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (!reading.includes(code)) throw error
    throw datasetErrors.fileNotReadable({ path, problem: message }, error)
  }
}
