import type { BoostedTrees } from './boosted-trees.ts'
import { answerOf } from './find-split.ts'
import type { GrownLeaf } from './grow-tree.ts'
import type { Objective } from './objective.ts'
import { pick } from './plan-objective.ts'
import { runTasks, wordsTold, type Workshop } from './workshop.ts'
import type { RowColumns } from './write-slopes.ts'

/** What each leaf answers, before the learning rate shortens it. */
export function answerLeaves(
  workshop: Workshop,
  { spec, objective }: { readonly spec: BoostedTrees; readonly objective: Objective },
  columns: RowColumns,
  place: number,
  leaves: readonly GrownLeaf[],
): readonly number[] {
  if (objective.leaf !== undefined) {
    const { leaf } = objective
    return leaves.map((own) => answerByRows(workshop, leaf, columns, place, own))
  }
  const gradients = columns.gradients[place]?.address ?? 0
  const weights = columns.curvatures[place] ?? columns.weights
  const { told, rows } = workshop
  // From the rows themselves: histograms hold gradients rounded.
  const tasks = leaves.map(({ start, end }, task) => [
    rows.address + 4 * start,
    rows.address + 4 * end,
    gradients,
    weights?.address ?? gradients,
    told.address + task * wordsTold * 8,
  ])
  runTasks(workshop, 'sumRows', tasks)
  return leaves.map(({ bounds, sums }, task) => {
    const gradient = told.values[task * wordsTold] ?? 0
    const weight = told.values[task * wordsTold + 1] ?? 0
    return answerOf(spec, bounds, gradient, weights === undefined ? sums.count : weight)
  })
}

function answerByRows(
  { rows }: Workshop,
  leaf: NonNullable<Objective['leaf']>,
  { target, scores, weights }: RowColumns,
  place: number,
  { bounds, start, end }: GrownLeaf,
): number {
  const own = rows.values.subarray(start, end)
  const before = scores[place]?.values ?? target.values
  const left = Float64Array.from(own, (row) => (target.values[row] ?? 0) - (before[row] ?? 0))
  const answer = leaf(left, weights && pick(weights.values, own))
  return Math.min(bounds.high, Math.max(bounds.low, answer))
}

/** Adds to the score of each row what its leaf answers. */
export function addSteps(
  workshop: Workshop,
  { scores }: RowColumns,
  place: number,
  leaves: readonly GrownLeaf[],
  steps: readonly number[],
): void {
  const { told, rows } = workshop
  const tasks = leaves.map(({ start, end }, task) => {
    told.values[task * wordsTold] = steps[task] ?? 0
    return [
      rows.address + 4 * start,
      rows.address + 4 * end,
      scores[place]?.address ?? 0,
      told.address + task * wordsTold * 8,
    ]
  })
  runTasks(workshop, 'addStep', tasks)
}
