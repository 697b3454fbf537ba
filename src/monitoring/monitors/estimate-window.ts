import { isSwellError } from '../../base/index.ts'
import { readTrainingPart, type TrainingPart } from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { loadPredictor, predictShares } from '../../serving/index.ts'
import { learnedView, predictionKindOf } from '../../training/index.ts'
import { estimateClasses, fitClassesEstimator } from '../estimates/estimate-classes.ts'
import {
  estimatedErrorMetrics,
  estimateErrors,
  fitErrorEstimator,
} from '../estimates/estimate-errors.ts'
import { estimateYesNo, fitYesNoEstimator } from '../estimates/estimate-yes-no.ts'
import type { Estimate } from '../estimates/estimate.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { WatchedModel } from './prediction-rows.ts'
import { rowsOfColumns } from './slice-rows.ts'

interface SaidRows {
  readonly columns: readonly InputColumn[]
  readonly predicted: Float64Array
}

/** What can be told of predictions before anything came true. */
type Estimator = (rows: SaidRows) => readonly Estimate[] | Promise<readonly Estimate[]>

/** Learned once for a version: it takes seconds, and each look wants it. */
const learned = new WeakMap<MeasureDeps['blobs'], Map<string, Promise<Estimator | undefined>>>()

/**
 * How good the predictions of a window are likely to be, learned from the rows that the version was measured on:
 * by its own probabilities (CBPE) of a yes or no and of several classes, by the errors that go with what it is given
 * (DLE) of an amount. With bands of three sampling errors.
 */
export async function estimateWindow(
  deps: MeasureDeps,
  { model }: WatchedModel,
  version: number,
  rows: SaidRows,
): Promise<MonitorValue[]> {
  if (rows.predicted.length === 0) return []
  const known = learned.get(deps.blobs) ?? new Map<string, Promise<Estimator | undefined>>()
  learned.set(deps.blobs, known)
  const name = `${model.name}/${version}`
  const learning = known.get(name) ?? learn(deps, model, version)
  known.set(name, learning)
  const estimates = (await (await learning)?.(rows)) ?? []
  const metrics = model.measure.map((metric) => metric.name)
  return estimates
    .filter(({ metric, value }) => metrics.includes(metric) && Number.isFinite(value))
    .map(({ metric, value, lower, upper }) => ({
      series: `estimated ${metric}`,
      slice: '',
      value,
      lower,
      upper,
      rowCount: rows.predicted.length,
    }))
}

async function learn(
  deps: MeasureDeps,
  model: WatchedModel['model'],
  number: number,
): Promise<Estimator | undefined> {
  const version = await deps.models.find(model.name, number)
  if (version?.trainingSetId === undefined) return undefined
  const set = await deps.trainingSets.find(version.trainingSetId)
  if (set === undefined) return undefined
  const part = await readTrainingPart(deps, learnedView(model.view, version), set, 'test')
  if (part.rowCount === 0) return undefined
  const { features, label } = part
  const predictor = await loadPredictor(deps, version)
  try {
    const predicted = Float64Array.from(await predictor.predictMany(rowsOfColumns(features)))
    switch (predictionKindOf(label, predicted)) {
      case 'yesOrNo':
        return learnYesNo(predicted, label)
      case 'classes':
        return await learnClasses(deps, version, part, predicted)
      case 'amount':
        return await learnErrors(model, part, predicted)
    }
  } finally {
    predictor.rest()
  }
}

function learnYesNo(predicted: Float64Array, labels: Float64Array): Estimator {
  const decide = (scores: Float64Array) => scores.map((score) => Number(score >= 0.5))
  const estimator = fitYesNoEstimator({ scores: predicted, decided: decide(predicted), labels })
  return ({ predicted: scores }) => estimateYesNo(estimator, { scores, decided: decide(scores) })
}

/** Undefined for a version that doesn't say how likely each class is. */
async function learnClasses(
  deps: MeasureDeps,
  version: ModelVersion,
  { features, label }: TrainingPart,
  predicted: Float64Array,
): Promise<Estimator | undefined> {
  const said = async (columns: readonly InputColumn[], answers: Float64Array) => {
    const { classes, shares } = await predictShares(deps, version, rowsOfColumns(columns))
    const place = (value: number) => classes.indexOf(value)
    return {
      classes,
      scores: classes.map((_, at) =>
        Float64Array.from(answers, (__, row) => shares[row * classes.length + at] ?? 0),
      ),
      decided: answers.map(place),
    }
  }
  try {
    const { classes, ...known } = await said(features, predicted)
    const labels = label.map((value) => classes.indexOf(value))
    const estimator = fitClassesEstimator({ ...known, labels })
    return async ({ columns, predicted: answers }) =>
      estimateClasses(estimator, await said(columns, answers)).flatMap((estimate) => {
        const metric = classMetrics[estimate.metric]
        return metric === undefined ? [] : [{ ...estimate, metric }]
      })
  } catch (error) {
    if (isSwellError(error, 'serving.noClasses')) return undefined
    throw error
  }
}

/** What the metrics of several classes are called here, each the mean over classes but the first. */
const classMetrics: Readonly<Record<string, string>> = {
  accuracy: 'classAccuracy',
  f1: 'macroF1',
  precision: 'macroPrecision',
  recall: 'macroRecall',
}

async function learnErrors(
  { measure }: WatchedModel['model'],
  { features, label }: TrainingPart,
  predicted: Float64Array,
): Promise<Estimator | undefined> {
  const metrics = estimatedErrorMetrics.filter((name) => measure.some((own) => own.name === name))
  if (metrics.length === 0) return undefined
  const reference = { columns: features, predicted, truth: label }
  const estimator = await fitErrorEstimator(reference, { metrics })
  return (current) => estimateErrors(estimator, current)
}
