import { digestOf, digestOfValue, suggestName } from '../base/index.ts'
import { readTrainingPart, type TrainingPart, type TrainingSet } from '../features/index.ts'
import { adoptOnnx, asksShares, measureImportance, type AdoptedModel } from '../learn/index.ts'
import {
  openOnnxPredictor,
  openSharesOf,
  type GraphShares,
  type ModelVersion,
  type OnnxPredictor,
  type Signature,
} from '../registry/index.ts'
import { finishRun, logMetrics, startRun, toRunError, type CodeState } from '../tracking/index.ts'
import { evaluate } from './evaluate.ts'
import { trainingErrors } from './errors.ts'
import type { Model } from './model.ts'
import { wholeRows } from './parts/part-rows.ts'
import { rawRows } from './predict-part.ts'
import { profileVersion } from './profile-version.ts'
import { groupsOf } from './row-groups.ts'
import {
  describeJudging,
  measureBaselines,
  putFiles,
  sampledExplainer,
  signatureOf,
} from './version-parts.ts'
import { timeRows } from './time-rows.ts'
import type { TrainDeps } from './train-model.ts'

export interface ImportOptions {
  readonly code: CodeState
  /** The features that the model reads, in its order; all of the view's when left out. */
  readonly columns?: readonly string[]
  /** Which of its outputs answers, where it can't be told. */
  readonly answer?: string
}

/**
 * Registers a model that another tool has learned and written as ONNX as the next version: measured on the held-out
 * rows beside the baselines, from then on gated, explained and served as one that was trained here. Throws
 * `learn.foreignModel`.
 */
export async function importModel(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  { bytes, ...options }: ImportOptions & { readonly bytes: Uint8Array },
): Promise<ModelVersion> {
  const signature = signatureOf(model)
  const adopted = adoptOnnx(bytes, {
    columns: columnsOf(model, options.columns),
    outputName: signature.output.name,
    ...(options.answer === undefined ? {} : { answer: options.answer }),
  })
  const run = await startRun(deps, {
    kind: 'training',
    name: model.name,
    settings: { importedFrom: adopted.producer, operators: adopted.operators },
    code: options.code,
    inputs: { trainingSet: set.id, rows: set.rowCount, file: digestOf(bytes) },
  })
  const inputs = adopted.inputs.map(({ name }) => name)
  const read = {
    ...signature,
    inputs: signature.inputs.filter(({ name }) => inputs.includes(name)),
  }
  const output = signature.output.name
  const graph = await openOnnxPredictor(adopted.bytes, adopted.inputs, output)
  const shares = asksShares(model.measure)
    ? await openSharesOf(adopted.bytes, adopted.inputs, output)
    : undefined
  const importing = { model, set, adopted, graph, shares, original: bytes }
  try {
    const version = await register(deps, importing, read, run)
    await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs: { version: version.version, contentDigest: version.contentDigest },
    })
    return version
  } catch (error) {
    await finishRun(deps, run.id, { outcome: 'failed', error: toRunError(error) })
    throw error
  } finally {
    await graph.close()
    await shares?.close()
  }
}

interface Importing {
  readonly model: Model
  readonly set: TrainingSet
  readonly adopted: AdoptedModel
  readonly graph: OnnxPredictor
  /** How likely it holds classes to be, where a metric asks that. */
  readonly shares: GraphShares | undefined
  readonly original: Uint8Array
}

async function register(
  deps: TrainDeps,
  { model, set, adopted, graph, shares, original }: Importing,
  signature: Signature,
  run: Awaited<ReturnType<typeof startRun>>,
): Promise<ModelVersion> {
  const onnx = adopted.bytes
  const judgedBy = describeJudging(model)
  const contentDigest = digestOfValue({
    onnx: digestOf(onnx),
    signature,
    trainingSet: set.digest,
    judgedBy,
  })
  const [newest] = await deps.models.list(model.name)
  if (newest?.contentDigest === contentDigest) return newest
  const train = await readTrainingPart(deps, model.view, set, 'train')
  const test = await readTrainingPart(deps, model.view, set, 'test')
  const predicted = await graph.predict(test.features)
  assertAnswers(model, predicted)
  const told = await shares?.predict(test.features)
  const said = { said: predicted, ...(told === undefined ? {} : { shares: told }) }
  const evaluation = evaluate(model.measure, test, said, model.slices)
  const points = Object.entries(evaluation.metrics).map(([name, value]) => ({ name, value }))
  await logMetrics(deps, run.id, points)
  const example = Array.from(rawRows(test, 5), (features, at) => ({
    features,
    prediction: predicted[at],
  }))
  return deps.models.insert({
    model: model.name,
    createdAt: deps.now(),
    runId: run.id,
    trainingSetId: set.id,
    contentDigest,
    files: await putFiles(deps, run.id, {
      'model.onnx': onnx,
      'original.onnx': original,
      'signature.json': signature,
      'example.json': example,
      'explainer.json': sampledExplainer(signature, train),
      'reference-profile.json': profileVersion(train, predicted),
    }),
    evaluation,
    baselines: await measureBaselines(model, wholeRows(train), wholeRows(test), test),
    signature,
    details: {
      learner: `${adopted.operators.join(', ')}, by ${adopted.producer}`,
      predictionMs: await timeRows(deps, graph, test),
      parity: 0,
      importance: await importanceBy(model, graph, shares, test),
      sizeBytes: onnx.byteLength,
      importedFrom: adopted.producer,
    },
  })
}

function columnsOf({ name: model, view }: Model, chosen: readonly string[] | undefined) {
  const features = Object.keys(view.features)
  return (chosen ?? features).map((name) => {
    const feature = view.features[name]
    if (feature === undefined) {
      const suggestion = suggestName(name, features)
      throw trainingErrors.unknownFeature({ model, feature: name, suggestion })
    }
    return { name, kind: feature.type === 'text' ? ('category' as const) : ('number' as const) }
  })
}

/** A row without an answer would be one that can't be served. */
function assertAnswers({ name: model }: Model, predicted: Float64Array): void {
  const missing = predicted.filter((value) => Number.isNaN(value)).length
  if (missing > 0) {
    throw trainingErrors.answersNothing({ model, missing, rowCount: predicted.length })
  }
}

async function importanceBy(
  model: Model,
  graph: OnnxPredictor,
  shares: GraphShares | undefined,
  test: TrainingPart,
) {
  const [metric] = model.measure
  if (metric === undefined) return []
  const found = await measureImportance(
    (columns) => graph.predict(columns),
    test.features,
    {
      target: test.label,
      metric,
      ...(shares === undefined ? {} : { sharesOf: shares.predict }),
      ...groupsOf([metric], test),
    },
    { seed: model.seed, repeats: 3, draws: 0, confidence: 0.95 },
  )
  return found.map(({ name, importance }) => ({ feature: name, importance }))
}
