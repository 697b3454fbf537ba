import {
  boostedTrees,
  fitModel,
  predictColumns,
  type FittedModel,
  type InputColumn,
} from '../../learn/index.ts'
import { pickColumn } from '../monitors/slice-rows.ts'
import { deviationOf, withBand, type Estimate } from './estimate.ts'
import { lossOfRow, rowLosses, type RowLoss } from './row-losses.ts'

export const estimatedErrorMetrics = ['mae', 'mape', 'mse', 'rmse', 'msle', 'rmsle'] as const
export type EstimatedErrorMetric = (typeof estimatedErrorMetrics)[number]

/**
 * What is needed to tell how far off a number is before the truth is known (DLE: direct loss estimation): for
 * each loss a model of it, learned from what the model reads and says. Plain JSON.
 */
export interface ErrorEstimator {
  readonly kind: 'errors'
  readonly metrics: readonly EstimatedErrorMetric[]
  readonly losses: Readonly<Partial<Record<RowLoss, LearnedLoss>>>
}

interface LearnedLoss {
  readonly model: FittedModel
  /** Of the reference's rows. */
  readonly mean: number
  readonly deviation: number
}

export interface PredictedRows {
  /** What the model reads. */
  readonly columns: readonly InputColumn[]
  readonly predicted: Float64Array
}

export interface FitErrorsOptions {
  readonly metrics?: readonly EstimatedErrorMetric[]
  readonly seed?: number
  readonly signal?: AbortSignal
}

/** Learns from rows that the model has not learned from and whose truth is known. Throws `learn.noData`. */
export async function fitErrorEstimator(
  reference: PredictedRows & { readonly truth: Float64Array },
  options: FitErrorsOptions = {},
): Promise<ErrorEstimator> {
  const { metrics = ['mae', 'rmse'], seed = 0, signal } = options
  const needed = new Set(metrics.map(lossOf))
  const learned: [RowLoss, LearnedLoss][] = []
  for (const loss of rowLosses.filter((name) => needed.has(name))) {
    const all = reference.truth.map((truth, row) =>
      lossOfRow(loss, truth, reference.predicted[row] ?? Number.NaN),
    )
    const kept = [...all.keys()].filter((row) => Number.isFinite(all[row]))
    const target = Float64Array.from(kept, (row) => all[row] ?? 0)
    const model = await fitModel({
      learner: boostedTrees(),
      columns: withPrediction(reference).map((column) => pickColumn(column, kept)),
      target,
      seed,
      ...(signal === undefined ? {} : { signal }),
    })
    const mean = target.reduce((sum, value) => sum + value, 0) / target.length
    learned.push([loss, { model, mean, deviation: deviationOf(target) }])
  }
  return { kind: 'errors', metrics, losses: Object.fromEntries(learned) }
}

/** Estimates each metric over rows without truth; none where there are no rows. */
export function estimateErrors(
  { metrics, losses }: ErrorEstimator,
  current: PredictedRows,
): readonly Estimate[] {
  const rowCount = current.predicted.length
  if (rowCount === 0) return []
  const columns = withPrediction(current)
  const expected = new Map(
    Object.entries(losses).map(([name, { model }]) => {
      const said = predictColumns(model, columns)
      // A loss is never below zero, though the sum of trees may be.
      return [name, said.reduce((sum, value) => sum + Math.max(0, value), 0) / rowCount] as const
    }),
  )
  return metrics.flatMap((metric) => {
    const loss = losses[lossOf(metric)]
    const mean = expected.get(lossOf(metric))
    if (loss === undefined || mean === undefined) return []
    const isRoot = metric === 'rmse' || metric === 'rmsle'
    const error = loss.deviation / Math.sqrt(rowCount)
    return [
      withBand(
        metric,
        isRoot ? Math.sqrt(mean) : mean,
        // Of a root by its slope at the reference's mean.
        isRoot ? error / (2 * Math.sqrt(loss.mean)) : error,
        { least: 0, most: Infinity },
      ),
    ]
  })
}

function lossOf(metric: EstimatedErrorMetric): RowLoss {
  switch (metric) {
    case 'mae':
      return 'absolute'
    case 'mape':
      return 'relative'
    case 'mse':
    case 'rmse':
      return 'squared'
    case 'msle':
    case 'rmsle':
      return 'squaredLog'
  }
}

function withPrediction({ columns, predicted }: PredictedRows): readonly InputColumn[] {
  return [...columns, { name: 'predicted value', kind: 'number', values: predicted }]
}
