import {
  predictClasses,
  predictColumns,
  type ClassShares,
  type FittedModel,
  type InputColumn,
  type Predict,
} from '../../learn/index.ts'
import { openGraphColumns, readVersionFile, type ModelVersion } from '../../registry/index.ts'
import type { BlobStore } from '../../storage/index.ts'

/** A version that answers columns. */
export interface ColumnPredictor {
  readonly predict: Predict
  /** How likely each class is; undefined of a version that tells none apart. */
  readonly shares: (columns: readonly InputColumn[]) => Promise<ClassShares | undefined>
  /** What was learned; undefined of a version that was not trained here. */
  readonly fitted: FittedModel | undefined
  readonly close: () => Promise<void>
}

/**
 * By what was learned where it was trained here, else by its ONNX graph. Of a version that learned again from all rows
 * it is the one that was measured. Throws `registry.fileNotFound`.
 */
export async function openColumnPredictor(
  blobs: BlobStore,
  version: ModelVersion,
): Promise<ColumnPredictor> {
  const name = ['measured.json', 'fitted.json'].find((file) => version.files[file] !== undefined)
  if (name !== undefined) {
    const file = await readVersionFile(blobs, version, name)
    const fitted = JSON.parse(new TextDecoder().decode(file)) as FittedModel
    return {
      fitted,
      predict: (columns) => predictColumns(fitted, columns),
      shares: async (columns) => Promise.resolve(predictClasses(fitted, columns)),
      close: async () => Promise.resolve(),
    }
  }
  return { fitted: undefined, ...(await openGraphColumns(blobs, version)) }
}
