import { learnErrors } from '../errors.ts'
import { englishStopWords } from './english-stop-words.ts'
import type { AsCategory, Hashed, OneHot, Ordinal, TfIdf } from './category-encoders.ts'
import type { FittedLookup, FittedTfIdf, Filled } from './fitted-encoder.ts'
import { fitCategoryMeans, type Target, type Texts } from './fit-target-mean.ts'
import type { Imputed } from './number-encoders.ts'
import { toWords } from './words.ts'

/** A feature for each would take more memory than they are worth. */
const mostCategories = 1000

/** Learns from the texts of the training rows; the empty one is missing. */
export function fitCategory(
  column: string,
  values: Texts,
  encoder: AsCategory | Ordinal | OneHot | TfIdf | Hashed,
  target: Target,
): FittedLookup | FittedTfIdf | Hashed {
  switch (encoder.kind) {
    case 'hashed':
      return encoder
    case 'tfIdf':
      return fitTfIdf(values, encoder)
    case 'asCategory':
      return fitUnordered(values, target)
    case 'ordinal':
      return { kind: 'ordinal', categories: encoder.order ?? findCategories(values) }
    case 'oneHot':
      return fitOneHot(column, values, encoder)
  }
}

function findCategories(values: Texts): readonly string[] {
  return [...countTexts(values).keys()].toSorted()
}

export function fitTextFill(column: string, values: Texts, encoder: Imputed): Filled<string> {
  const { by, constant, indicator } = encoder
  if (by === 'constant' && typeof constant === 'string') {
    return { kind: 'imputed', fill: constant, indicator }
  }
  if (by !== 'mostFrequent') {
    const wanted = 'a text, or by mostFrequent'
    const setting = `value for "${column}"`
    const found = by === 'constant' ? constant : by
    throw learnErrors.wrongSetting({ owner: 'imputed', setting, found, wanted })
  }
  const [often] = byCount(countTexts(values))
  if (often === undefined) throw learnErrors.nothingKnown({ column, encoder: `imputed('${by}')` })
  return { kind: 'imputed', fill: often, indicator }
}

/** In the order of their mean label, so that neighbours are alike. */
function fitUnordered(values: Texts, target: Target): FittedLookup {
  const { categories, means } = fitCategoryMeans(values, target)
  const meanOf = new Map(categories.map((category, place) => [category, means[place] ?? 0]))
  const ordered = categories.toSorted((a, b) => (meanOf.get(a) ?? 0) - (meanOf.get(b) ?? 0))
  return { kind: 'ordinal', categories: ordered, isUnordered: true }
}

function fitOneHot(column: string, values: Texts, { most }: OneHot): FittedLookup {
  const counts = countTexts(values)
  if (most === undefined && counts.size > mostCategories) {
    throw learnErrors.tooManyCategories({ column, found: counts.size, most: mostCategories })
  }
  const sorted = [...counts.keys()].toSorted()
  if (most === undefined) return { kind: 'oneHot', categories: sorted, others: false }
  const often = byCount(counts).slice(0, most).toSorted()
  return { kind: 'oneHot', categories: often, others: true }
}

/** As scikit-learn weighs them: ln((1 + rows) / (1 + rows with the word)) + 1. */
function fitTfIdf(values: Texts, encoder: TfIdf): FittedTfIdf {
  const counts = new Map<string, number>()
  const rowCounts = new Map<string, number>()
  const left = stopWordsOf(encoder)
  for (const text of values) {
    const words = toWords(text ?? '').filter((word) => !left.has(word))
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const word of new Set(words)) rowCounts.set(word, (rowCounts.get(word) ?? 0) + 1)
  }
  const terms = byCount(counts).slice(0, encoder.terms).toSorted()
  const weights = terms.map(
    (term) => Math.log((1 + values.length) / (1 + (rowCounts.get(term) ?? 0))) + 1,
  )
  return { kind: 'tfIdf', terms, weights }
}

function stopWordsOf({ stopWords = [] }: TfIdf): ReadonlySet<string> {
  return new Set(stopWords === 'english' ? englishStopWords : stopWords)
}

function countTexts(values: Texts): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) {
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** What comes most often first; of two that come as often, the one before in the alphabet. */
function byCount(counts: ReadonlyMap<string, number>): readonly string[] {
  const countOf = (text: string) => counts.get(text) ?? 0
  return [...counts.keys()].toSorted().toSorted((a, b) => countOf(b) - countOf(a))
}
