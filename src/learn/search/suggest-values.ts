import type { Random } from '../../base/index.ts'
import { gridOf } from './grid-of.ts'
import type { SearchSpace } from './search-space.ts'
import { suggestAtRandom } from './suggest-at-random.ts'
import { suggestByTpe } from './suggest-by-tpe.ts'
import type { Trial, TrialValues } from './trial.ts'

/** How a sweep chooses: every combination, by chance, or where good trials are. */
export const searchMethods = ['tpe', 'random', 'grid'] as const
export type SearchMethod = (typeof searchMethods)[number]

export interface Suggesting {
  readonly method: SearchMethod
  readonly space: SearchSpace
  /** Of the whole sweep; each trial has a stream of its own. */
  readonly random: Random
}

/**
 * The values of trial `number`, knowing those that have ended. The same trials and seed give the same values.
 * Undefined when a grid has no more.
 */
export function suggestValues(
  { method, space, random }: Suggesting,
  number: number,
  ended: readonly Trial[],
): TrialValues | undefined {
  const own = random.fork(`trial ${number}`)
  switch (method) {
    case 'grid':
      return gridOf(space)[number]
    case 'random':
      return suggestAtRandom(space, own)
    case 'tpe':
      return suggestByTpe(space, ended, own)
  }
}
