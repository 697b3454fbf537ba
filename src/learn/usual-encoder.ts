import { asCategory, oneHot, ordinal, targetMean } from './encoders/category-encoders.ts'
import type { Encoder } from './encoders/encoder.ts'
import { asNumber } from './encoders/number-encoders.ts'
import type { InputColumn } from './input-column.ts'
import type { Learner } from './learner.ts'
import { ignoresTarget, learnsClasses, readsPlaces } from './learner-traits.ts'

/**
 * Trees ask for the place of a category; a sum of features needs one for each. Of very many categories most have so few
 * rows that trees would learn each row's own label by them.
 */
export function usualEncoder(learner: Learner, column: InputColumn): Encoder {
  if (column.kind === 'number') return asNumber()
  if (!readsPlaces(learner)) return oneHot({ most: 50 })
  if (ignoresTarget(learner) || new Set(column.values).size <= manyCategories) return ordinal()
  return learnsClasses(learner) ? asCategory() : targetMean()
}

/** As many as have a bin of their own. */
const manyCategories = 255
