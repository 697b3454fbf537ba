import { digestOf, digestOfValue } from '../base/index.ts'
import {
  featuresErrors,
  readTrainingPart,
  type TrainingPart,
  type TrainingSetStore,
} from '../features/index.ts'
import {
  askColumns,
  askShares,
  asksShares,
  compilePredictor,
  fitExplainer,
  measureRows,
  predictClasses,
  pruneTrees,
  quantiseOnnx,
  quantiseTrees,
  thinForest,
  toOnnx,
  type ClassShares,
  type FittedModel,
} from '../learn/index.ts'
import {
  getVersion,
  openOnnxPredictor,
  openSharesOf,
  readVersionFile,
  type MetricValues,
  type ModelVersion,
  type OnnxInput,
  type Signature,
} from '../registry/index.ts'
import { finishRun, logMetrics, startRun, toRunError, type CodeState } from '../tracking/index.ts'
import { evaluate } from './evaluate.ts'
import { trainingErrors } from './errors.ts'
import type { Model } from './model.ts'
import { rawRows, timedPredictions } from './predict-part.ts'
import { lossOf } from './sweeps/sweep.ts'
import { timeRows } from './time-rows.ts'
import type { TrainDeps } from './train-model.ts'
import { profileVersion } from './profile-version.ts'
import { groupsOf } from './row-groups.ts'
import { describeJudging, measureParity, putFiles, sampledExplainer } from './version-parts.ts'

export interface ShrinkOptions {
  readonly version: number
  /** How much worse the metric may become on the training rows when trees are left out, as a part of it. */
  readonly worse: number
  readonly code: CodeState
}

/** What was made smaller, and what it cost. */
export interface ShrinkReport {
  readonly from: number
  readonly version: number
  /** `left out 40 of 100 trees; leaves in 8 bits, 900 of 1400 nodes left`. */
  readonly how: string
  readonly before: ShrinkSide
  readonly after: ShrinkSide
}

export interface ShrinkSide {
  readonly sizeBytes: number
  /** Median time of a row, both measured now. */
  readonly predictionMs: number
  /** On the held-out rows. */
  readonly metrics: MetricValues
}

/**
 * Makes a smaller version of a version: trees without those that say least or can be done without, with leaves of 8
 * bits; any other model with weights of 8 bits. The next version, with a report. Throws `nothingToShrink`.
 */
export async function shrinkVersion(
  deps: TrainDeps & { readonly trainingSets: TrainingSetStore },
  model: Model,
  options: ShrinkOptions,
): Promise<ShrinkReport> {
  const from = await getVersion(deps.models, model.name, options.version)
  const { trainingSetId: id = '' } = from
  const set = await deps.trainingSets.find(id)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id })
  const run = await startRun(deps, {
    kind: 'training',
    name: model.name,
    settings: { shrunkFrom: from.version, worse: options.worse },
    code: options.code,
    inputs: { trainingSet: set.id, rows: set.rowCount },
  })
  try {
    const train = await readTrainingPart(deps, model.view, set, 'train')
    const test = await readTrainingPart(deps, model.view, set, 'test')
    const rows = { train, test }
    const shrunk =
      (await shrinkTreesOf(deps, model, from, rows, options.worse)) ??
      (await quantiseVersion(deps, model, from, rows))
    if (shrunk === undefined) {
      throw trainingErrors.nothingToShrink({ model: model.name, version: from.version })
    }
    const { predicted, shares, how, files, before, after } = shrunk
    const fitted = files['fitted.json']
    const said = { said: predicted, ...(shares === undefined ? {} : { shares }) }
    const evaluation = evaluate(model.measure, test, said, model.slices)
    const points = Object.entries(evaluation.metrics).map(([name, value]) => ({ name, value }))
    await logMetrics(deps, run.id, points)
    const example = Array.from(rawRows(test, 5), (features, at) => ({
      features,
      prediction: predicted[at],
    }))
    const { version: _, ...others } = from
    const made = await deps.models.insert({
      ...others,
      createdAt: deps.now(),
      runId: run.id,
      contentDigest: digestOfValue({
        onnx: digestOf(files['model.onnx']),
        judgedBy: describeJudging(model),
      }),
      files: await putFiles(deps, run.id, {
        ...files,
        'signature.json': from.signature,
        'example.json': example,
        'explainer.json':
          fitted === undefined
            ? sampledExplainer(from.signature, train)
            : fitExplainer(fitted, train.features),
        'reference-profile.json': profileVersion(train, predicted),
      }),
      evaluation,
      details: {
        ...from.details,
        learner: `${from.details.learner}; version ${from.version}, ${how}`,
        predictionMs: after.predictionMs,
        parity: shrunk.parity,
        sizeBytes: after.sizeBytes,
        ...(shrunk.classes === undefined ? {} : { classes: shrunk.classes }),
      },
    })
    await finishRun(deps, run.id, { outcome: 'succeeded', outputs: { version: made.version, how } })
    return {
      from: from.version,
      version: made.version,
      how,
      before: { ...before, metrics: from.evaluation.metrics },
      after: { ...after, metrics: evaluation.metrics },
    }
  } catch (error) {
    await finishRun(deps, run.id, { outcome: 'failed', error: toRunError(error) })
    throw error
  }
}

