import type { Commit } from '../groups/commit.ts'

/** What is known of a group's rows beforehand. What is not so needs no care in the query. */
export interface GroupFacts {
  /** Whether a row of a key and time was told more than once. */
  readonly isCorrected: boolean
  /** Whether some telling says that a row is no more. */
  readonly hasDeleted: boolean
  /** How long after it was true a row became known, at most. */
  readonly latenessMs: number
  /** Whether of two rows of a key the later one was known later. */
  readonly isInOrder: boolean
}

/** Holds for every group. */
export const noFacts: GroupFacts = {
  isCorrected: true,
  hasDeleted: true,
  latenessMs: Infinity,
  isInOrder: false,
}

/** What the commits of a group tell of its rows. */
export function factsOf(commits: readonly Commit[]): GroupFacts {
  return {
    isCorrected: commits.some((commit) => !isFirstTelling(commit)),
    hasDeleted: commits.some(({ kind }) => kind === 'delete'),
    latenessMs: commits.reduce(
      (most, { tellings }) => Math.max(most, tellings?.knownAfterMs ?? Infinity),
      -Infinity,
    ),
    isInOrder: areInOrder(commits),
  }
}

/** Each commit in itself, and all of its rows true and known after all of those before. */
function areInOrder(commits: readonly Commit[]): boolean {
  let [eventsUntil, knownUntil] = [-Infinity, -Infinity]
  for (const { tellings, oldestEventAt, newestEventAt } of commits) {
    if (tellings?.isInOrder !== true) return false
    if (oldestEventAt.getTime() <= eventsUntil || tellings.knownFromMs <= knownUntil) return false
    eventsUntil = newestEventAt.getTime()
    knownUntil = tellings.knownUntilMs
  }
  return true
}

/** Whether no row of a commit was told before, as far as it was held against all that came before. */
function isFirstTelling({ arrival, tellings, sequence }: Commit): boolean {
  return (
    tellings?.repeatedCount === 0 &&
    arrival.correctionCount === 0 &&
    tellings.comparedThrough === sequence - 1
  )
}
