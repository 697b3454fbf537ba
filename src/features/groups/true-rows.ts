import { factsOf } from '../views/group-facts.ts'
import { commitsRelation, type GroupDeps, type GroupRelation } from './group-relation.ts'
import type { GroupShape } from './group-shape.ts'
import { newestTellings } from './newest-tellings.ts'

export interface TrueRowsOptions {
  readonly until?: Date
  /** Read no segment that has no event from then on … */
  readonly eventsFrom?: Date
  /** … and before then; rows outside of it may be read. */
  readonly eventsTo?: Date
}

/**
 * What is true of each key and time, now or by what was committed by `until`. Where no row was ever told
 * twice, nothing is sorted for it.
 */
export async function trueRows(
  deps: GroupDeps,
  group: GroupShape,
  options: TrueRowsOptions = {},
): Promise<GroupRelation> {
  const { eventsFrom, eventsTo, ...asOf } = options
  const commits = await deps.commits.list(group.name, asOf)
  const read = commits.map((commit) => ({
    ...commit,
    segments: commit.segments.filter(
      ({ oldestEventAt, newestEventAt }) =>
        (eventsFrom === undefined || newestEventAt >= eventsFrom) &&
        (eventsTo === undefined || oldestEventAt < eventsTo),
    ),
  }))
  const relation = await commitsRelation(deps.blobs, group.columns, read)
  const { isCorrected, hasDeleted } = factsOf(commits)
  const asTold = !isCorrected && !hasDeleted
  return { relation: asTold ? relation : newestTellings(relation, group), commits }
}
