import { closeSync, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'
import { join, parse } from 'node:path'
import type { Digest } from '../../base/index.ts'
import { digestOf } from '../../base/quick.ts'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetKind } from './dataset-version.ts'
import { lookTheSame } from './look-at-files.ts'
import { parseJson } from './manifest.ts'
import type { ScannedFile } from './scan-data.ts'

/**
 * What each file looked like when its content was last hashed, so that an unchanged one need not be
 * read again: size, both times and inode. A file that was written just before that look has times
 * of NaN, which equal nothing: it may have been written again in the same tick of the clock.
 */
export interface StatCache {
  /** Of the manifest of all files as they were. */
  readonly digest: Digest
  readonly kind: DatasetKind
  /** With a NUL between them. */
  readonly paths: string
  readonly fileCount: number
  readonly folders: readonly string[]
  /** Four numbers a file: size, modified, changed, inode; then three a folder. */
  readonly stats: Float64Array
  /** 32 bytes a file. */
  readonly digests: Buffer
}

const fileWidth = 4
const folderWidth = 3
export const statCacheLengthBytes = 8
export const statCacheFormat = 'swell-stats-2'

/** Undefined where there is none, or one that can't be used: it only saves work. */
export function findStatCache(
  deps: Pick<DatasetDeps, 'state'>,
  place: DataPlace,
): StatCache | undefined {
  const bytes = findBytes(statCachePath(deps, place))
  if (bytes === undefined || bytes.length < statCacheLengthBytes) return undefined
  const statsAt = statCacheLengthBytes + bytes.readUInt32LE()
  const head = parseJson(bytes.subarray(statCacheLengthBytes, statsAt)) as StatCacheHead
  if (head.format !== statCacheFormat) return undefined
  const { fileCount, folderCount } = head
  const statCount = fileCount * fileWidth + folderCount * folderWidth
  const pathsAt = statsAt + statCount * 8
  const digestsAt = pathsAt + head.pathBytes
  if (statsAt % 8 !== 0 || bytes.length !== digestsAt + fileCount * 32) return undefined
  return {
    digest: head.digest,
    kind: head.kind,
    paths: bytes.toString('utf8', pathsAt, digestsAt),
    fileCount,
    folders: folderCount === 0 ? [] : head.folders.split('\0'),
    stats: new Float64Array(bytes.buffer, bytes.byteOffset + statsAt, statCount),
    digests: bytes.subarray(digestsAt),
  }
}

/** In a buffer of its own, so that numbers can be read where they stand. */
function findBytes(path: string): Buffer | undefined {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.allocUnsafeSlow(fstatSync(file).size)
      return bytes.subarray(0, readSync(file, bytes))
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/**
 * The file begins with the length of this, and this, filled up with blanks to eight bytes; then come the
 * stats, the paths and the digests.
 */
export interface StatCacheHead {
  readonly format?: string
  readonly digest: Digest
  readonly kind: DatasetKind
  readonly folders: string
  readonly fileCount: number
  readonly folderCount: number
  readonly pathBytes: number
}

/** True when no file or folder has changed since: nothing is read, nor listed. */
export function isAsCached(data: string, cache: StatCache): boolean {
  const { stats, paths, folders, kind, fileCount } = cache
  if (kind === 'file') {
    const { dir, base } = parse(data)
    return lookTheSame({ folder: dir, paths: base, stats })
  }
  let at = fileCount * fileWidth
  for (const folder of folders) {
    // A name that came or went changes its folder.
    const found = lstatSync(folder === '' ? data : join(data, folder), { throwIfNoEntry: false })
    if (!isSameFolder(found, stats, at)) return false
    at += folderWidth
  }
  return lookTheSame({ folder: data, paths, stats })
}

/** The digest of each file that looks as it did when it was hashed. */
export function knownDigests(
  cache: StatCache | undefined,
  files: readonly ScannedFile[],
): ReadonlyMap<string, Digest> {
  if (cache === undefined) return new Map()
  const places = new Map(cache.paths.split('\0').map((path, at) => [path, at]))
  const { stats, digests } = cache
  const known = new Map<string, Digest>()
  for (const file of files) {
    const at = places.get(file.path)
    if (at === undefined) continue
    const isSame =
      stats[at * fileWidth] === file.sizeBytes &&
      stats[at * fileWidth + 1] === file.modifiedMs &&
      stats[at * fileWidth + 2] === file.changedMs &&
      stats[at * fileWidth + 3] === file.inode
    if (isSame) known.set(file.path, digests.toString('hex', at * 32, at * 32 + 32) as Digest)
  }
  return known
}

function isSameFolder(found: Stats | undefined, stats: Float64Array, at: number): boolean {
  return (
    found !== undefined &&
    found.mtimeMs === stats[at] &&
    found.ctimeMs === stats[at + 1] &&
    found.ino === stats[at + 2]
  )
}

export function statCachePath({ state }: Pick<DatasetDeps, 'state'>, { data }: DataPlace): string {
  return join(state, 'datasets', `${digestOf(data).slice(0, 32)}.stats`)
}
