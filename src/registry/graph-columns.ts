import { isSwellError } from '../base/index.ts'
import { sharesOutput, type ClassShares, type InputColumn } from '../learn/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { readVersionFile } from './get-version.ts'
import type { ModelVersion } from './model-version.ts'
import { openOnnxPredictor, type OnnxInput } from './onnx-predictor.ts'

/** A graph that tells how likely each class is. */
export interface GraphShares {
  readonly predict: (columns: readonly InputColumn[]) => Promise<ClassShares>
  readonly close: () => Promise<void>
}

/**
 * Opens the second output of a version's graph; undefined where it tells no classes apart. Classes are numbers from 0
 * on, if the version does not say which they are.
 */
export async function openGraphShares(
  blobs: BlobStore,
  version: ModelVersion,
): Promise<GraphShares | undefined> {
  const bytes = await readVersionFile(blobs, version, 'model.onnx')
  return openSharesOf(bytes, inputsOf(version), version.signature.output.name, version.details)
}

/** Of a graph that is no version yet. */
export async function openSharesOf(
  bytes: Uint8Array,
  inputs: readonly OnnxInput[],
  outputName: string,
  { classes: known }: Pick<ModelVersion['details'], 'classes'> = {},
): Promise<GraphShares | undefined> {
  try {
    const graph = await openOnnxPredictor(bytes, inputs, sharesOutput(outputName))
    return {
      predict: async (columns) => {
        const shares = await graph.predict(columns)
        const width = shares.length / Math.max(1, columns[0]?.values.length ?? 1)
        const classes = known ?? Array.from({ length: width }, (_, at) => at)
        return { classes, shares }
      },
      close: () => graph.close(),
    }
  } catch (error) {
    if (isSwellError(error, 'registry.onnxDoesNotFit')) return undefined
    throw error
  }
}

/** A graph that is asked by columns. */
export interface GraphColumns {
  readonly predict: (columns: readonly InputColumn[]) => Promise<Float64Array>
  /** How likely each class is; undefined of a graph that tells none apart. */
  readonly shares: (columns: readonly InputColumn[]) => Promise<ClassShares | undefined>
  readonly close: () => Promise<void>
}

/** Opens a version's graph; columns that it doesn't read are left alone. Throws `registry.fileNotFound`. */
export async function openGraphColumns(
  blobs: BlobStore,
  version: ModelVersion,
): Promise<GraphColumns> {
  const wanted = inputsOf(version)
  const bytes = await readVersionFile(blobs, version, 'model.onnx')
  const graph = await openOnnxPredictor(bytes, wanted, version.signature.output.name)
  const shares = await openGraphShares(blobs, version)
  return {
    predict: (columns) => graph.predict(columns),
    shares: async (columns) => shares?.predict(columns),
    close: async () => {
      await graph.close()
      await shares?.close()
    },
  }
}

function inputsOf({ signature }: ModelVersion): readonly OnnxInput[] {
  return signature.inputs.map(({ name, type }) => ({
    name,
    kind: type === 'text' ? 'category' : 'number',
  }))
}
