import { seededRandom } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import {
  askColumns,
  fitModel,
  measureRows,
  type InputColumn,
  type Metric,
} from '../../learn/index.ts'
import type { ReportedPictures } from '../../registry/index.ts'
import type { Model } from '../model.ts'
import { settingsOf } from '../parts/learn-rows.ts'
import { groupsOf } from '../row-groups.ts'

const shares = [0.1, 0.2, 0.4, 0.7, 1]

/** Learns from more and more rows: whether the held-out metric still gets better with them. */
export async function drawLearning(
  model: Model,
  train: TrainingPart,
  test: TrainingPart,
  metric: Metric,
): Promise<NonNullable<ReportedPictures['learning']>> {
  const random = seededRandom(model.seed)
  const ranks = Float64Array.from({ length: train.rowCount }, () => random.next())
  const found = []
  for (const share of shares) {
    const rows = [...ranks.keys()].filter((row) => (ranks[row] ?? 1) < share)
    if (rows.length < 20) continue
    const columns = train.features.map((column) => pickColumn(column, rows))
    const target = Float64Array.from(rows, (row) => train.label[row] ?? 0)
    const fitted = await fitModel({ ...settingsOf(model), columns, target })
    found.push({
      rowCount: rows.length,
      training: measureRows(metric, {
        truth: target,
        ...askColumns(fitted, columns, [metric]),
        ...groupsOf([metric], { keys: {}, features: columns }),
      }),
      heldOut: measureRows(metric, {
        truth: test.label,
        ...askColumns(fitted, test.features, [metric]),
        ...groupsOf([metric], test),
      }),
    })
  }
  return found
}

function pickColumn(column: InputColumn, rows: readonly number[]): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: rows.map((row) => column.values[row]) }
}
