import type { TrainingPart } from '../features/index.ts'
import { measureRows, pickJudged, type JudgedRows, type Metric, type Said } from '../learn/index.ts'
import type { Evaluation, MetricValues } from '../registry/index.ts'
import { conditionsOf } from './evaluation/conditions.ts'
import { groupsOf } from './row-groups.ts'

/** Measures predictions on all rows, and on the rows of each value of each slice column. */
export function evaluate(
  measure: readonly Metric[],
  part: TrainingPart,
  said: Said,
  slices: readonly string[],
): Evaluation {
  const judged = { truth: part.label, ...said, ...groupsOf(measure, part) }
  return {
    rowCount: part.rowCount,
    metrics: measureAll(measure, judged),
    slices: Object.fromEntries(
      slices.map((column) => [column, evaluateSlices(measure, part, judged, column)]),
    ),
  }
}

function measureAll(measure: readonly Metric[], rows: JudgedRows): MetricValues {
  return Object.fromEntries(measure.map((metric) => [metric.name, measureRows(metric, rows)]))
}

function evaluateSlices(
  measure: readonly Metric[],
  part: TrainingPart,
  judged: JudgedRows,
  column: string,
): Evaluation['slices'][string] {
  return Object.fromEntries(
    groupRows(part, column).map(([value, rows]) => [
      value,
      { rowCount: rows.length, metrics: measureAll(measure, pickJudged(judged, { rows })) },
    ]),
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
