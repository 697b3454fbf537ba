import { seededRandom, type Random } from '../base/index.ts'
import { askColumns, featureOwners, type FittedModel } from './fitted-model.ts'
import type { InputColumn } from './input-column.ts'
import type { Metric, RowsBeside } from './metric.ts'
import { shuffle } from './shuffle.ts'

/** How much a raw column counts. */
export interface Importance {
  readonly name: string
  readonly importance: number
}

/**
 * The share of each column (of components together, by their name) in all that splits gained on the training rows, the most important first.
 * All are 0 for a model without splits. Columns of many values look better than they are.
 */
export function featureImportance(fitted: FittedModel): readonly Importance[] {
  const { learner } = fitted
  const gains = new Map<number, number>()
  for (const tree of 'trees' in learner ? learner.trees : []) {
    for (const [node, feature] of tree.feature.entries()) {
      if (feature >= 0) gains.set(feature, (gains.get(feature) ?? 0) + (tree.gain[node] ?? 0))
    }
  }
  const whole = [...gains.values()].reduce((sum, gain) => sum + gain, 0)
  const owners = featureOwners(fitted)
  const shares = new Map(owners.map((owner) => [owner, 0]))
  for (const [feature, gain] of gains) {
    const owner = owners[feature] ?? ''
    shares.set(owner, (shares.get(owner) ?? 0) + gain / whole)
  }
  return mostImportantFirst([...shares].map(([name, importance]) => ({ name, importance })))
}

export interface PermutationOptions extends Pick<RowsBeside, 'groups'> {
  readonly seed: number | string
  /** How often each column is shuffled; 5 when left out. */
  readonly repeats?: number
}

/**
 * How much worse `metric` becomes on average when a column's values are shuffled among the rows, the
 * most important first (Breiman 2001). Around 0, or below, for a column that the model can do without.
 */
export function permutationImportance(
  fitted: FittedModel,
  columns: readonly InputColumn[],
  target: Float64Array,
  metric: Metric,
  { seed, repeats = 5, ...beside }: PermutationOptions,
): readonly Importance[] {
  const measure = (asked: readonly InputColumn[]) => {
    const { said, ...shares } = askColumns(fitted, asked, [metric])
    return metric.of(target, said, { ...beside, ...shares })
  }
  const before = measure(columns)
  const read = columns.filter(({ name }) => fitted.inputs.some((input) => input.name === name))
  const losses = read.map((column) => {
    const random = seededRandom(seed).fork(column.name)
    let sum = 0
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const shuffled = shuffleColumn(column, random)
      const others = columns.map((other) => (other === column ? shuffled : other))
      sum += worsening(metric, before, measure(others))
    }
    return { name: column.name, importance: sum / repeats }
  })
  return mostImportantFirst(losses)
}

/** How much worse the second is. */
export function worsening({ better }: Metric, before: number, after: number): number {
  switch (better) {
    case 'lower':
      return after - before
    case 'higher':
      return before - after
    case 'zero':
      return Math.abs(after) - Math.abs(before)
  }
}

export function shuffleColumn(column: InputColumn, random: Random): InputColumn {
  const order = shuffle([...column.values.keys()], random)
  return column.kind === 'number'
    ? { ...column, values: Float64Array.from(order, (row) => column.values[row] ?? Number.NaN) }
    : { ...column, values: order.map((row) => column.values[row]) }
}

function mostImportantFirst(importances: readonly Importance[]): readonly Importance[] {
  return importances.toSorted((a, b) => b.importance - a.importance)
}
