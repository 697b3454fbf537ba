import type { Cursor } from './rows-file.ts'

/** The query, from the cursor on where there is one, and in the order of its column. */
export function sinceQuery(
  query: string,
  since: string | undefined,
  cursor: Cursor | undefined,
  parameter: string,
): string {
  const own = query.trim().replace(/;$/, '')
  if (since === undefined) return own
  const column = `"${since.replaceAll('"', '""')}"`
  const where = cursor === undefined ? '' : ` where ${column} >= ${parameter}`
  // On a line of its own, as the query may end in a comment.
  return `select * from (\n${own}\n) as source${where} order by ${column}`
}
