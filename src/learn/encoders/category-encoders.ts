import { learnErrors } from '../errors.ts'
import type { Imputed } from './number-encoders.ts'

/** How a column of texts becomes the numbers that a learner reads. */
export type CategoryEncoder = AsCategory | Ordinal | OneHot | TargetMean | TfIdf | Hashed | Imputed

export interface AsCategory {
  readonly kind: 'asCategory'
}
export interface Ordinal {
  readonly kind: 'ordinal'
  readonly order?: readonly string[]
}
export interface OneHot {
  readonly kind: 'oneHot'
  /** So many categories have a feature of their own; the others share one. */
  readonly most?: number
}
export interface TargetMean {
  readonly kind: 'targetMean'
  readonly smooth: 'auto' | number
  readonly folds: number
}
export interface TfIdf {
  readonly kind: 'tfIdf'
  readonly terms: number
  /** Words that are left out. */
  readonly stopWords?: 'english' | readonly string[]
}
export interface Hashed {
  readonly kind: 'hashed'
  readonly features: number
}

/**
 * The category as it is: trees part categories into any two sets (forests up to 255 of them), other learners read their place in the order
 * of their mean label. An unseen one is missing.
 */
export function asCategory(): AsCategory {
  return { kind: 'asCategory' }
}

/**
 * The place of the category among those of the training rows, sorted, or in an `order` given. An unseen
 * one is missing.
 */
export function ordinal(options: { readonly order?: readonly string[] } = {}): Ordinal {
  const { order } = options
  if (order === undefined) return { kind: 'ordinal' }
  if (order.length === 0 || new Set(order).size < order.length || order.includes('')) {
    throw learnErrors.wrongSetting({
      owner: 'ordinal',
      setting: 'order',
      found: order.join(', '),
      wanted: 'categories, each once',
    })
  }
  return { kind: 'ordinal', order }
}

/**
 * A feature for each category, 1 where it is that one. A category that is missing or was not seen is 0 in
 * all; with `most`, the rarer ones and those not seen are 1 in a feature of their own.
 */
export function oneHot(options: { readonly most?: number } = {}): OneHot {
  if (options.most !== undefined) checkWhole('oneHot', 'most', options.most, 1)
  return { kind: 'oneHot', ...options }
}

interface TargetMeanOptions {
  readonly smooth?: 'auto' | number
  readonly folds?: number
}

/**
 * The mean label of the category, drawn to that of all rows where it has few. `smooth` is how many rows
 * the mean of all counts for; `'auto'` learns it. A row of the training part gets the mean of the other
 * `folds` (5), so that its own label is not among what the learner reads.
 */
export function targetMean({ smooth = 'auto', folds = 5 }: TargetMeanOptions = {}): TargetMean {
  if (smooth !== 'auto' && !(smooth >= 0 && Number.isFinite(smooth))) {
    const wanted = "'auto' or a number from 0"
    throw learnErrors.wrongSetting({
      owner: 'targetMean',
      setting: 'smooth',
      found: smooth,
      wanted,
    })
  }
  checkWhole('targetMean', 'folds', folds, 2)
  return { kind: 'targetMean', smooth, folds }
}

/**
 * The words of a text, each by how often it comes and how rare it is in the training rows; the length of
 * all is 1. Of `terms` (100) words, those that come most often; `stopWords: 'english'`, or a list, leaves out words
 * that tell nothing.
 */
export function tfIdf({ terms = 100, ...more }: Partial<Omit<TfIdf, 'kind'>> = {}): TfIdf {
  checkWhole('tfIdf', 'terms', terms, 1)
  return { kind: 'tfIdf', terms, ...more }
}

/** The category by its hash, among `features` (32): for very many categories, and nothing is learned. */
export function hashed({ features = 32 }: { readonly features?: number } = {}): Hashed {
  checkWhole('hashed', 'features', features, 2)
  return { kind: 'hashed', features }
}

function checkWhole(owner: string, setting: string, found: number, least: number): void {
  if (Number.isInteger(found) && found >= least && found <= 10_000) return
  const wanted = `a whole number from ${least} to 10000`
  throw learnErrors.wrongSetting({ owner, setting, found, wanted })
}
