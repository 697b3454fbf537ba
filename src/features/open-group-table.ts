import type { OpenTable } from '../data/index.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'

/** Opens the groups that checks look into, with all their rows. A group without rows is empty. */
export function openGroupTable(deps: GroupDeps): OpenTable {
  return async (table) => {
    const { relation } = await groupRelation(deps, { key: [], time: '', ...table })
    return relation
  }
}
