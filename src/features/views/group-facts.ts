import type { Commit } from '../groups/commit.ts'

/** What is known of a group's rows beforehand. What is not so needs no care in the query. */
export interface GroupFacts {
  /** Whether a row of a key and time was told more than once. */
  readonly isCorrected: boolean
  /** Whether some telling says that a row is no more. */
  readonly hasDeleted: boolean
  /** How long after it was true a row became known, at most. */
  readonly latenessMs: number
}

/** Holds for every group. */
export const noFacts: GroupFacts = { isCorrected: true, hasDeleted: true, latenessMs: Infinity }

/** What the commits tell of their rows. */
export function factsOf(_commits: readonly Commit[]): GroupFacts {
  return noFacts
}
