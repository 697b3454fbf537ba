import { readTrainingPart } from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import { loadPredictor } from '../../serving/index.ts'
import { predictionKindOf } from '../../training/index.ts'
import { estimateErrors, fitErrorEstimator } from '../estimates/estimate-errors.ts'
import { estimateYesNo, fitYesNoEstimator } from '../estimates/estimate-yes-no.ts'
import type { Estimate } from '../estimates/estimate.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { WatchedModel } from './prediction-rows.ts'

/** What can be told of predictions before anything came true. */
type Estimator = (rows: {
  readonly columns: readonly InputColumn[]
  readonly predicted: Float64Array
}) => readonly Estimate[]

/** Learned once for a version: it takes seconds, and each look wants it. */
const learned = new WeakMap<MeasureDeps['blobs'], Map<string, Promise<Estimator | undefined>>>()

/**
 * How good the predictions of a window are likely to be, learned from the rows that the version was measured on:
 * by its own probabilities (CBPE) of a yes or no, by the errors that go with what it is given (DLE) of an amount.
 */
export async function estimateWindow(
  deps: MeasureDeps,
  { model }: WatchedModel,
  version: number,
  rows: Parameters<Estimator>[0],
): Promise<MonitorValue[]> {
  if (rows.predicted.length === 0) return []
  const known = learned.get(deps.blobs) ?? new Map<string, Promise<Estimator | undefined>>()
  learned.set(deps.blobs, known)
  const name = `${model.name}/${version}`
  const learning = known.get(name) ?? learn(deps, model, version)
  known.set(name, learning)
  const estimator = await learning
  const metrics = model.measure.map((metric) => metric.name)
  return (estimator?.(rows) ?? [])
    .filter(({ metric }) => metrics.includes(metric))
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
  const { features, label, rowCount } = await readTrainingPart(deps, model.view, set, 'test')
  const predictor = await loadPredictor(deps, version)
  try {
    const rows = Array.from({ length: rowCount }, (_, row) =>
      Object.fromEntries(features.map((column) => [column.name, given(column, row)])),
    )
    const predicted = Float64Array.from(await predictor.predictMany(rows))
    const kind = predictionKindOf(label, predicted)
    if (kind === 'yesOrNo') {
      const decide = (scores: Float64Array) => scores.map((score) => Number(score >= 0.5))
      const known = { scores: predicted, decided: decide(predicted), labels: label }
      const estimator = fitYesNoEstimator(known)
      return ({ predicted: scores }) =>
        estimateYesNo(estimator, { scores, decided: decide(scores) })
    }
    if (kind !== 'amount') return undefined
    const reference = { columns: features, predicted, truth: label }
    const estimator = await fitErrorEstimator(reference, { metrics: ['mae', 'rmse'] })
    return (current) => estimateErrors(estimator, current)
  } finally {
    predictor.rest()
  }
}

function given(column: InputColumn, row: number): number | string | null {
  const value = column.values[row]
  return value === undefined || Number.isNaN(value) ? null : value
}
