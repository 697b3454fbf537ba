import {
  compilePredictor,
  predictClasses,
  type ClassShares,
  type FittedModel,
  type InputColumn,
  type RawRow,
} from '../learn/index.ts'
import {
  openGraphColumns,
  readVersionFile,
  type ModelVersion,
  type SignatureColumn,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'

/** A version that answers rows. */
export interface RowPredictor {
  readonly predict: (rows: readonly RawRow[]) => Promise<Float64Array>
  /** How likely each class is; undefined of a version that tells none apart. */
  readonly shares: (rows: readonly RawRow[]) => Promise<ClassShares | undefined>
  readonly close: () => Promise<void>
}

/**
 * By the compiled function where it was trained here, else by its ONNX graph. Of a version that learned again from
 * all rows it is the one that was measured: the other has seen the held-out rows. Throws `registry.fileNotFound`.
 */
export async function openRowPredictor(
  blobs: BlobStore,
  version: ModelVersion,
): Promise<RowPredictor> {
  if (version.files['fitted.json'] === undefined) return openGraph(blobs, version)
  const name = version.files['measured.json'] === undefined ? 'fitted.json' : 'measured.json'
  const file = await readVersionFile(blobs, version, name)
  const fitted = JSON.parse(new TextDecoder().decode(file)) as FittedModel
  const predict = compilePredictor(fitted)
  return {
    predict: async (rows) => Float64Array.from(rows, predict),
    shares: async (rows) =>
      Promise.resolve(
        predictClasses(
          fitted,
          fitted.inputs.map((input) => toColumn(input, rows)),
        ),
      ),
    close: async () => Promise.resolve(),
  }
}

async function openGraph(blobs: BlobStore, version: ModelVersion): Promise<RowPredictor> {
  const inputs = version.signature.inputs.map((input) => ({ ...input, kind: kindOf(input) }))
  const columnsOf = (rows: readonly RawRow[]) => inputs.map((input) => toColumn(input, rows))
  const graph = await openGraphColumns(blobs, version)
  return {
    predict: (rows) => graph.predict(columnsOf(rows)),
    shares: (rows) => graph.shares(columnsOf(rows)),
    close: () => graph.close(),
  }
}

function kindOf({ type }: SignatureColumn): InputColumn['kind'] {
  return type === 'text' ? 'category' : 'number'
}

function toColumn(
  { name, kind }: Pick<InputColumn, 'name' | 'kind'>,
  rows: readonly RawRow[],
): InputColumn {
  if (kind === 'number') {
    const values = Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN))
    return { name, kind: 'number', values }
  }
  const values = rows.map((row) => {
    const value = row[name]
    return value === undefined || value === null ? undefined : String(value)
  })
  return { name, kind: 'category', values }
}
