import { encodeColumns } from '../feature-matrix.ts'
import type { FittedModel } from '../fitted-model.ts'
import type { InputColumn } from '../input-column.ts'
import { addTree } from '../trees/tree.ts'

/**
 * The model without the trees that say least on these rows: what they say on average goes into the base. As many are
 * left out as `isGood` allows; undefined where it allows none, or of other models. Each tree says something else on
 * rows of its own, so that one left out changes nothing in the others. Of several classes, the trees of a round are
 * left out together.
 */
export function pruneTrees(
  fitted: FittedModel,
  columns: readonly InputColumn[],
  isGood: (pruned: FittedModel) => boolean,
): FittedModel | undefined {
  const { learner } = fitted
  if (learner.kind !== 'boostedTrees') return undefined
  const { trees, classes } = learner
  const { features, rowCount } = encodeColumns(fitted, columns)
  const width = classes?.values.length ?? 1
  const said = trees.map((tree) => {
    const column = new Float64Array(rowCount)
    addTree(tree, features, column)
    return spreadOf(column)
  })
  const rounds = Array.from({ length: Math.floor(trees.length / width) }, (_, round) => {
    const own = said.slice(round * width, (round + 1) * width)
    return { round, spread: Math.hypot(...own.map(({ deviation }) => deviation)) }
  })
  const least = rounds.toSorted((a, b) => a.spread - b.spread || b.round - a.round)
  const without = (count: number): FittedModel => {
    const dropped = new Set(least.slice(0, count).map(({ round }) => round))
    const isDropped = (place: number) => dropped.has(Math.floor(place / width))
    const meanOf = (place: number) =>
      said.reduce(
        (sum, { mean }, at) => (at % width === place && isDropped(at) ? sum + mean : sum),
        0,
      )
    const kept = trees.filter((_, place) => !isDropped(place))
    const base = classes === undefined ? learner.base + meanOf(0) : learner.base
    const shifted = classes && {
      ...classes,
      bases: classes.bases.map((own, place) => own + meanOf(place)),
    }
    const pruned = { ...learner, base, trees: kept, ...(shifted && { classes: shifted }) }
    return { ...fitted, learner: pruned }
  }
  let low = 0
  let high = rounds.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (isGood(without(middle))) low = middle
    else high = middle
  }
  return low === 0 ? undefined : without(low)
}

function spreadOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length)) }
}
