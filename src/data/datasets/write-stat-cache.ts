import type { Digest } from '../../base/index.ts'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { ManifestFile } from './manifest.ts'
import { replaceFile } from './replace-file.ts'
import type { DataScan, ScannedFile } from './scan-data.ts'
import {
  statCacheFormat,
  statCacheLengthBytes,
  statCachePath,
  type StatCacheHead,
} from './stat-cache.ts'

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
  const paths = Buffer.from(scan.files.map((file) => file.path).join('\0'))
  const head = toHead({
    format: statCacheFormat,
    digest: content.digest,
    kind: scan.kind,
    folders: scan.folders.map((folder) => folder.path).join('\0'),
    fileCount: scan.files.length,
    folderCount: scan.folders.length,
    pathBytes: paths.length,
  })
  const digests = Buffer.from(content.files.map((file) => file.digest).join(''), 'hex')
  const whole = Buffer.concat([head, Buffer.from(stats.buffer), paths, digests])
  await replaceFile(statCachePath(deps, place), whole)
}

function toHead(head: StatCacheHead): Buffer {
  const json = JSON.stringify(head)
  const text = Buffer.from(json + ' '.repeat(7 - ((Buffer.byteLength(json) + 7) % 8)))
  const length = Buffer.alloc(statCacheLengthBytes)
  length.writeUInt32LE(text.length)
  return Buffer.concat([length, text])
}

function isSettled(ms: number, lookedAtMs: number): boolean {
  return ms < lookedAtMs - (Number.isInteger(ms / 1000) ? coarseTickMs : tickMs)
}