interface Rows {
  readonly train: TrainingPart
  readonly test: TrainingPart
}

interface Shrunk {
  readonly how: string
  readonly files: { readonly 'model.onnx': Uint8Array; readonly 'fitted.json'?: FittedModel }
  readonly predicted: Float64Array
  readonly shares?: ClassShares
  readonly parity: number
  /** Which numbers its graph tells apart, where that is all there is of it. */
  readonly classes?: readonly number[]
  readonly before: Omit<ShrinkSide, 'metrics'>
  readonly after: Omit<ShrinkSide, 'metrics'>
}

async function shrinkTreesOf(
  deps: TrainDeps,
  model: Model,
  from: ModelVersion,
  { train, test }: Rows,
  worse: number,
): Promise<Shrunk | undefined> {
  const [metric] = model.measure
  // Of one that learned again from all rows nothing could be measured.
  if (metric === undefined || from.files['fitted.json'] === undefined) return undefined
  if (from.files['measured.json'] !== undefined) return undefined
  const file = await readVersionFile(deps.blobs, from, 'fitted.json')
  const fitted = JSON.parse(new TextDecoder().decode(file)) as FittedModel
  const beside = groupsOf([metric], train)
  const lossBy = (one: FittedModel) => {
    const asked = askColumns(one, train.features, [metric])
    return lossOf(metric.better, measureRows(metric, { truth: train.label, ...asked, ...beside }))
  }
  const whole = lossBy(fitted)
  const most = whole + worse * Math.abs(whole)
  const smaller = shrinkTrees(fitted, train, (one) => lossBy(one) <= most)
  if (smaller === undefined) return undefined
  const { shrunk, how } = smaller
  const onnx = toOnnx(shrunk, { modelName: model.name, outputName: from.signature.output.name })
  const timedBefore = timedPredictions(compilePredictor(fitted), test, deps.stopwatch)
  const { predicted, medianMs } = timedPredictions(compilePredictor(shrunk), test, deps.stopwatch)
  return {
    how,
    files: { 'model.onnx': onnx, 'fitted.json': shrunk },
    predicted,
    ...askShares(shrunk, test.features, model.measure),
    parity: await measureParity(shrunk, onnx, from.signature, test, predicted),
    before: { sizeBytes: from.details.sizeBytes, predictionMs: timedBefore.medianMs },
    after: { sizeBytes: onnx.byteLength, predictionMs: medianMs },
  }
}

