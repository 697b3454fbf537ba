import { englishStopWords, toWords } from '../../../learn/index.ts'
import { areaOnOtherHalf, halve, type Sided } from './area-on-other-half.ts'
import { quantileOfChance, seedsOfTexts } from './areas-of-chance.ts'
import { exactLogarithm } from './exact-logarithm.ts'
import type { SparseRow } from './gradient-steps.ts'

/** How well a classifier of words tells texts of both sides apart, and how well chance alone would. */
export interface TextScore {
  readonly area: number
  /** Below which a share of areas lies that chance gives. */
  readonly chance: (share: number) => number
}

const stopWords = new Set(englishStopWords)
/** Words that stand in more of the texts tell nothing. */
const mostTexts = 0.5

/**
 * Evidently's score of a text column: TF-IDF and a linear classifier learn half of the texts and judge the other. NaN
 * where no word is left to learn by, or a half has texts of one side only.
 */
export function scoreTexts(reference: readonly string[], current: readonly string[]): TextScore {
  const rows = [...reference, ...current]
  const isOne = Uint8Array.from(rows, (_, row) => Number(row >= reference.length))
  const { learnt, judged } = halve({ rows, isOne })
  const logarithm = rememberLogarithms()
  const terms = weighWords(learnt.rows, logarithm)
  const weigh = ({ rows: texts, isOne: own }: Sided<string>, order: Order): Sided<SparseRow> => ({
    rows: texts.map((text) => toRow(text, { terms, order, logarithm })),
    isOne: own,
  })
  const halves = { learnt: weigh(learnt, inOrderOfPlace), judged: weigh(judged, inOrderOfWord) }
  const area = terms.size === 0 ? Number.NaN : areaOnOtherHalf(halves, terms.size, classifier)
  return { area, chance: (share) => quantileOfChance(judged.isOne, seedsOfTexts(), share) }
}

const classifier = {
  loss: 'modifiedHuber',
  penalty: 'l1',
  mostRounds: 50,
  interceptShare: 0.01,
} as const

type Logarithm = (value: number) => number

/** Counts are few, and come again and again. */
function rememberLogarithms(): Logarithm {
  const known = new Map<number, number>()
  return (value) => {
    const found = known.get(value) ?? exactLogarithm(value)
    known.set(value, found)
    return found
  }
}

/** By its word. */
type Terms = ReadonlyMap<string, { readonly place: number; readonly weight: number }>

/** Places are in the order in which words come up. */
function weighWords(texts: readonly string[], logarithm: Logarithm): Terms {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const word of new Set(toWords(text))) {
      if (!stopWords.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  }
  const kept = [...counts].filter(([, count]) => count <= mostTexts * texts.length)
  return new Map(
    kept.map(([word, count], place) => {
      const weight = logarithm((1 + texts.length) / (1 + count)) + 1
      return [word, { place, weight }] as const
    }),
  )
}

interface Found {
  readonly word: string
  readonly place: number
  readonly value: number
}

/**
 * In which order features are added up, as scikit-learn has it where it learns and where it judges: small differences of
 * rounding grow from round to round.
 */
type Order = (a: Found, b: Found) => number

const inOrderOfPlace: Order = (a, b) => a.place - b.place
const inOrderOfWord: Order = (a, b) => (a.word < b.word ? -1 : 1)

interface Weighing {
  readonly terms: Terms
  readonly order: Order
  readonly logarithm: Logarithm
}

/** Each word by ln of its count and its weight, all brought to length 1. */
function toRow(text: string, { terms, order, logarithm }: Weighing): SparseRow {
  const counts = new Map<string, number>()
  for (const word of toWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const found = [...counts]
    .flatMap(([word, count]): Found[] => {
      const term = terms.get(word)
      if (term === undefined) return []
      return [{ word, place: term.place, value: (1 + logarithm(count)) * term.weight }]
    })
    .toSorted(order)
  const length = Math.sqrt(found.reduce((sum, { value }) => sum + value * value, 0))
  return {
    places: Uint32Array.from(found, ({ place }) => place),
    values: Float64Array.from(found, ({ value }) => value / length),
  }
}
