import type { DatabaseSession } from '../../storage/index.ts'
import { toDueRun, type DueRun } from './due-run.ts'

/** What a pipeline was due for, the newest first. */
export async function listDue(
  { queries }: DatabaseSession,
  pipeline: string,
  { limit, isOpen = false }: { readonly limit: number; readonly isOpen?: boolean },
): Promise<readonly DueRun[]> {
  let query = queries.selectFrom('due_runs').selectAll().where('pipeline', '=', pipeline)
  if (isOpen) query = query.where('status', 'in', ['waiting', 'taken'])
  const rows = await query.orderBy('due_at', 'desc').orderBy('occasion').limit(limit).execute()
  return rows.map(toDueRun)
}
