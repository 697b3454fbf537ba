import type { TrainingPart } from '../features/index.ts'
import { pickBackground, predictColumns, type Explainer, type FittedModel } from '../learn/index.ts'
import {
  openOnnxPredictor,
  type MetricValues,
  type ModelVersion,
  type Signature,
} from '../registry/index.ts'
import { recordArtifact, type RecordArtifactDeps, type RunId } from '../tracking/index.ts'
import { evaluate } from './evaluate.ts'
import type { Model } from './model.ts'
import { askRows, readBy } from './parts/ask-rows.ts'
import { learnRows } from './parts/learn-rows.ts'
import type { PartRows } from './parts/part-rows.ts'

/** A version never changes: what is measured otherwise is another one, though it predicts alike. */
export function describeJudging({ measure, slices, baselines }: Model) {
  return { measure: measure.map(({ name }) => name), slices, baselines }
}

export function signatureOf({ view }: Model): Signature {
  const { group, column } = view.label
  const { type = 'float', unit, description } = group.columns[column] ?? {}
  return {
    inputs: Object.entries(view.features).map(([name, feature]) => ({
      name,
      type: feature.type,
      ...(feature.unit === undefined ? {} : { unit: feature.unit }),
      ...(feature.description === undefined ? {} : { description: feature.description }),
    })),
    output: {
      name: column,
      type,
      ...(unit === undefined ? {} : { unit }),
      ...(description === undefined ? {} : { description }),
    },
  }
}

/** The largest difference between the paths to a prediction, relative for large ones. */
export async function measureParity(
  fitted: FittedModel,
  onnx: Uint8Array,
  signature: Signature,
  test: Pick<TrainingPart, 'features'>,
  predicted: Float64Array,
): Promise<number> {
  const inputs = fitted.inputs.map(({ name, kind }) => ({ name, kind }))
  const session = await openOnnxPredictor(onnx, inputs, signature.output.name)
  try {
    const byGraph = await session.predict(test.features)
    const byLearner = predictColumns(fitted, test.features)
    return predicted.reduce((most, value, row) => {
      const others = [byGraph[row] ?? Number.NaN, byLearner[row] ?? Number.NaN]
      const scale = Math.max(1, Math.abs(value))
      return Math.max(most, ...others.map((other) => Math.abs(other - value) / scale))
    }, 0)
  } finally {
    await session.close()
  }
}

export async function measureBaselines(
  model: Model,
  train: PartRows,
  test: PartRows,
  heldOut: TrainingPart,
): Promise<Readonly<Record<string, MetricValues>>> {
  const measured = Object.entries(model.baselines).map(async ([name, learner]) => {
    const fitted = await learnRows({ learner, seed: model.seed }, readBy(learner, train))
    const said = await askRows(fitted, readBy(learner, test), model.measure)
    return [name, evaluate(model.measure, heldOut, said, []).metrics] as const
  })
  return Object.fromEntries(await Promise.all(measured))
}

/** Rows that stand for what is not known, when a graph's predictions are explained by asking it. */
export function sampledExplainer({ inputs }: Signature, train: TrainingPart): Explainer {
  return { kind: 'sampled', background: pickBackground(inputs, train.features) }
}

/** Keeps the files of a version with its run: bytes as they are, all else as JSON. */
export async function putFiles(
  deps: RecordArtifactDeps,
  runId: RunId,
  files: Readonly<Record<string, unknown>>,
): Promise<ModelVersion['files']> {
  const kept = Object.entries(files).map(async ([name, content]) => {
    const mediaType = name.endsWith('.json') ? 'application/json' : 'application/octet-stream'
    const bytes =
      content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content))
    const { digest } = await recordArtifact(deps, runId, { name, bytes, mediaType })
    return [name, digest] as const
  })
  return Object.fromEntries(await Promise.all(kept))
}
