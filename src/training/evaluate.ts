import type { TrainingPart } from '../features/index.ts'
import type { Metric } from '../learn/index.ts'
import type { Evaluation, MetricValues } from '../registry/index.ts'
import { conditionsOf } from './evaluation/conditions.ts'

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
  return Object.fromEntries(
    groupRows(part, column).map(([value, own]) => {
      const truth = Float64Array.from(own, (row) => part.label[row] ?? Number.NaN)
      const said = Float64Array.from(own, (row) => predicted[row] ?? Number.NaN)
      return [value, { rowCount: own.length, metrics: measureRows(measure, truth, said) }]
    }),
  )
}

/** By the values of a key, or of a feature: those of many numbers by quarters. */
function groupRows(
  part: TrainingPart,
  column: string,
): readonly (readonly [string, readonly number[]])[] {
  const values = part.keys[column]
  const feature = part.features.find(({ name }) => name === column)
  if (values === undefined && feature !== undefined) {
    return conditionsOf(feature).map(({ label, has }) => [
      label,
      [...has.keys()].filter((row) => has[row] === 1),
    ])
  }
  const rows = Map.groupBy(part.label.keys(), (row) => String(values?.[row]))
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
