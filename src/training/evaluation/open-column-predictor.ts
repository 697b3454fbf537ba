import {
  predictClasses,
  predictColumns,
  type ClassShares,
  type FittedModel,
  type InputColumn,
  type Predict,
} from '../../learn/index.ts'
import {
  openGraphShares,
  openOnnxPredictor,
  readVersionFile,
  type ModelVersion,
} from '../../registry/index.ts'
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
  const { inputs, output } = version.signature
  const wanted = inputs.map(({ name: own, type }) => ({
    name: own,
    kind: type === 'text' ? ('category' as const) : ('number' as const),
  }))
  const bytes = await readVersionFile(blobs, version, 'model.onnx')
  const graph = await openOnnxPredictor(bytes, wanted, output.name)
  const shares = await openGraphShares(blobs, version)
  const read = (columns: readonly InputColumn[]) =>
    wanted.flatMap(({ name: own }) => find(columns, own))
  return {
    fitted: undefined,
    predict: (columns) => graph.predict(read(columns)),
    shares: async (columns) => shares?.predict(read(columns)),
    close: async () => {
      await graph.close()
      await shares?.close()
    },
  }
}

function find(columns: readonly InputColumn[], name: string): readonly InputColumn[] {
  return columns.filter((column) => column.name === name)
}
