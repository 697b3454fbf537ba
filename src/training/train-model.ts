import { availableParallelism } from 'node:os'
import { digestOfValue, type Clock } from '../base/index.ts'
import type { TrainingPart, TrainingSet, TrainingSetStore } from '../features/index.ts'
import {
  permutationImportance,
  toOnnx,
  transformationsOf,
  type FittedModel,
} from '../learn/index.ts'
import type { MetricValues, ModelStore, ModelVersion } from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import {
  finishRun,
  logMetrics,
  startRun,
  toRunError,
  type CodeState,
  type MetricInput,
  type OpenRun,
  type RunId,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import { trainingKey } from './checkpoint.ts'
import { trainingErrors } from './errors.ts'
import { crossValidate, type CrossValidation } from './cross-validate.ts'
import { evaluate } from './evaluate.ts'
import { fitPart, type FitOptions } from './fit-part.ts'
import { logTrainingSet } from './log-training-set.ts'
import { describeLearner, type Model } from './model.ts'
import { answerHeldOut } from './parts/hold-out.ts'
import { settingsOf } from './parts/learn-rows.ts'
import {
  keepColumns,
  keepSome,
  openPart,
  type HoldOptions,
  type PartRows,
} from './parts/part-rows.ts'
import { openFolds } from './parts/predict-fold.ts'
import { explainRows, profileRows } from './parts/tell-rows.ts'
import { rawRows } from './predict-part.ts'
import { refitOnAll } from './refit-on-all.ts'
import { groupColumns, groupsOf } from './row-groups.ts'
import { describeJudging, measureBaselines, putFiles, signatureOf } from './version-parts.ts'

export interface TrainDeps {
  /** The run in which this happens. */
  readonly runId?: string | undefined
  /** The run that that one repeats. */
  readonly repeats?: { readonly id: string } | undefined
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly models: ModelStore
  readonly trainingSets: Pick<TrainingSetStore, 'addTransformations'>
  readonly runs: RunStore
  readonly records: RunRecords
  readonly now: Clock
  /** A clock that only tells lengths of time, in milliseconds. */
  readonly stopwatch: () => number
}

export interface TrainOptions extends FitOptions, HoldOptions {
  readonly code: CodeState
  readonly parentRunId?: RunId
  /** Learn again from all rows, once it is known how good the model is. */
  readonly refit?: boolean
  /** Learn so many times first, from parts of the training rows, to see how far results vary. */
  readonly folds?: number
  /** Hears which run it is, as soon as that has begun. */
  readonly onStart?: (runId: RunId) => void
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
    cacheKey: trainingKey(model, set, options.code),
    ...(parentRunId === undefined ? {} : { parentId: parentRunId }),
  })
  options.onStart?.(run.id)
  try {
    await logTrainingSet(deps, run.id, set)
    const { version, crossValidation } = await trainAndRegister(deps, model, set, options, run)
    const { version: number, contentDigest } = version
    await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs: {
        version: number,
        contentDigest,
        ...(crossValidation === undefined ? {} : { crossValidation }),
      },
    })
    return version
  } catch (error) {
    await finishRun(deps, run.id, { outcome: 'failed', error: toRunError(error) })
    throw error
  }
}

/** Of a part that is read in batches, so many rows are looked at as a whole. */
const mostRows = 50_000

interface Trained {
  readonly version: ModelVersion
  readonly crossValidation: CrossValidation | undefined
}

