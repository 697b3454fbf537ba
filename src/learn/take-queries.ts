import { learnErrors } from './errors.ts'
import { groupPlaces } from './group-places.ts'
import type { InputColumn } from './input-column.ts'
import type { Learner } from './learner.ts'

export interface Queries {
  /** Those that are left to be features. */
  readonly columns: readonly InputColumn[]
  /** The rows of each query, where rows are learned to rank. */
  readonly queries?: readonly Uint32Array[]
}

/** Takes the column that tells queries apart from those that are learned from. Throws `learn.wrongSetting`. */
export function takeQueries(learner: Learner, columns: readonly InputColumn[]): Queries {
  if (learner.kind !== 'boostedTrees' || learner.loss !== 'ranking') return { columns }
  const own = columns.find(({ name }) => name === learner.query)
  if (own === undefined) {
    throw learnErrors.wrongSetting({
      owner: 'boostedTrees',
      setting: 'query',
      found: learner.query,
      wanted: `one of the columns (${columns.map(({ name }) => name).join(', ')})`,
    })
  }
  const queries = groupPlaces(Array.from<number | string | undefined>(own.values))
  return { columns: columns.filter((column) => column !== own), queries }
}