/** Without the trees that say least, or that a forest can do without, then with leaves of 8 bits: each as far as it is still good. */
function shrinkTrees(
  fitted: FittedModel,
  train: TrainingPart,
  isGood: (one: FittedModel) => boolean,
): { readonly shrunk: FittedModel; readonly how: string } | undefined {
  const pruned =
    pruneTrees(fitted, train.features, (one) => isGood(quantiseTrees(one)?.fitted ?? one)) ??
    pruneTrees(fitted, train.features, isGood) ??
    thinForest(fitted, (one) => isGood(quantiseTrees(one)?.fitted ?? one)) ??
    thinForest(fitted, isGood)
  const quantised = quantiseTrees(pruned ?? fitted)
  const isKept = quantised !== undefined && isGood(quantised.fitted)
  const shrunk = isKept ? quantised.fitted : pruned
  if (shrunk === undefined) return undefined
  const left = countTrees(fitted) - countTrees(pruned ?? fitted)
  const how = [
    ...(pruned === undefined ? [] : [`left out ${left} of ${countTrees(fitted)} trees`]),
    ...(isKept
      ? [`leaves in 8 bits, ${quantised.nodesAfter} of ${quantised.nodesBefore} nodes left`]
      : []),
  ]
  return { shrunk, how: how.join('; ') }
}

function countTrees({ learner }: FittedModel): number {
  const { kind } = learner
  return kind === 'boostedTrees' || kind === 'forest' ? learner.trees.length : 0
}

async function quantiseVersion(
  deps: TrainDeps,
  { measure }: Model,
  from: ModelVersion,
  { test }: Rows,
): Promise<Shrunk | undefined> {
  if (from.files['model.onnx'] === undefined) return undefined
  const original = await readVersionFile(deps.blobs, from, 'model.onnx')
  const quantised = quantiseOnnx(original)
  if (quantised === undefined) return undefined
  const classes = await classesOf(deps, from, test)
  const before = await measureGraph(deps, from, original, test)
  const after = await measureGraph(deps, from, quantised.bytes, test)
  const shares = asksShares(measure)
    ? await sharesOfGraph(quantised.bytes, from, classes, test)
    : undefined
  const count = quantised.tables.length
  return {
    how: `${count} ${count === 1 ? 'table' : 'tables'} of weights in 8 bits`,
    files: { 'model.onnx': quantised.bytes },
    ...(classes === undefined ? {} : { classes }),
    predicted: after.predicted,
    ...(shares === undefined ? {} : { shares }),
    parity: 0,
    before: { sizeBytes: original.byteLength, predictionMs: before.predictionMs },
    after: { sizeBytes: quantised.bytes.byteLength, predictionMs: after.predictionMs },
  }
}

async function classesOf(
  { blobs }: TrainDeps,
  from: ModelVersion,
  { features }: TrainingPart,
): Promise<readonly number[] | undefined> {
  if (from.files['fitted.json'] === undefined) return from.details.classes
  const file = await readVersionFile(blobs, from, 'fitted.json')
  return predictClasses(JSON.parse(new TextDecoder().decode(file)) as FittedModel, features)
    ?.classes
}

async function sharesOfGraph(
  bytes: Uint8Array,
  { signature }: ModelVersion,
  classes: readonly number[] | undefined,
  { features }: TrainingPart,
): Promise<ClassShares | undefined> {
  const known = classes === undefined ? {} : { classes }
  const graph = await openSharesOf(bytes, inputsOf(signature), signature.output.name, known)
  try {
    return await graph?.predict(features)
  } finally {
    await graph?.close()
  }
}

function inputsOf({ inputs }: Signature): readonly OnnxInput[] {
  return inputs.map(({ name, type }) => ({ name, kind: type === 'text' ? 'category' : 'number' }))
}

async function measureGraph(
  deps: TrainDeps,
  { signature }: ModelVersion,
  bytes: Uint8Array,
  test: TrainingPart,
) {
  const graph = await openOnnxPredictor(bytes, inputsOf(signature), signature.output.name)
  try {
    const predicted = await graph.predict(test.features)
    return { predicted, predictionMs: await timeRows(deps, graph, test) }
  } finally {
    await graph.close()
  }
}
