import type { SettingValue } from '../../base/index.ts'
import { axisOf } from './search-axis.ts'
import type { SearchRange, SearchSpace } from './search-space.ts'
import type { TrialValues } from './trial.ts'

/** How many places of a range of numbers a grid has, unless there are fewer. */
const placeCount = 5

/** Every combination, the last parameter changing first; of ranges of numbers, five places evenly on their scale. */
export function gridOf(space: SearchSpace): readonly TrialValues[] {
  return Object.entries(space).reduce<TrialValues[]>(
    (combinations, [name, range]) =>
      combinations.flatMap((before) =>
        valuesOf(range).map((value) => ({ ...before, [name]: value })),
      ),
    [{}],
  )
}

function valuesOf(range: SearchRange): readonly SettingValue[] {
  if (range.kind === 'among') return range.values
  const { low, high } = range
  const { toAxis, fromAxis } = axisOf(range)
  const [from, to] = [toAxis(low), toAxis(high)]
  const places = Array.from({ length: placeCount }, (_, at) =>
    fromAxis(from + ((to - from) * at) / (placeCount - 1)),
  )
  // Whole numbers near each other are the same; rounding must not move the ends.
  return [...new Set([low, ...places.slice(1, -1), high])]
}
