import { newId } from '../../base/index.ts'
import { isAliasName } from './alias-move-record.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetAliasMove, DatasetReference } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { getDatasetVersion } from './get-version.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'

export interface TagInput {
  readonly reference: DatasetReference
  readonly alias: string
  readonly by: string
  readonly reason?: string
}

/**
 * Moves an alias to a version, and keeps the move; undefined where it points there already. Of two at
 * once, one is told with `aliasMovedMeanwhile`.
 */
export async function tagDataset(
  deps: Pick<DatasetDeps, 'database' | 'now'>,
  { reference, alias, by, reason }: TagInput,
): Promise<DatasetAliasMove | undefined> {
  if (!isAliasName(alias)) {
    throw datasetErrors.aliasInvalid({ alias })
  }
  const { dataset, version: to } = await getDatasetVersion(deps, reference)
  const store = sqlDatasetStore(deps.database)
  const from = (await store.findAlias(dataset, alias))?.version
  if (from === to) return undefined
  const movedAt = deps.now()
  const id = newId<DatasetAliasMove['id']>('mov', movedAt)
  const move = { id, dataset, alias, from, to, movedAt, by, reason }
  if (!(await store.moveAlias(move))) throw datasetErrors.aliasMovedMeanwhile({ dataset, alias })
  return move
}
