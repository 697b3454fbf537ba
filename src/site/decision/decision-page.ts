/** All that a page of decisions shows: a yes or no with its probability, one subject after the other. */
export interface DecisionPage {
  readonly title: string
  readonly introduction: string
  readonly madeAt: Date
  /** A name of the IANA database. */
  readonly timeZone: string
  readonly words: DecisionWords
  /** Left out while nothing was trained. */
  readonly model?: DecisionModel
  /** Newest first. */
  readonly decisions: readonly Decision[]
  /** Absent where nothing can be asked. */
  readonly form?: WhatIfForm
  /** When the page is made anew: "daily at 08:11". */
  readonly schedule: string
  readonly links: { readonly dashboard?: string }
  /** The design tokens as CSS text. */
  readonly tokensCss: string
}

export interface DecisionWords {
  /** What one of them is called: "passenger". */
  readonly subject: string
  /** The answers as they end a sentence: "survived" and "was lost". */
  readonly yes: string
  readonly no: string
}

export interface DecisionModel {
  readonly name: string
  readonly version: number
  readonly trainedAt: Date
  readonly heldOutCount: number
  /** Shares of held-out rows that were right. */
  readonly accuracy: { readonly value: number; readonly baseline: number }
}

/** One answer of the model, and what came of it once that is known. */
export interface Decision {
  readonly name: string
  readonly at: Date
  readonly probability: number
  readonly observed: boolean | undefined
  /** Made afterwards, with only what was known then. */
  readonly isHindcast: boolean
  readonly details: readonly Detail[]
  /** SVG. */
  readonly picture: string
  /** The file that the picture is kept in, beside the page. */
  readonly pictureFile: string
}

export interface Detail {
  readonly label: string
  readonly value: string
}

/** Asks the service what it would say otherwise. */
export interface WhatIfForm {
  /** Under the server that serves the page: `/services/titanic/predict`. */
  readonly address: string
  /** What names the row that is asked about: the newest subject. */
  readonly key: Readonly<Record<string, string | number>>
  /** The column of the answer that holds the probability. */
  readonly answer: string
  readonly fields: readonly FormField[]
  /** SVG for a yes and for a no. */
  readonly pictures: { readonly yes: string; readonly no: string }
  /** What starts the server, for those who opened the page from disk. */
  readonly command: string
}

export type FormField = {
  readonly name: string
  readonly label: string
  readonly value: string
} & (
  | {
      readonly kind: 'number'
      readonly min?: number
      readonly max?: number
      readonly step: number | 'any'
      /** Whether it may be left empty, for what is not known. */
      readonly isOptional: boolean
    }
  | {
      readonly kind: 'choice'
      readonly type: 'number' | 'text'
      readonly choices: readonly { readonly value: string; readonly label: string }[]
    }
)

/** From a half on it is a yes. */
export function isYes({ probability }: Pick<Decision, 'probability'>): boolean {
  return probability >= 0.5
}

/** "93 %"; never certain, as no model is. */
export function writeProbability(probability: number): string {
  if (probability < 0.01) return 'under 1 %'
  return probability > 0.99 ? 'over 99 %' : `${Math.round(100 * probability)} %`
}
