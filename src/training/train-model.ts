import { digestOfValue, type Clock, type Log, type Progress } from '../base/index.ts'
import { readTrainingPart, type TrainingPart, type TrainingSet } from '../features/index.ts'
import {
  compilePredictor,
  fitModel,
  permutationImportance,
  predictColumns,
  toOnnx,
  type FittedModel,
} from '../learn/index.ts'
import {
  openOnnxPredictor,
  type MetricValues,
  type ModelStore,
  type ModelVersion,
  type Signature,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import {
  finishRun,
  logMetrics,
  recordArtifact,
  startRun,
  toRunError,
  type CodeState,
  type MetricInput,
  type OpenRun,
  type RunId,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import { trainingErrors } from './errors.ts'
import { evaluate } from './evaluate.ts'
import { describeLearner, type Model } from './model.ts'
import { rawRows, timedPredictions } from './predict-part.ts'

export interface TrainDeps {
  /** The run in which this happens. */
  readonly runId?: string | undefined
  /** The run that that one repeats. */
  readonly repeats?: { readonly id: string } | undefined
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly models: ModelStore
  readonly runs: RunStore
  readonly records: RunRecords
  readonly now: Clock
  /** A clock that only tells lengths of time, in milliseconds. */
  readonly stopwatch: () => number
}

export interface TrainOptions {
  readonly code: CodeState
  readonly log: Log
  readonly parentRunId?: RunId
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}

/**
 * Trains a model on a training set and registers the result as its next version, with a run of its
 * own. What comes out as the newest version did is that version: nothing new is registered.
 */
export async function trainModel(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  options: TrainOptions,
): Promise<ModelVersion> {
  const { learner, split, seed, encode, combine, labelScale } = model
  const parentRunId = options.parentRunId ?? (deps.runId as RunId | undefined)
  const run = await startRun(deps, {
    kind: 'training',
    name: model.name,
    settings: { learner, split, seed, encode, combine, labelScale },
    code: options.code,
    inputs: { trainingSet: set.id, rows: set.rowCount },
    ...(parentRunId === undefined ? {} : { parentId: parentRunId }),
  })
  try {
    const version = await trainAndRegister(deps, model, set, options, run)
    const { version: number, contentDigest } = version
    await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs: { version: number, contentDigest },
    })
    return version
  } catch (error) {
    await finishRun(deps, run.id, { outcome: 'failed', error: toRunError(error) })
    throw error
  }
}

async function trainAndRegister(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  options: TrainOptions,
  run: OpenRun,
): Promise<ModelVersion> {
  const train = await readTrainingPart(deps, model.view, set, 'train')
  const test = await readTrainingPart(deps, model.view, set, 'test')
  options.log.info(`learning from ${train.rowCount} rows, holding out ${test.rowCount}`)
  const fitted = await fit(deps, model, train, options, run.id)
  const signature = signatureOf(model)
  const judgedBy = describeJudging(model)
  const contentDigest = digestOfValue({ fitted, signature, trainingSet: set.digest, judgedBy })
  const versions = await deps.models.list(model.name)
  // A run that is repeated gives what it gave, even if others have learnt since.
  const comparable = deps.repeats === undefined ? versions.slice(0, 1) : versions
  const same = comparable.find((version) => version.contentDigest === contentDigest)
  if (same !== undefined) {
    options.log.info(`learnt the same as version ${same.version}: no new version`)
    return same
  }

  const { predicted, medianMs } = timedPredictions(compilePredictor(fitted), test, deps.stopwatch)
  const evaluation = evaluate(model.measure, test, predicted, model.slices)
  await logMetrics(deps, run.id, toMetricInputs(evaluation.metrics))
  const onnx = toOnnx(fitted, { modelName: model.name, outputName: signature.output.name })
  const parity = await measureParity(fitted, onnx, signature, test, predicted)
  if (!(parity <= 1e-5)) throw trainingErrors.pathsDiffer({ model: model.name, parity })

  const example = Array.from(rawRows(test, 5), (features, at) => ({
    features,
    prediction: predicted[at],
  }))
  const files = await putFiles(deps, run.id, { fitted, onnx, signature, example })
  const version = await deps.models.insert({
    model: model.name,
    createdAt: deps.now(),
    runId: run.id,
    trainingSetId: set.id,
    contentDigest,
    files,
    evaluation,
    baselines: await measureBaselines(model, train, test),
    signature,
    details: {
      learner: describeLearner(model.learner),
      predictionMs: medianMs,
      parity,
      importance: importanceOf(model, fitted, test),
      sizeBytes: onnx.byteLength,
    },
  })
  options.log.info(`registered ${model.name} version ${version.version}`)
  return version
}

