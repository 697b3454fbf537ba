import { asCategory, oneHot, ordinal, targetMean } from './encoders/category-encoders.ts'
import type { Encoder } from './encoders/encoder.ts'
import { asNumber } from './encoders/number-encoders.ts'
import type { InputColumn } from './input-column.ts'
import type { Learner } from './learner.ts'
import { ignoresTarget, learnsClasses, readsPlaces } from './learner-traits.ts'

/**
 * Trees part categories; a sum of features needs one for each. Of very many categories most have so few rows that
 * trees would learn each row's own label by them.
 */
export function usualEncoder(learner: Learner, column: InputColumn): Encoder {
  if (column.kind === 'number') return asNumber()
  if (!readsPlaces(learner)) return oneHot({ most: 50 })
  if (ignoresTarget(learner)) return ordinal()
  const isMany = new Set(column.values).size > mostParted && !learnsClasses(learner)
  return isMany ? targetMean() : asCategory()
}

/** As many as have a bin of their own. */
const mostParted = 255
