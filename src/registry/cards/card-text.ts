/** The parts of a model card that only a person can write. */
export interface CardText {
  readonly intendedUse: string
  /** What it is not meant for. */
  readonly notFor: string
  /** Where it is weak, what it was never shown, whom it may harm. */
  readonly caveats: string
  /** Whom to ask. */
  readonly contact: string
  /** An identifier of SPDX, as `apache-2.0`. */
  readonly license: string
}

/** Without these nobody can judge whether a version fits a use: they come before its approval. */
const neededParts = ['intendedUse', 'notFor', 'caveats'] as const satisfies (keyof CardText)[]

/** The needed parts that nobody has written. */
export function missingParts(text: Partial<CardText>): readonly (keyof CardText)[] {
  return neededParts.filter((part) => (text[part] ?? '').trim() === '')
}
