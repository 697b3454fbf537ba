import type { Random } from '../../base/index.ts'
import { axisOf, drawValue } from './search-axis.ts'
import type { SearchSpace } from './search-space.ts'
import type { TrialValues } from './trial.ts'

/** Each value by chance, evenly on its scale. */
export function suggestAtRandom(space: SearchSpace, random: Random): TrialValues {
  return Object.fromEntries(
    Object.entries(space).map(([name, range]) => {
      const own = random.fork(name)
      return [name, range.kind === 'among' ? own.pick(range.values) : drawValue(axisOf(range), own)]
    }),
  )
}
