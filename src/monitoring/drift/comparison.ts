import type { DriftBins, DriftEffect } from './drift-report.ts'
import type { DriftTest } from './drift-test.ts'

/** What two sides of one column came to, before it is judged together with the others. */
export interface Comparison {
  readonly state: 'measured' | 'constant'
  readonly tested: Tested
  readonly effect: Omit<DriftEffect, 'least'>
  readonly newCategories?: readonly string[]
  readonly goneCategories?: readonly string[]
  readonly outsideShare: number
  readonly bins: DriftBins
}

export interface Tested {
  readonly test: DriftTest
  /** A p-value, or a distance. */
  readonly score: number
  readonly isChance: boolean
}
