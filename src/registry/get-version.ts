import type { BlobStore } from '../storage/index.ts'
import { registryErrors } from './errors.ts'
import type { ModelStore } from './model-store.ts'
import type { ModelVersion } from './model-version.ts'

/** A version by its number. Throws `versionNotFound`. */
export async function getVersion(
  models: ModelStore,
  model: string,
  version: number,
): Promise<ModelVersion> {
  const found = await models.find(model, version)
  if (found !== undefined) return found
  const known = (await models.list(model)).map((other) => other.version).join(', ')
  throw registryErrors.versionNotFound({ model, version: String(version), known: known || 'none' })
}

/** The version that an alias points to. Throws `aliasNotFound`. */
export async function getAliased(
  models: ModelStore,
  model: string,
  alias: string,
): Promise<ModelVersion> {
  const found = await models.findAlias(model, alias)
  if (found === undefined) throw registryErrors.aliasNotFound({ model, alias })
  return getVersion(models, model, found.version)
}

/** The content of one file of a version. Throws `fileNotFound`. */
export async function readVersionFile(
  blobs: BlobStore,
  version: ModelVersion,
  file: string,
): Promise<Uint8Array> {
  const digest = version.files[file]
  if (digest === undefined) {
    throw registryErrors.fileNotFound({ model: version.model, version: version.version, file })
  }
  return blobs.get(digest)
}
