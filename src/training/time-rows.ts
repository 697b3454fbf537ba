import type { TrainingPart } from '../features/index.ts'
import type { OnnxPredictor } from '../registry/index.ts'

/** Rows that are timed one by one. */
const timedCount = 50

/** The median time that a graph takes for a row. */
export async function timeRows(
  { stopwatch }: { readonly stopwatch: () => number },
  graph: OnnxPredictor,
  { features, rowCount }: TrainingPart,
): Promise<number> {
  const times: number[] = []
  for (let row = 0; row < Math.min(timedCount, rowCount); row += 1) {
    const one = features.map((column) =>
      column.kind === 'number'
        ? { ...column, values: column.values.slice(row, row + 1) }
        : { ...column, values: column.values.slice(row, row + 1) },
    )
    const before = stopwatch()
    await graph.predict(one)
    times.push(stopwatch() - before)
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
}
