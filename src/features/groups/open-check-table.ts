import {
  openDatasetTable,
  type CheckTable,
  type DatasetTableDeps,
  type OpenTable,
} from '../../data/index.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'
import type { GroupShape } from './group-shape.ts'
import { trueRows } from './true-rows.ts'

/**
 * Opens the tables that checks look into: versions of datasets, and groups with what is true of
 * each key and time. A group without rows is empty.
 */
export function openCheckTable(deps: GroupDeps & DatasetTableDeps): OpenTable {
  const openDataset = openDatasetTable(deps)
  return async (table, use) => {
    if (table.dataset !== undefined) return openDataset(table, use)
    const group = { key: [], time: '', ...table }
    const { relation } = await (isGroup(table) ? trueRows : groupRelation)(deps, group)
    return use(relation)
  }
}

function isGroup(table: CheckTable): table is CheckTable & GroupShape {
  return 'key' in table && 'time' in table
}
