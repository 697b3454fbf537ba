import type { z } from 'zod'
import type { getRunTable, RunTableReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { sqlLoggedRunStore } from '../../tracking/index.ts'
import { tableColumns } from './table-columns.ts'

type Query = z.output<(typeof getRunTable)['query']>

/**
 * Runs of every kind that fit, newest first. Throws `filterNotReadable`, `searchKeyNotKnown`,
 * `searchValueWrong` or `experimentNotFound`.
 */
export async function readRunTable(project: OpenedProject, query: Query): Promise<RunTableReply> {
  const { database, now } = project
  const { experiment, ids, lifecycle, limit } = query
  const { items, nextOffset } = await sqlLoggedRunStore({ session: database, now }).search({
    filter: filterOf(query),
    orderBy: [],
    lifecycles: ids === undefined ? [lifecycle] : ['active', 'deleted'],
    ...(experiment === undefined ? {} : { experimentIds: [experiment] }),
    limit,
    offset: 0,
  })
  const names = await namesOfExperiments(project)
  return { ...tableColumns(items, names), isCut: nextOffset !== undefined }
}

/** Of the filter and what else is asked, one filter. */
function filterOf({ filter, kind, ids }: Query): string {
  const parts = [filter, kindFilter(kind, ids), idFilter(ids)]
  const told = parts.filter((part) => part.trim() !== '')
  return told.length === 1 ? (told[0] ?? '') : told.map((part) => `(${part})`).join(' AND ')
}

const kindTag = 'tags.`swell.kind`'

/** Steps are many, and seldom what is looked for: they come only when asked for. */
function kindFilter(kind: Query['kind'], ids: Query['ids']): string {
  if (kind === 'logged') return `${kindTag} IS NULL`
  if (kind !== undefined) return `${kindTag} = '${kind}'`
  return ids === undefined ? `NOT ${kindTag} = 'step'` : ''
}

function idFilter(ids: Query['ids']): string {
  if (ids === undefined) return ''
  const quoted = ids.split(',').map((id) => `'${id.replaceAll("'", "''")}'`)
  return `run_id IN (${quoted.join(', ')})`
}

async function namesOfExperiments({
  database,
}: OpenedProject): Promise<ReadonlyMap<string, string>> {
  const rows = await database.queries
    .selectFrom('experiments')
    .select(['experiment_id', 'name'])
    .execute()
  return new Map(rows.map((row) => [String(row.experiment_id), row.name]))
}
