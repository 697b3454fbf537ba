import type { TrainingPart } from '../features/index.ts'
import type { Metric } from '../learn/index.ts'
import type { Evaluation, MetricValues } from '../registry/index.ts'

/** Measures predictions on all rows, and on the rows of each value of each slice column. */
export function evaluate(
  measure: readonly Metric[],
  part: TrainingPart,
  predicted: Float64Array,
  slices: readonly string[],
): Evaluation {
  return {
    rowCount: part.rowCount,
    metrics: measureRows(measure, part.label, predicted),
    slices: Object.fromEntries(
      slices.map((column) => [column, evaluateSlices(measure, part, predicted, column)]),
    ),
  }
}

function measureRows(
  measure: readonly Metric[],
  truth: Float64Array,
  predicted: Float64Array,
): MetricValues {
  return Object.fromEntries(measure.map((metric) => [metric.name, metric.of(truth, predicted)]))
}

function evaluateSlices(
  measure: readonly Metric[],
  part: TrainingPart,
  predicted: Float64Array,
  column: string,
): Evaluation['slices'][string] {
  const rows = Map.groupBy(part.label.keys(), (row) => String(part.keys[column]?.[row]))
  return Object.fromEntries(
    [...rows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, own]) => {
        const truth = Float64Array.from(own, (row) => part.label[row] ?? Number.NaN)
        const said = Float64Array.from(own, (row) => predicted[row] ?? Number.NaN)
        return [value, { rowCount: own.length, metrics: measureRows(measure, truth, said) }]
      }),
  )
}
