import { newId, noProgress, type Digest } from '../../base/index.ts'
import { releaseClaim, takeClaim, type TransferWatch } from '../../storage/index.ts'
import { eachAtMost } from './each-at-most.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { findPointers } from './find-pointers.ts'
import { contentBlobs } from './content-blobs.ts'
import type { TransferOptions } from './push-datasets.ts'
import type { RemoteStore, VersionRecord } from './remote-store.ts'
import { pullAliasMoves } from './share-aliases.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { readVersionFiles } from './version-files.ts'
import { datasetErrors } from './errors.ts'

export interface PullOptions extends TransferOptions {
  /** Every version of the remote, not only those that pointers name. */
  readonly all?: boolean
  /** Who moves `latest`. */
  readonly by: string
}

export interface Pulled {
  readonly versions: readonly DatasetVersion[]
  /** `tides@reference`, where it points to another version now. */
  readonly movedAliases: readonly string[]
  readonly fetchedCount: number
  /** Blobs that were here already. */
  readonly presentCount: number
}

const atOnce = 4

/**
 * Fetches versions from a remote: those that the project's pointers name, or all. Each content is
 * verified, and what is here already is not fetched. A version is recorded when all of it is here;
 * stopped at any moment, the same call again fetches the rest.
 */
export async function pullDatasets(
  deps: DatasetDeps,
  remote: RemoteStore,
  options: PullOptions,
): Promise<Pulled> {
  const { onProgress = noProgress, signal } = options
  const seen = new Set<Digest>()
  let [fetchedCount, fetchedBytes, total] = [0, 0, 0]
  const tell = () => {
    const work = `pulling from ${remote.name}, ${Math.floor(fetchedBytes / 1e6)} MB`
    onProgress({ work, done: seen.size, total })
  }
  const onBytes = (byteCount: number) => {
    fetchedBytes += byteCount
    tell()
  }
  const watch = { onBytes, ...(signal === undefined ? {} : { signal }) }
  const fetch = async (digest: Digest): Promise<void> => {
    signal?.throwIfAborted()
    if (seen.has(digest)) return
    if (await fetchBlob(deps, remote, digest, watch)) fetchedCount += 1
    seen.add(digest)
    tell()
  }
  const versions: DatasetVersion[] = []
  for (const record of await chooseRecords(deps, remote, options)) {
    total += 2
    await eachAtMost(atOnce, [record.digest, record.places], fetch)
    const content = contentBlobs(await readVersionFiles(deps.blobs, record))
    total += content.filter((digest) => !seen.has(digest)).length
    await eachAtMost(atOnce, content, fetch)
    versions.push(await recordPulled(deps, record, options.by))
  }
  const movedAliases: string[] = []
  for (const name of new Set(versions.map((version) => version.dataset))) {
    const moved = await pullAliasMoves(deps, remote, name)
    movedAliases.push(...moved.map((alias) => `${name}@${alias}`))
  }
  return { versions, movedAliases, fetchedCount, presentCount: seen.size - fetchedCount }
}

/** Brings one content here, unless it is; says whether it had to. */
async function fetchBlob(
  { blobs }: Pick<DatasetDeps, 'blobs'>,
  remote: RemoteStore,
  digest: Digest,
  watch: TransferWatch = {},
): Promise<boolean> {
  if (await blobs.has(digest)) return false
  await blobs.putWritten((draft) => remote.fetch(digest, draft, watch))
  return true
}

async function chooseRecords(
  deps: DatasetDeps,
  remote: RemoteStore,
  { dataset, all = false }: PullOptions,
): Promise<readonly VersionRecord[]> {
  if (all) return remote.listRecords(dataset)
  const pointers = await findPointers(deps)
  const wanted = pointers.filter(
    ({ pointer }) => dataset === undefined || pointer.dataset === dataset,
  )
  const store = sqlDatasetStore(deps.database)
  return Promise.all(
    wanted.map(async ({ place, pointer }) => {
      const { digest } = pointer
      const known = await store.findByDigest(pointer.dataset, digest)
      const record = known ?? (await remote.findRecord(pointer.dataset, digest))
      if (record !== undefined) return record
      const file = `${place.path}.swell`
      throw datasetErrors.datasetVersionElsewhere({
        pointer: file,
        dataset: pointer.dataset,
        digest,
      })
    }),
  )
}

async function recordPulled(
  deps: DatasetDeps,
  { version: wanted, ...record }: VersionRecord,
  by: string,
): Promise<DatasetVersion> {
  const claim = await takeClaim(deps, `dataset ${record.dataset}`)
  try {
    return await deps.database.transaction(async (session) => {
      const store = sqlDatasetStore(session)
      const { dataset } = record
      const latest = await store.findAlias(dataset, 'latest')
      const { version, isNew } = await store.record({ runId: undefined, ...record, wanted })
      const before = latest && (await store.find(dataset, latest.version))
      const isNewest = isNew && (before === undefined || before.createdAt <= record.createdAt)
      if (!isNewest) return version
      const movedAt = deps.now()
      const id = newId<never>('mov', movedAt)
      const reason = 'pulled'
      const { version: to } = version
      const from = latest?.version
      await store.moveAlias({ id, dataset, alias: 'latest', from, to, movedAt, by, reason })
      return version
    })
  } finally {
    await releaseClaim(deps, claim)
  }
}