/** A version never changes: what is measured otherwise is another one, though it predicts alike. */
function describeJudging({ measure, slices, baselines }: Model) {
  return { measure: measure.map(({ name }) => name), slices, baselines }
}

/** Points of the loss curve between two writes. */
const curvePoints = 25

async function fit(
  deps: TrainDeps,
  model: Model,
  train: TrainingPart,
  { signal, onProgress }: TrainOptions,
  runId: RunId,
): Promise<FittedModel> {
  const curve: MetricInput[] = []
  const fitted = await fitModel({
    learner: model.learner,
    encoders: model.encode,
    ...(model.combine === undefined ? {} : { combine: model.combine }),
    ...(model.labelScale === undefined ? {} : { labelScale: model.labelScale }),
    columns: train.features,
    target: train.label,
    seed: model.seed,
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ done, total, trainingLoss, heldBackLoss }) => {
      if (done % Math.ceil(total / curvePoints) === 0 || done === total) {
        for (const [name, value] of Object.entries({ trainingLoss, heldBackLoss })) {
          if (value !== undefined) curve.push({ name, step: done, value })
        }
      }
      onProgress?.({ work: `training ${model.name}`, done, total })
    },
  })
  await logMetrics(deps, runId, curve)
  return fitted
}

function signatureOf({ view }: Model): Signature {
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
async function measureParity(
  fitted: FittedModel,
  onnx: Uint8Array,
  signature: Signature,
  test: TrainingPart,
  predicted: Float64Array,
): Promise<number> {
  const inputs = fitted.inputs.map(({ name, kind }) => ({ name, kind }))
  const session = await openOnnxPredictor(onnx, inputs, signature.output.name)
  try {
    const byGraph = await session.predict(test.features)
    const byLearner = predictColumns(fitted, test.features)
    const differences = [...predicted].map((value, row) => {
      const others = [byGraph[row] ?? Number.NaN, byLearner[row] ?? Number.NaN]
      const scale = Math.max(1, Math.abs(value))
      return Math.max(...others.map((other) => Math.abs(other - value) / scale))
    })
    return Math.max(0, ...differences)
  } finally {
    await session.close()
  }
}

async function measureBaselines(
  model: Model,
  train: TrainingPart,
  test: TrainingPart,
): Promise<Readonly<Record<string, MetricValues>>> {
  const measured = Object.entries(model.baselines).map(async ([name, learner]) => {
    const fitted = await fitModel({
      learner,
      columns: train.features,
      target: train.label,
      seed: model.seed,
    })
    const predicted = predictColumns(fitted, test.features)
    return [name, evaluate(model.measure, test, predicted, []).metrics] as const
  })
  return Object.fromEntries(await Promise.all(measured))
}

function importanceOf(model: Model, fitted: FittedModel, test: TrainingPart) {
  const [metric] = model.measure
  if (metric === undefined) return []
  const { seed } = model
  return permutationImportance(fitted, test.features, test.label, metric, { seed, repeats: 3 }).map(
    ({ name, importance }) => ({ feature: name, importance }),
  )
}

async function putFiles(
  deps: TrainDeps,
  runId: RunId,
  made: {
    readonly fitted: FittedModel
    readonly onnx: Uint8Array
    readonly signature: Signature
    readonly example: unknown
  },
): Promise<ModelVersion['files']> {
  const files = {
    'model.onnx': made.onnx,
    'fitted.json': toJson(made.fitted),
    'signature.json': toJson(made.signature),
    'example.json': toJson(made.example),
  }
  const kept = Object.entries(files).map(async ([name, bytes]) => {
    const mediaType = name.endsWith('.json') ? 'application/json' : 'application/octet-stream'
    const { digest } = await recordArtifact(deps, runId, { name, bytes, mediaType })
    return [name, digest] as const
  })
  return Object.fromEntries(await Promise.all(kept))
}

function toJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

function toMetricInputs(metrics: MetricValues): MetricInput[] {
  return Object.entries(metrics).map(([name, value]) => ({ name, value }))
}
