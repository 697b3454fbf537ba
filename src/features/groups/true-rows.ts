import { factsOf } from '../views/group-facts.ts'
import { groupRelation, type GroupDeps, type GroupRelation } from './group-relation.ts'
import type { GroupShape } from './group-shape.ts'
import { newestTellings } from './newest-tellings.ts'

/**
 * What is true of each key and time, now or by what was committed by `until`. Where no row was ever told
 * twice, nothing is sorted for it.
 */
export async function trueRows(
  deps: GroupDeps,
  group: GroupShape,
  options: { readonly until?: Date } = {},
): Promise<GroupRelation> {
  const { relation, commits } = await groupRelation(deps, group, options)
  const { isCorrected, hasDeleted } = factsOf(commits)
  const asTold = !isCorrected && !hasDeleted
  return { relation: asTold ? relation : newestTellings(relation, group), commits }
}