async function trainAndRegister(
  deps: TrainDeps,
  model: Model,
  set: TrainingSet,
  options: TrainOptions,
  run: OpenRun,
): Promise<Trained> {
  const train = await openPart(deps, model, set, 'train', options)
  const test = await openPart(deps, model, set, 'test', options)
  options.log.info(`learning from ${train.rowCount} rows, holding out ${test.rowCount}`)
  const crossValidation = await validate(deps, model, train, options, run.id)
  const key = run.cacheKey ?? trainingKey(model, set, options.code)
  const measured = await fitPart(deps, model, train, { ...options, runId: run.id, key })
  await deps.trainingSets.addTransformations(set.id, {
    model: model.name,
    learnedAt: deps.now(),
    fitted: transformationsOf(measured),
  })
  const isRefit = options.refit === true
  const fitted = isRefit ? await refitOnAll(model, [train, test], measured, options) : measured
  const signature = signatureOf(model)
  const judgedBy = describeJudging(model)
  const contentDigest = digestOfValue({ fitted, signature, trainingSet: set.digest, judgedBy })
  const versions = await deps.models.list(model.name)
  // A run that is repeated gives what it gave, even if others have learnt since.
  const comparable = deps.repeats === undefined ? versions.slice(0, 1) : versions
  const same = comparable.find((version) => version.contentDigest === contentDigest)
  if (same !== undefined) {
    options.log.info(`learnt the same as version ${same.version}: no new version`)
    return { version: same, crossValidation }
  }

  const onnx = toOnnx(fitted, { modelName: model.name, outputName: signature.output.name })
  const answering = { fitted, measured, onnx, signature, stopwatch: deps.stopwatch }
  const heldOut = await answerHeldOut(test, model, answering)
  const { rows, predicted, said, medianMs, parity } = heldOut
  const evaluation = evaluate(model.measure, rows, said, model.slices)
  await logMetrics(deps, run.id, toMetricInputs(evaluation.metrics))
  if (!(parity <= 1e-5)) throw trainingErrors.pathsDiffer({ model: model.name, parity })

  const [someLearned, someHeld] = [await keepSome(train, mostRows), await keepSome(test, mostRows)]
  const example = Array.from(rawRows(heldOut.first, 5), (features, at) => ({
    features,
    prediction: predicted[at],
  }))
  const files = await putFiles(deps, run.id, {
    'model.onnx': onnx,
    'fitted.json': fitted,
    ...(isRefit ? { 'measured.json': measured } : {}),
    'signature.json': signature,
    'example.json': example,
    'explainer.json': await explainRows(fitted, train, someLearned),
    'reference-profile.json': await profileRows(train, someLearned, said.said),
  })
  const version = await deps.models.insert({
    model: model.name,
    createdAt: deps.now(),
    runId: run.id,
    trainingSetId: set.id,
    contentDigest,
    files,
    evaluation,
    baselines: await measureBaselines(model, train, test, rows),
    signature,
    details: {
      learner: describeLearner(model.learner),
      predictionMs: medianMs,
      parity,
      importance: importanceOf(model, measured, someHeld),
      sizeBytes: onnx.byteLength,
      ...(isRefit ? { refitRows: train.rowCount + test.rowCount } : {}),
    },
  })
  options.log.info(`registered ${model.name} version ${version.version}`)
  return { version, crossValidation }
}

async function validate(
  deps: TrainDeps,
  model: Model,
  train: PartRows,
  { folds, signal, onProgress }: TrainOptions,
  runId: RunId,
): Promise<CrossValidation | undefined> {
  if (folds === undefined) return undefined
  const part = await keepColumns(train, groupColumns(model))
  const pool = openFolds(train, Math.min(folds, availableParallelism()), signal)
  const work = { options: settingsOf(model), metrics: model.measure }
  const stop = () => void pool.close()
  signal?.addEventListener('abort', stop, { once: true })
  let done = 0
  const onFold = () => {
    done += 1
    onProgress?.({ work: `cross-validating ${model.name}`, done, total: folds })
  }
  try {
    const found = await crossValidate((fold) => pool.predict({ ...work, ...fold }), model, part, {
      folds,
      onFold,
    })
    const points = Object.entries(found.metrics).map(([name, { mean }]) => ({
      name: `${name}, cross-validated`,
      value: mean,
    }))
    await logMetrics(deps, runId, points)
    return found
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await pool.close()
  }
}

function importanceOf(model: Model, fitted: FittedModel, test: TrainingPart) {
  const [metric] = model.measure
  if (metric === undefined) return []
  const options = { seed: model.seed, repeats: 3, ...groupsOf([metric], test) }
  return permutationImportance(fitted, test.features, test.label, metric, options).map(
    ({ name, importance }) => ({ feature: name, importance }),
  )
}

function toMetricInputs(metrics: MetricValues): MetricInput[] {
  return Object.entries(metrics).map(([name, value]) => ({ name, value }))
}
