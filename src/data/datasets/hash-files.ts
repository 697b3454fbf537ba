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
  readonly takeFile?: (path: string, onBytes: OnBytes) => Promise<FileContent>
  /** False where a digest is of no use without the content: then the file is read again. */
  readonly isKept?: (digest: Digest) => boolean
  readonly onRead?: (doneBytes: number, totalBytes: number) => void
  readonly signal?: AbortSignal
}

type OnBytes = (byteCount: number) => void

interface FileContent {
  readonly digest: Digest
  readonly sizeBytes: number
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
  const found = new Map<string, FileContent>()
  for (const file of scan.files) {
    const digest = known.get(file.path)
    if (digest !== undefined && isKept(digest)) {
      found.set(file.path, { digest, sizeBytes: file.sizeBytes })
    }
  }
  const unread = scan.files.filter((file) => !found.has(file.path))
  const pathOf = (file: ScannedFile) =>
    scan.kind === 'file' ? place.data : join(place.data, file.path)
  const totalBytes = unread.reduce((sum, file) => sum + file.sizeBytes, 0)
  let doneBytes = 0
  const onBytes = (byteCount: number) => {
    doneBytes += byteCount
    onRead?.(doneBytes, totalBytes)
  }

  const large = unread.filter((file) => file.sizeBytes >= packedBelowBytes)
  const readingLarge = eachAtMost(largeAtOnce, large, async (file) => {
    signal?.throwIfAborted()
    const path = pathOf(file)
    found.set(file.path, await orRefuse(path, () => takeFile(path, onBytes)))
  })
  const small = unread.filter((one) => one.sizeBytes < packedBelowBytes)
  let smallCount = 0
  const readingSmall = eachAtMost(1, small, async (file) => {
    if (smallCount++ % smallPerBreath === 0) await setImmediate()
    signal?.throwIfAborted()
    // One call at a time: small files are read four times faster than by promises.
    const bytes = await orRefuse(pathOf(file), () => readFileSync(pathOf(file)))
    const digest = hash('sha256', bytes) as Digest
    await takeBytes?.(digest, bytes)
    found.set(file.path, { digest, sizeBytes: bytes.length })
    onBytes(bytes.length)
  })
  const [first, second] = await Promise.allSettled([readingSmall, readingLarge])
  for (const one of [first, second]) if (one.status === 'rejected') throw one.reason
  const { length: readCount } = unread
  return { manifest: { kind: scan.kind, files: toFiles(scan, found) }, readCount }
}

function toFiles(scan: DataScan, found: ReadonlyMap<string, FileContent>): ManifestFile[] {
  return scan.files.flatMap(({ path, isExecutable }) => {
    const content = found.get(path)
    return content === undefined ? [] : [{ path, ...content, isExecutable }]
  })
}

async function digestLarge(path: string, onBytes: OnBytes): Promise<FileContent> {
  const { size } = statSync(path)
  return { digest: await digestOfFile(path, onBytes), sizeBytes: size }
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
