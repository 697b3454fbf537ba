import { lstatSync, statSync, type Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf, type Digest } from '../../base/index.ts'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetKind } from './dataset-version.ts'
import { parseJson, type ManifestFile } from './manifest.ts'
import { replaceFile } from './replace-file.ts'
import type { DataScan, ScannedFile, ScannedFolder } from './scan-data.ts'

/**
 * What each file looked like when its content was last hashed, so that an unchanged one need not be
 * read again: size, both times and inode. A file that was written just before that look has times
 * of NaN, which equal nothing: it may have been written again in the same tick of the clock.
 */
export interface StatCache {
  /** Of the manifest of all files as they were. */
  readonly digest: Digest
  readonly kind: DatasetKind
  readonly paths: readonly string[]
  readonly folders: readonly string[]
  /** Four numbers a file: size, modified, changed, inode; then three a folder. */
  readonly stats: Float64Array
  /** 32 bytes a file. */
  readonly digests: Buffer
}

const fileWidth = 4
const folderWidth = 3
const headBytes = 8
/** Clocks of file systems tick every few milliseconds; those of whole seconds give themselves away. */
const tickMs = 50
const coarseTickMs = 2000

/** `isKnown` is false for a file that may no longer be what `content` says. */
export async function writeStatCache(
  deps: Pick<DatasetDeps, 'state'>,
  place: DataPlace,
  scan: DataScan,
  content: { readonly digest: Digest; readonly files: readonly ManifestFile[] },
  isKnown: (file: ScannedFile) => boolean = () => true,
): Promise<void> {
  const trusted = (ms: number) => (isSettled(ms, scan.startedMs) ? ms : Number.NaN)
  const stats = Float64Array.from([
    ...scan.files.flatMap((file) => [
      isKnown(file) ? file.sizeBytes : Number.NaN,
      trusted(file.modifiedMs),
      trusted(file.changedMs),
      file.inode,
    ]),
    ...scan.folders.flatMap((folder) => [
      trusted(folder.modifiedMs),
      trusted(folder.changedMs),
      folder.inode,
    ]),
  ])
  const head = Buffer.from(
    JSON.stringify({
      format: 'swell-stats-1',
      digest: content.digest,
      kind: scan.kind,
      paths: scan.files.map((file) => file.path).join('\0'),
      folders: scan.folders.map((folder) => folder.path).join('\0'),
      fileCount: scan.files.length,
      folderCount: scan.folders.length,
    }),
  )
  const length = Buffer.alloc(headBytes)
  length.writeUInt32LE(head.length)
  const digests = Buffer.from(content.files.map((file) => file.digest).join(''), 'hex')
  const whole = Buffer.concat([length, Buffer.from(stats.buffer), digests, head])
  await replaceFile(cachePath(deps, place), whole)
}

/** Undefined where there is none, or one that can't be used: it only saves work. */
export async function findStatCache(
  deps: Pick<DatasetDeps, 'state'>,
  place: DataPlace,
): Promise<StatCache | undefined> {
  const bytes = await readFile(cachePath(deps, place)).catch(() => undefined)
  if (bytes === undefined || bytes.length < headBytes) return undefined
  const head = parseJson(bytes.subarray(bytes.length - bytes.readUInt32LE())) as Head
  if (head.format !== 'swell-stats-1') return undefined
  const { fileCount, folderCount } = head
  const count = fileCount * fileWidth + folderCount * folderWidth
  const digestsAt = headBytes + count * 8
  return {
    digest: head.digest,
    kind: head.kind,
    paths: fileCount === 0 ? [] : head.paths.split('\0'),
    folders: folderCount === 0 ? [] : head.folders.split('\0'),
    stats: new Float64Array(
      bytes.buffer.slice(bytes.byteOffset + headBytes, bytes.byteOffset + digestsAt),
    ),
    digests: bytes.subarray(digestsAt, digestsAt + fileCount * 32),
  }
}

interface Head {
  readonly format?: string
  readonly digest: Digest
  readonly kind: DatasetKind
  readonly paths: string
  readonly folders: string
  readonly fileCount: number
  readonly folderCount: number
}

/** True when no file or folder has changed since: nothing is read, nor listed. */
export function isAsCached(data: string, cache: StatCache): boolean {
  const { stats, paths, folders, kind } = cache
  if (kind === 'file') return isSameFile(statSync(data, { throwIfNoEntry: false }), stats, 0)
  let at = paths.length * fileWidth
  for (const folder of folders) {
    // A name that came or went changes its folder.
    const found = lstatSync(folder === '' ? data : join(data, folder), { throwIfNoEntry: false })
    if (!isSameFolder(found, stats, at)) return false
    at += folderWidth
  }
  at = 0
  for (const path of paths) {
    const found = lstatSync(`${data}/${path}`, { throwIfNoEntry: false })
    if (!isSameFile(found, stats, at)) return false
    at += fileWidth
  }
  return true
}

/** The digest of each file that looks as it did when it was hashed. */
export function knownDigests(
  cache: StatCache | undefined,
  files: readonly ScannedFile[],
): ReadonlyMap<string, Digest> {
  if (cache === undefined) return new Map()
  const places = new Map(cache.paths.map((path, at) => [path, at]))
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

function isSameFile(found: Stats | undefined, stats: Float64Array, at: number): boolean {
  return (
    found !== undefined &&
    found.isFile() &&
    found.size === stats[at] &&
    found.mtimeMs === stats[at + 1] &&
    found.ctimeMs === stats[at + 2] &&
    found.ino === stats[at + 3]
  )
}

function isSameFolder(found: Stats | undefined, stats: Float64Array, at: number): boolean {
  return (
    found !== undefined &&
    found.mtimeMs === stats[at] &&
    found.ctimeMs === stats[at + 1] &&
    found.ino === stats[at + 2]
  )
}

function isSettled(ms: ScannedFolder['modifiedMs'], lookedAtMs: number): boolean {
  return ms < lookedAtMs - (Number.isInteger(ms / 1000) ? coarseTickMs : tickMs)
}

function cachePath({ state }: Pick<DatasetDeps, 'state'>, { data }: DataPlace): string {
  return join(state, 'datasets', `${digestOf(data).slice(0, 32)}.stats`)
}
