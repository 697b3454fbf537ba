import { learnErrors } from '../errors.ts'
import type { CategoryEncoder } from './category-encoders.ts'
import type { NumberEncoder } from './number-encoders.ts'

/** How a raw column becomes the numbers that a learner reads. */
export type Encoder = SingleEncoder | Chain
export type SingleEncoder = NumberEncoder | CategoryEncoder

export interface Chain {
  readonly kind: 'chain'
  readonly of: readonly SingleEncoder[]
}

/** One encoder after the other: `chain(imputed('median'), scaled())`. */
export function chain(...of: readonly SingleEncoder[]): Chain {
  if (of.length < 2) {
    const found = `${of.length}`
    const wanted = 'at least two encoders'
    throw learnErrors.wrongSetting({ owner: 'chain', setting: 'of', found, wanted })
  }
  return { kind: 'chain', of }
}
