import { hash } from 'node:crypto'
import { lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { chmod, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { DataPlace } from './data-place.ts'
import { datasetErrors } from './errors.ts'
import type { FilePlace } from './file-places.ts'
import type { ManifestFile } from './manifest.ts'
import { draftBeside } from './replace-file.ts'
import { toScannedFile, type ScannedFile } from './scan-data.ts'
import type { VersionFiles } from './version-files.ts'

interface PlaceFilesWork {
  readonly todo: ReadonlySet<ManifestFile>
  /** Paths that are to go. */
  readonly removed: readonly string[]
  readonly hardLink: boolean
  readonly onPlaced: (count: number) => void
  readonly signal?: AbortSignal
}

/** What each file looked like right after it was written, by its path. */
export type WrittenFiles = ReadonlyMap<string, ScannedFile>

/** Writes files of a version to their places. A folder that is not there yet appears at once. */
export async function placeFiles(
  blobs: BlobStore,
  place: DataPlace,
  files: VersionFiles,
  work: PlaceFilesWork,
): Promise<WrittenFiles> {
  const { kind } = files.manifest
  try {
    if (kind === 'folder' && !(await isFolder(place.data))) {
      await rm(place.data, { force: true })
      return await writeNewFolder(blobs, place, files, work)
    }
    if (kind === 'file' && (await isFolder(place.data))) {
      await rm(place.data, { recursive: true, force: true })
    }
    await removeFiles(place, kind === 'file' ? [] : work.removed)
    const target = (path: string) => (kind === 'file' ? place.data : join(place.data, path))
    return await writeFiles(blobs, files, work, target, true)
  } catch (error) {
    throw toPlaceError(place, error)
  }
}

async function writeNewFolder(
  blobs: BlobStore,
  place: DataPlace,
  files: VersionFiles,
  work: PlaceFilesWork,
): Promise<WrittenFiles> {
  const draft = draftBeside(place.data)
  try {
    const written = await writeFiles(blobs, files, work, (path) => join(draft, path), false)
    await rename(draft, place.data)
    return written
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Pack by pack, so that each is read once. */
async function writeFiles(
  blobs: BlobStore,
  { manifest, places }: VersionFiles,
  work: PlaceFilesWork,
  target: (path: string) => string,
  mayBeTaken: boolean,
): Promise<WrittenFiles> {
  const placed = manifest.files
    .map((file, at): PlacedFile => ({ file, place: places[at] ?? 'own' }))
    .filter(({ file }) => work.todo.has(file))
  const made = new Set<string>()
  const written = new Map<string, ScannedFile>()
  for (const [blob, group] of Map.groupBy(placed, blobOf)) {
    work.signal?.throwIfAborted()
    await setImmediate()
    const pack = group[0]?.place === 'own' ? undefined : await blobs.get(blob)
    for (const one of group) {
      const path = target(one.file.path)
      const folder = dirname(path)
      if (!made.has(folder)) mkdirSync(folder, { recursive: true })
      made.add(folder)
      const write = (to: string) => writeFile(blobs, one, pack, to, work.hardLink)
      await (mayBeTaken ? replaceBy(path, write) : write(path))
      written.set(one.file.path, toScannedFile(one.file.path, lstatSync(path)))
      work.onPlaced(written.size)
    }
  }
  return written
}

interface PlacedFile {
  readonly file: ManifestFile
  readonly place: FilePlace
}

async function writeFile(
  blobs: BlobStore,
  { file, place }: PlacedFile,
  pack: Uint8Array | undefined,
  to: string,
  hardLink: boolean,
): Promise<void> {
  if (pack === undefined || place === 'own') await placeLarge(blobs, file, to, hardLink)
  else writeFileSync(to, contentOf(file, pack, place.offset), { mode: modeOf(file) })
}

/** The old file stays until the new one is whole. */
async function replaceBy(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = draftBeside(path)
  try {
    await write(draft)
    renameSync(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function placeLarge(
  blobs: BlobStore,
  file: ManifestFile,
  path: string,
  hardLink: boolean,
): Promise<void> {
  await blobs.placeFile(file.digest, path, { hardLink })
  const isLinked = hardLink && (await stat(path)).nlink > 1
  // A second name shares the blob's mode, which stays read-only.
  if (!isLinked) await chmod(path, modeOf(file))
}

function blobOf({ file, place }: PlacedFile): Digest {
  return place === 'own' ? file.digest : place.pack
}

function contentOf(file: ManifestFile, pack: Uint8Array, offset: number): Uint8Array {
  const bytes = pack.subarray(offset, offset + file.sizeBytes)
  if (hash('sha256', bytes) !== file.digest) {
    const problem = `${file.path} does not lie where its places say`
    throw datasetErrors.versionContentInvalid({ digest: file.digest, problem })
  }
  return bytes
}

function modeOf(file: ManifestFile): number {
  return file.isExecutable ? 0o755 : 0o644
}

async function removeFiles(place: DataPlace, paths: readonly string[]): Promise<void> {
  const folders = new Set<string>()
  for (const path of paths) {
    await rm(join(place.data, path), { force: true })
    for (let at = dirname(path); at !== '.'; at = dirname(at)) folders.add(at)
  }
  // The deepest first; one that still holds something stays.
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) {
    await rmdir(join(place.data, folder)).catch(() => undefined)
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

const disk = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOTDIR', 'EISDIR']

function toPlaceError(place: DataPlace, error: unknown): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (!disk.includes(code)) return error
  return datasetErrors.placeNotWritable({ path: place.path, problem: message }, error)
}
