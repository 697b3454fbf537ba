import type { Hashed } from './category-encoders.ts'
import type { AsNumber, Cyclic, Logged } from './number-encoders.ts'

/** An encoder with what it learned from the training rows: plain JSON. */
export type FittedEncoder = FittedNumberEncoder | FittedCategoryEncoder

export type FittedNumberEncoder = FittedNumberStep | NumberChain
export type FittedCategoryEncoder = FittedLookup | FittedTfIdf | Hashed | CategoryChain

export type FittedNumberStep =
  | AsNumber
  | FittedScaled
  | FittedRange
  | FittedRobust
  | Logged
  | Cyclic
  | FittedBins
  | Filled<number>

export interface FittedScaled {
  readonly kind: 'scaled'
  readonly mean: number
  readonly deviation: number
}
/** `x * factor + shift`. */
export interface FittedRange {
  readonly kind: 'rangeScaled'
  readonly factor: number
  readonly shift: number
}
export interface FittedRobust {
  readonly kind: 'robustScaled'
  readonly median: number
  readonly range: number
}
/** A value at an edge stands in the bin above it. */
export interface FittedBins {
  readonly kind: 'binned'
  readonly edges: readonly number[]
  readonly oneHot: boolean
}
export interface Filled<Value> {
  readonly kind: 'imputed'
  readonly fill: Value
  readonly indicator: boolean
}

/** What makes a number of a category. */
export type FittedLookup = FittedOrdinal | FittedOneHot | FittedTargetMean

export interface FittedOrdinal {
  readonly kind: 'ordinal'
  readonly categories: readonly string[]
  /** Set where places say nothing of categories but which one it is. */
  readonly isUnordered?: true
}
export interface FittedOneHot {
  readonly kind: 'oneHot'
  readonly categories: readonly string[]
  /** A feature more, for categories that are not among these. */
  readonly others: boolean
}
export interface FittedTargetMean {
  readonly kind: 'targetMean'
  readonly categories: readonly string[]
  readonly means: readonly number[]
  /** For what was not seen, and for what is missing. */
  readonly unseen: number
  readonly missing: number
}
export interface FittedTfIdf {
  readonly kind: 'tfIdf'
  readonly terms: readonly string[]
  readonly weights: readonly number[]
}

export interface NumberChain {
  readonly kind: 'chain'
  readonly of: readonly FittedNumberStep[]
}
/** What is missing is filled before, numbers are brought on after. */
export interface CategoryChain {
  readonly kind: 'categoryChain'
  readonly fill?: Filled<string>
  readonly category: FittedLookup | FittedTfIdf | Hashed
  readonly after: readonly FittedNumberStep[]
}
