import type { Piece } from '../wasm/heap.ts'
import type { Objective } from './objective.ts'
import { rowsOfTask, runTasks, type Workshop } from './workshop.ts'

/** What rows have while trees are learned, for each score. */
export interface RowColumns {
  readonly target: Piece<Float64Array>
  readonly scores: readonly Piece<Float64Array>[]
  readonly gradients: readonly Piece<Float64Array>[]
  /** What rows weigh in the tree that grows: more where the loss bends more. Empty where it doesn't. */
  readonly curvatures: readonly Piece<Float64Array>[]
  /** With mean 1. */
  readonly weights: Piece<Float64Array> | undefined
}

/** Writes gradients, and curvatures where the loss bends, both times what rows weigh. */
export function writeSlopes(workshop: Workshop, objective: Objective, columns: RowColumns): void {
  const { scores, gradients, curvatures, weights } = columns
  if (objective.kernel === undefined) {
    objective.slopes(scores.map(valuesOf), gradients.map(valuesOf), curvatures.map(valuesOf))
  } else {
    runKernel(workshop, objective.kernel, columns)
  }
  if (weights === undefined) return
  for (const { values } of [...gradients, ...curvatures]) weigh(values, weights.values)
}

export function valuesOf(piece: Piece<Float64Array>): Float64Array {
  return piece.values
}

function runKernel(
  workshop: Workshop,
  kernel: NonNullable<Objective['kernel']>,
  { scores, target, gradients, curvatures }: RowColumns,
): void {
  const columns = [scores[0], target, gradients[0], ...curvatures]
  const tasks: number[][] = []
  for (let start = 0; start < target.values.length; start += rowsOfTask) {
    const count = Math.min(rowsOfTask, target.values.length - start)
    // An odd row behind the last one is in memory that nobody reads.
    tasks.push([...columns.map((column) => (column?.address ?? 0) + 8 * start), 8 * count])
  }
  runTasks(workshop, kernel, tasks)
}

function weigh(column: Float64Array, weights: Float64Array): void {
  for (let row = 0; row < column.length; row += 1) {
    column[row] = (column[row] ?? 0) * (weights[row] ?? 0)
  }
}
