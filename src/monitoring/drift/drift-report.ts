import type { DriftTest } from './drift-test.ts'

export const driftModes = ['default', 'evidently'] as const

/**
 * `default` is statistically right: two-sample tests, honest about the number of columns, and a change must
 * be large enough to matter. `evidently` gives the verdicts of Evidently 0.7.
 */
export type DriftMode = (typeof driftModes)[number]

/** Whether the data is still as it was. Plain JSON. */
export interface DriftReport {
  readonly mode: DriftMode
  readonly rowCounts: BothSides
  readonly columns: readonly ColumnDrift[]
  /** Of the columns that were judged. */
  readonly driftedShare: number
  /** From this share of drifted columns on the whole counts as drifted; 0 for any one. */
  readonly driftShareLimit: number
  readonly drifted: boolean
  readonly multivariate?: readonly MultivariateDrift[]
}

export interface BothSides {
  readonly reference: number
  readonly current: number
}

/** Texts and embeddings are judged as wholes where that is asked for; by what describes them else. */
export type MonitoredKind = 'number' | 'category' | 'text' | 'embedding'

/**
 * `measured`: by a test. `constant`: the reference has one value only; measured too. `empty`: one side has
 * no rows. `allMissing`: a side has rows, but no value. `newColumn`, `goneColumn`: one side lacks it.
 * `typeChanged`: another kind of values.
 */
const driftStates = [
  'measured',
  'constant',
  'empty',
  'allMissing',
  'newColumn',
  'goneColumn',
  'typeChanged',
] as const
export type DriftState = (typeof driftStates)[number]

export interface ColumnDrift {
  readonly column: string
  readonly kind: MonitoredKind
  /** The text, image or embedding that the column describes. */
  readonly of?: { readonly column: string; readonly kind: 'text' | 'image' | 'embedding' }
  readonly state: DriftState
  readonly drifted: boolean
  /** What it says to a person, in one sentence. */
  readonly says: string
  /** The test that judged; absent where nothing was tested. */
  readonly test?: DriftTest
  /** What is held against the threshold: a p-value of tests, adjusted in default mode; or a distance. */
  readonly score?: number
  readonly threshold?: number
  /** As the test gave it; of distances there is none. */
  readonly pValue?: number
  /** How much differs, whatever the number of rows. */
  readonly effect?: DriftEffect
  /** Further distances that were asked for. */
  readonly measures?: Readonly<Partial<Record<DriftTest, number>>>
  /** The share of rows without a value. */
  readonly missingShare?: BothSides
  /** Categories of one side only, the most frequent first, at most 20. */
  readonly newCategories?: readonly string[]
  readonly goneCategories?: readonly string[]
  /** The share of current values below the least or above the largest (or of no category) of the reference. */
  readonly outsideShare?: number
  /** For a picture: shares of both sides in the same bins. */
  readonly bins?: DriftBins
}

export interface DriftEffect {
  /** Each is a share: of rows that would have to be elsewhere. */
  readonly name: 'kolmogorovDistance' | 'totalVariation' | 'classifierAdvantage'
  readonly value: number
  /** Less does not count as drift in default mode. */
  readonly least: number
}

export type DriftBins =
  | {
      readonly kind: 'number'
      /** One more than there are bins. */
      readonly edges: readonly number[]
      readonly reference: readonly number[]
      readonly current: readonly number[]
    }
  | {
      readonly kind: 'category'
      readonly categories: readonly string[]
      readonly reference: readonly number[]
      readonly current: readonly number[]
    }

/** By principal components, or by a classifier that tells both sides apart. */
export const togetherMethods = ['reconstruction', 'classifier'] as const
export type TogetherMethod = (typeof togetherMethods)[number]

/** Whether columns together have changed, which no column alone may show. */
export interface MultivariateDrift {
  readonly method: TogetherMethod
  /** The words of this text column alone; all columns where it is absent. */
  readonly of?: string
  readonly score: number
  readonly lower: number
  readonly upper: number
  readonly drifted: boolean
  /** The columns that told most, the first most. */
  readonly columns?: readonly { readonly column: string; readonly share: number }[]
}
