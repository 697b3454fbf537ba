import { encodeColumns } from '../feature-matrix.ts'
import type { FittedModel } from '../fitted-model.ts'
import type { InputColumn } from '../input-column.ts'
import { addTree, type Tree } from '../trees/tree.ts'

/**
 * The model without the trees that say least on these rows: what they say on average goes into the base. As many are
 * left out as `isGood` allows; undefined where it allows none, or where trees can't be told apart. Each tree says
 * something else on rows of its own, so that one left out changes nothing in the others.
 */
export function pruneTrees(
  fitted: FittedModel,
  columns: readonly InputColumn[],
  isGood: (pruned: FittedModel) => boolean,
): FittedModel | undefined {
  const { learner } = fitted
  if (learner.kind !== 'boostedTrees' || learner.classes !== undefined) return undefined
  const { features, rowCount } = encodeColumns(fitted, columns)
  const said = learner.trees.map((tree, place) => {
    const column = new Float64Array(rowCount)
    addTree(tree, features, column)
    return { tree, place, ...spreadOf(column) }
  })
  const least = said.toSorted((a, b) => a.deviation - b.deviation || b.place - a.place)
  const without = (count: number): FittedModel => {
    const dropped = least.slice(0, count)
    const places = new Set(dropped.map(({ place }) => place))
    const trees: readonly Tree[] = learner.trees.filter((_, place) => !places.has(place))
    const base = dropped.reduce((sum, { mean }) => sum + mean, learner.base)
    return { ...fitted, learner: { ...learner, base, trees } }
  }
  let low = 0
  let high = learner.trees.length
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
