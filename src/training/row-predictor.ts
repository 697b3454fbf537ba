import {
  compilePredictor,
  type FittedModel,
  type InputColumn,
  type RawRow,
} from '../learn/index.ts'
import {
  openOnnxPredictor,
  readVersionFile,
  type ModelVersion,
  type SignatureColumn,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'

/** A version that answers rows. */
export interface RowPredictor {
  readonly predict: (rows: readonly RawRow[]) => Promise<Float64Array>
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
  const predict = compilePredictor(JSON.parse(new TextDecoder().decode(file)) as FittedModel)
  return {
    predict: async (rows) => Float64Array.from(rows, predict),
    close: async () => Promise.resolve(),
  }
}

async function openGraph(blobs: BlobStore, version: ModelVersion): Promise<RowPredictor> {
  const { inputs, output } = version.signature
  const bytes = await readVersionFile(blobs, version, 'model.onnx')
  const wanted = inputs.map((input) => ({ name: input.name, kind: kindOf(input) }))
  const graph = await openOnnxPredictor(bytes, wanted, output.name)
  return {
    predict: (rows) => graph.predict(inputs.map((input) => toColumn(input, rows))),
    close: () => graph.close(),
  }
}

function kindOf({ type }: SignatureColumn): InputColumn['kind'] {
  return type === 'text' ? 'category' : 'number'
}

function toColumn(input: SignatureColumn, rows: readonly RawRow[]): InputColumn {
  const { name } = input
  if (kindOf(input) === 'number') {
    const values = Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN))
    return { name, kind: 'number', values }
  }
  const values = rows.map((row) => {
    const value = row[name]
    return value === undefined || value === null ? undefined : String(value)
  })
  return { name, kind: 'category', values }
}
