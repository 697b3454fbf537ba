import type { Latent, LearnedColumn } from './learned-generator.ts'
import { otherText } from './learn-choices.ts'
import { normalScores } from './normal-scores.ts'

/** A column's values, or gaps, as normal scores in the order of rows; NaN where nothing is known. */
export function columnScores(
  { of, column }: Latent,
  columns: readonly LearnedColumn[],
  values: ReadonlyMap<string, readonly unknown[]>,
): Float64Array {
  const own = values.get(column) ?? []
  if (of === 'missing')
    return normalScores(Float64Array.from(own, (value) => Number(value === undefined)))
  const learned = columns.find(({ name }) => name === column)
  return normalScores(Float64Array.from(own, placer(learned)))
}

/** Each value as a number that has its place in the order of the column. */
export function placer(learned: LearnedColumn | undefined): (value: unknown) => number {
  if (learned?.kind !== 'choices') return numberOf
  if (learned.type === 'float' || learned.type === 'integer') return numberOf
  const places = new Map<unknown, number>(learned.values.map((value, place) => [value, place]))
  const other = places.get(otherText) ?? Number.NaN
  return (value) => (value === undefined ? Number.NaN : (places.get(value) ?? other))
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return value instanceof Date ? value.getTime() : Number.NaN
}
