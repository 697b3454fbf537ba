import type { ColumnType } from '../../../table/index.ts'

/**
 * What was learned of a table, as plain JSON to be stored and reviewed. It holds no row of the table, and no
 * value that fewer than `smallest` rows share, unless rare texts are to be kept.
 */
export interface LearnedGenerator {
  readonly kind: 'learnedGenerator'
  /** How many rows it was learned from. */
  readonly rowCount: number
  readonly smallest: number
  /** What became of rarer texts; where they were kept, they may point to somebody. */
  readonly rare: 'pool' | 'leave out' | 'keep'
  readonly columns: readonly LearnedColumn[]
  /** What stands for each row and column of `correlations`. */
  readonly latents: readonly Latent[]
  /** Of normal numbers that stand behind values, and behind their being missing: a Gaussian copula. */
  readonly correlations: readonly (readonly number[])[]
}

export interface Latent {
  readonly of: 'value' | 'missing'
  readonly column: string
}

export type LearnedColumn = LearnedValues & {
  readonly name: string
  readonly type: ColumnType
  /** The share of rows without a value, and the column whose gaps these are: its own, or equal ones. */
  readonly missing: { readonly share: number; readonly as: string } | undefined
}

export type LearnedValues = LearnedNumbers | LearnedChoices | LearnedTexts | LearnedKey

/** Numbers or moments by their quantile function: each knot is the mean of `smallest` neighbours. */
export interface LearnedNumbers {
  readonly kind: 'numbers'
  /** From the smallest to the largest, evenly apart in probability. */
  readonly quantiles: readonly number[]
  /** Values are multiples of this: 1 for whole numbers, 0.01, a day of milliseconds. */
  readonly step: number
}

/** Few values, in an order in which they go with other columns. */
export interface LearnedChoices {
  readonly kind: 'choices'
  readonly values: readonly (string | number | boolean)[]
  readonly shares: readonly number[]
  /** The share of rows whose values were too rare to be kept. */
  readonly pooledShare: number
}

/** Texts by their shape: words that many rows have stay, all others are made up. */
export interface LearnedTexts {
  readonly kind: 'texts'
  readonly templates: readonly { readonly parts: readonly TextPart[]; readonly share: number }[]
}

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'word'
      readonly letters: 'lower' | 'upper' | 'capital'
      /** Words that stay; what is left of 1 is made up. */
      readonly words: readonly Share<string>[]
      readonly lengths: readonly Share<number>[]
    }
  | { readonly kind: 'digits'; readonly lengths: readonly Share<number>[] }

export interface Share<Value> {
  readonly value: Value
  readonly share: number
}

/** Values that tell rows apart are made anew. */
export interface LearnedKey {
  readonly kind: 'key'
  readonly form: 'number' | 'text' | 'uuid'
  readonly prefix?: string
  readonly digits?: number
}
