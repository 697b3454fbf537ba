import { newId } from '../../base/index.ts'
import { releaseClaim, takeClaim, type DatabaseSession } from '../../storage/index.ts'
import { sqlLineageStore } from '../../tracking/index.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { datasetNode } from './dataset-lineage.ts'
import type { DatasetAliasMoveId, DatasetReference, DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { findPointers } from './find-pointers.ts'
import { getDatasetVersion } from './get-version.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'

export interface RemoveVersionInput {
  readonly reference: DatasetReference
  readonly by: string
  readonly reason?: string
  /** Also what something holds: aliases that point to it go, and `latest` falls back. */
  readonly force?: boolean
}

export interface RemovedVersion {
  readonly version: DatasetVersion
  /** What held it all the same. */
  readonly holders: readonly string[]
}

/**
 * Forgets a version, but not that it was: its number is never given to other content. Its blobs go with
 * the next `collectGarbage`. Throws `versionHeld` where an alias, a pointer file, or anything in the ledger
 * (a run, a training set) refers to it.
 */
export async function removeVersion(
  deps: DatasetDeps,
  { reference, by, reason, force = false }: RemoveVersionInput,
): Promise<RemovedVersion> {
  const claim = await takeClaim(deps, `dataset ${reference.dataset}`)
  try {
    const version = await getDatasetVersion(deps, reference)
    const holders = await listHolders(deps, version)
    if (holders.length > 0 && !force) {
      const { dataset, version: number } = version
      throw datasetErrors.versionHeld({ dataset, version: number, holders: holders.join(', ') })
    }
    await deps.database.transaction(async (session) => {
      const { dataset, digest } = version
      const removal = { dataset, version: version.version, digest, removedAt: deps.now() }
      await sqlDatasetStore(session).remove({ ...removal, by, reason })
      await letLatestFallBack({ database: session, now: deps.now }, version, by)
    })
    return { version, holders }
  } finally {
    await releaseClaim(deps, claim)
  }
}

async function listHolders(deps: DatasetDeps, version: DatasetVersion): Promise<string[]> {
  const { dataset, digest } = version
  const aliases = await sqlDatasetStore(deps.database).listAliases(dataset)
  const pointers = await findPointers(deps)
  const edges = await sqlLineageStore(deps.database).list([datasetNode(version)], 'down')
  return [
    ...aliases
      .filter((one) => one.version === version.version)
      .map(({ alias }) => `the alias ${alias}`),
    ...pointers
      .filter(({ pointer }) => pointer.dataset === dataset && pointer.digest === digest)
      .map(({ place }) => `the pointer ${place.path}.swell`),
    ...edges.map(({ to, relation }) => `${to.kind} ${to.id} (${relation})`),
  ]
}

/** `latest` is the newest that is left. */
async function letLatestFallBack(
  { database, now }: { readonly database: DatabaseSession; readonly now: DatasetDeps['now'] },
  { dataset, version }: DatasetVersion,
  by: string,
): Promise<void> {
  const store = sqlDatasetStore(database)
  const [newest] = await store.list(dataset)
  const isLost = (await store.findAlias(dataset, 'latest')) === undefined
  if (newest === undefined || !isLost) return
  const movedAt = now()
  const id = newId<DatasetAliasMoveId>('mov', movedAt)
  const reason = `version ${version} was removed`
  const move = { id, dataset, alias: 'latest', to: newest.version, movedAt, by, reason }
  await store.moveAlias({ ...move, from: undefined })
}
