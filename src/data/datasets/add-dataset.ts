import { basename } from 'node:path'
import { digestOf, newId, noProgress, type Digest, type Progress } from '../../base/index.ts'
import { releaseClaim, takeClaim, type DatabaseSession } from '../../storage/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { dataPlaceOf, type DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { datasetNode } from './dataset-lineage.ts'
import type { NewDatasetVersion, RecordedVersion } from './dataset-store.ts'
import { assertDatasetName, type DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { writePlaces, type FilePlace } from './file-places.ts'
import { findPointers } from './find-pointers.ts'
import { hashFiles, type HashedFiles } from './hash-files.ts'
import { keepOutOfGit } from './keep-out-of-git.ts'
import { writeManifest } from './manifest.ts'
import { openPackWriter, packedBelowBytes } from './pack-writer.ts'
import { findPointer } from './pointer.ts'
import { writePointer } from './write-pointer.ts'
import { removeOrphan } from './replace-file.ts'
import { scanData, type DataScan } from './scan-data.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { findStatCache, type StatCache } from './stat-cache.ts'
import { writeStatCache } from './write-stat-cache.ts'
import { readVersionFiles, type VersionFiles } from './version-files.ts'

export interface AddDatasetInput {
  /** Of a file or folder inside the project. */
  readonly path: string
  /** That of the pointer beside it, or the file's own name, where it is not told. */
  readonly name?: string
  readonly message?: string
  readonly runId?: string
  /** Who moves `latest`. */
  readonly by: string
  /** Is asked about new content before it is recorded; what it throws keeps the content out. */
  readonly judge?: (dataset: string, files: VersionFiles) => Promise<void>
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface AddedDataset {
  readonly version: DatasetVersion
  /** False when a version holds just this already. */
  readonly isNew: boolean
  /** Of the pointer file, from the project's folder. */
  readonly pointer: string
  /** Files that had to be read; the others looked as they did before. */
  readonly readCount: number
}

/**
 * Keeps a file or a folder as a version, unless its content is one already, moves `latest` to it, and
 * writes the pointer file. The data stays where it is, and `judge` may keep it out. Killed at any moment it leaves the store whole,
 * and the same call again ends what was begun. Throws `storage.claimHeld` while another adds to it.
 */
export async function addDataset(deps: DatasetDeps, input: AddDatasetInput): Promise<AddedDataset> {
  const place = dataPlaceOf(deps.root, input.path)
  const scan = await scanData(place.data)
  if (scan === undefined) throw datasetErrors.dataNotFound({ path: place.path })
  if (scan.files.length === 0) throw datasetErrors.folderWithoutFiles({ path: place.path })
  const name = await chooseName(deps, place, input.name)
  const claim = await takeClaim(deps, `dataset ${name}`)
  try {
    for (const draft of scan.drafts) await removeOrphan(draft)
    return await addScanned(deps, { ...input, name }, place, scan)
  } finally {
    await releaseClaim(deps, claim)
  }
}

async function addScanned(
  deps: DatasetDeps,
  input: AddDatasetInput & { readonly name: string },
  place: DataPlace,
  scan: DataScan,
): Promise<AddedDataset> {
  const cache = findStatCache(deps, place)
  const { manifest, places, readCount } = await keepContent(deps, input, place, scan, cache)
  const list = writeManifest(manifest)
  const known = await sqlDatasetStore(deps.database).findByDigest(input.name, digestOf(list))
  if (known === undefined) await input.judge?.(input.name, { manifest, places })
  const digest = await deps.blobs.put(list)
  const { version, isNew } = await recordLatest(deps, input.by, {
    dataset: input.name,
    digest,
    places: await deps.blobs.put(writePlaces(places)),
    kind: manifest.kind,
    fileCount: manifest.files.length,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    createdAt: deps.now(),
    message: input.message,
    runId: input.runId ?? deps.runId,
  })
  await keepOutOfGit(place)
  await writePointer(place, version)
  await writeStatCache(deps, place, scan, { digest, files: manifest.files })
  return { version, isNew, pointer: `${place.path}.swell`, readCount }
}

async function keepContent(
  { blobs, database }: DatasetDeps,
  input: AddDatasetInput & { readonly name: string },
  place: DataPlace,
  scan: DataScan,
  cache: StatCache | undefined,
): Promise<HashedFiles & { readonly places: readonly FilePlace[] }> {
  const known = await knownPlaces({ blobs, database }, input.name)
  const small = scan.files.filter((file) => file.sizeBytes < packedBelowBytes)
  const packs = openPackWriter(
    blobs,
    small.reduce((sum, file) => sum + file.sizeBytes, 0),
  )
  const { onProgress = noProgress, signal } = input
  const hashed = await hashFiles(place, scan, cache, {
    isKept: (digest) => known.has(digest),
    takeBytes: async (digest, bytes) => {
      if (!known.has(digest)) await packs.add(digest, bytes)
    },
    takeFile: async (path, onBytes) => {
      const digest = await blobs.putFile(path, { onBytes })
      return { digest, sizeBytes: await blobs.size(digest) }
    },
    onRead: (doneBytes, totalBytes) => {
      const [done, total] = [Math.floor(doneBytes / 1e6), Math.floor(totalBytes / 1e6)]
      onProgress({ work: `reading ${place.path}, MB`, done, total })
    },
    ...(signal === undefined ? {} : { signal }),
  }).catch(async (error: unknown) => {
    await packs.settle()
    throw error
  })
  const packed = await packs.finish()
  const places = hashed.manifest.files.map(
    ({ digest }) => packed.get(digest) ?? known.get(digest) ?? 'own',
  )
  return { ...hashed, places }
}

/** Where content lies that the newest versions hold, as far as it is still in the store. */
async function knownPlaces(
  { blobs, database }: Pick<DatasetDeps, 'blobs' | 'database'>,
  dataset: string,
): Promise<ReadonlyMap<Digest, FilePlace>> {
  const store = sqlDatasetStore(database)
  const latest = await store.findAlias(dataset, 'latest')
  const version = latest && (await store.find(dataset, latest.version))
  if (version === undefined) return new Map()
  const isThere = (await blobs.has(version.digest)) && (await blobs.has(version.places))
  if (!isThere) return new Map()
  const { manifest, places } = await readVersionFiles(blobs, version)
  const found = new Map<Digest, FilePlace>()
  const presence = new Map<Digest, boolean>()
  for (const [at, { digest }] of manifest.files.entries()) {
    const filePlace = places[at] ?? 'own'
    const blob = filePlace === 'own' ? digest : filePlace.pack
    const isHere = presence.get(blob) ?? (await blobs.has(blob))
    presence.set(blob, isHere)
    if (isHere) found.set(digest, filePlace)
  }
  return found
}

async function recordLatest(
  deps: DatasetDeps,
  by: string,
  content: NewDatasetVersion,
): Promise<RecordedVersion> {
  return deps.database.transaction(async (session: DatabaseSession) => {
    const store = sqlDatasetStore(session)
    const recorded = await store.record(content)
    if (content.runId !== undefined) {
      const lineage = { lineage: sqlLineageStore(session), now: deps.now }
      const from = { kind: 'run', id: content.runId }
      await linkLineage(lineage, [{ from, to: datasetNode(recorded.version), relation: 'wrote' }])
    }
    const { dataset, version: to } = recorded.version
    const from = (await store.findAlias(dataset, 'latest'))?.version
    if (from === to) return recorded
    const movedAt = deps.now()
    const reason = content.message
    const id = newId<never>('mov', movedAt)
    await store.moveAlias({ id, dataset, alias: 'latest', from, to, movedAt, by, reason })
    return recorded
  })
}

async function chooseName(
  deps: DatasetDeps,
  place: DataPlace,
  wanted: string | undefined,
): Promise<string> {
  const pointer = await findPointer(deps.root, place.data)
  const name = wanted ?? pointer?.dataset ?? basename(place.data)
  assertDatasetName(name)
  if (pointer?.dataset === name) return name
  const pointers = await findPointers(deps)
  const other = pointers.find(
    (one) => one.pointer.dataset === name && one.place.data !== place.data,
  )
  if (other === undefined) return name
  throw datasetErrors.datasetNameTaken({ dataset: name, path: place.path, other: other.place.path })
}
