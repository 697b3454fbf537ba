import { seededRandom } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import { askColumns, measureRows, type Metric } from '../../learn/index.ts'
import type { ReportedPictures } from '../../registry/index.ts'
import type { Model } from '../model.ts'
import { askRows } from '../parts/ask-rows.ts'
import { learnRows } from '../parts/learn-rows.ts'
import { keepColumns, onlyRows, type PartRows } from '../parts/part-rows.ts'
import { groupColumns, groupsOf } from '../row-groups.ts'

const shares = [0.1, 0.2, 0.4, 0.7, 1]

/** Learns from more and more rows: whether the held-out metric still gets better with them. */
export async function drawLearning(
  model: Model,
  train: PartRows,
  test: TrainingPart,
  metric: Metric,
): Promise<NonNullable<ReportedPictures['learning']>> {
  const random = seededRandom(model.seed)
  const ranks = Float64Array.from({ length: train.rowCount }, () => random.next())
  const found = []
  for (const share of shares) {
    const rows = onlyRows(train, placesOf(ranks, share))
    if (rows.rowCount < 20) continue
    const fitted = await learnRows(model, rows)
    const learned = await keepColumns(rows, groupColumns({ measure: [metric] }))
    found.push({
      rowCount: rows.rowCount,
      training: measureRows(metric, {
        truth: learned.label,
        ...(await askRows(fitted, rows, [metric])),
        ...groupsOf([metric], learned),
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

function placesOf(ranks: Float64Array, share: number): Uint32Array {
  return Uint32Array.from(ranks.keys()).filter((row) => (ranks[row] ?? 1) < share)
}
