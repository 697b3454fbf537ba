import {
  askColumns,
  columnsReadBy,
  joinSaid,
  type FittedModel,
  type Learner,
  type Metric,
  type Said,
} from '../../learn/index.ts'
import type { PartRows } from './part-rows.ts'

/** What a model says of all rows, some at a time where they are many. */
export async function askRows(
  fitted: FittedModel,
  rows: PartRows,
  metrics: readonly Pick<Metric, 'asksShares'>[],
): Promise<Said> {
  const parts: Said[] = []
  for await (const { features } of rows.read()) parts.push(askColumns(fitted, features, metrics))
  return joinSaid(parts)
}

/** Of rows that come in batches only the columns that the learner reads. */
export function readBy(learner: Learner, rows: PartRows): PartRows {
  if (rows.whole !== undefined) return rows
  const names = columnsReadBy(learner, rows.names)
  return { ...rows, names, read: () => rows.read(names) }
}
