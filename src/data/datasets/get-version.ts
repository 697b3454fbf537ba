import { suggestName } from '../../base/index.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetReference, DatasetVersion } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'

/** The version that a number or an alias names. Throws `datasetNotFound` or `datasetVersionNotFound`. */
export async function getDatasetVersion(
  { database }: Pick<DatasetDeps, 'database'>,
  { dataset, version }: DatasetReference,
): Promise<DatasetVersion> {
  const store = sqlDatasetStore(database)
  const versions = await store.list(dataset)
  if (versions.length === 0) {
    const names = new Set((await store.list()).map((one) => one.dataset))
    throw datasetErrors.datasetNotFound({ dataset, suggestion: suggestName(dataset, [...names]) })
  }
  const number = /^\d+$/.test(version)
    ? Number(version)
    : (await store.findAlias(dataset, version))?.version
  const found = versions.find((one) => one.version === number)
  if (found !== undefined) return found
  const aliases = (await store.listAliases(dataset)).map(({ alias }) => alias)
  const known = [...versions.map((one) => String(one.version)).slice(0, 10), ...aliases].join(', ')
  throw datasetErrors.datasetVersionNotFound({ dataset, version, known })
}
