import { openDatasetTable, type DatasetTableDeps, type OpenTable } from '../../data/index.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'

/**
 * Opens the tables that checks look into: versions of datasets, and groups with all their rows. A group
 * without rows is empty.
 */
export function openCheckTable(deps: GroupDeps & DatasetTableDeps): OpenTable {
  const openDataset = openDatasetTable(deps)
  return async (table, use) => {
    if (table.dataset !== undefined) return openDataset(table, use)
    const { relation } = await groupRelation(deps, { key: [], time: '', ...table })
    return use(relation)
  }
}
