import type { Members } from './member.ts'

/** Several models of one label whose predictions become one. */
export interface Ensemble {
  readonly of: Members
  readonly by: Combine
}

/**
 * How several predictions become one: their mean, the mean with a weight for each, what most of them say (of as many
 * the smaller), or a function.
 */
export type Combine<Name extends string = string> =
  | 'mean'
  | 'vote'
  | { readonly weights: { readonly [Each in Name]: number } }
  | CombineFunction<Name>

type CombineFunction<Name extends string> = {
  // A method's type, so that a function of exact names is one of any.
  bivariant(said: { readonly [Each in Name]: number }): number
}['bivariant']

export interface Combined {
  readonly value: number
  /** Of a vote: the share of the models that say so. */
  readonly share?: number
}

export function combine({ by }: Ensemble, said: Readonly<Record<string, number>>): Combined {
  if (by === 'vote') return mostSaid(Object.values(said))
  if (by === 'mean') return { value: weightedMean(said, () => 1) }
  if (typeof by === 'function') return { value: by(said) }
  return { value: weightedMean(said, (name) => by.weights[name] ?? 0) }
}

function weightedMean(
  said: Readonly<Record<string, number>>,
  weightOf: (name: string) => number,
): number {
  let [sum, weight] = [0, 0]
  for (const [name, value] of Object.entries(said)) {
    sum += weightOf(name) * value
    weight += weightOf(name)
  }
  return sum / weight
}

function mostSaid(values: readonly number[]): Combined {
  const votes = new Map<number, number>()
  for (const value of values) votes.set(value, (votes.get(value) ?? 0) + 1)
  const [[value, count] = [Number.NaN, 0]] = [...votes].toSorted(
    ([a, first], [b, second]) => second - first || a - b,
  )
  return { value, share: count / values.length }
}
