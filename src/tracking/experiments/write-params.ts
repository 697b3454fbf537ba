import type { Queries } from '../../storage/index.ts'
import { trackingErrors } from '../errors.ts'

/** Throws `paramChanged` where one was written before with another value. */
export async function writeParams(
  queries: Queries,
  runId: string,
  params: ReadonlyMap<string, string>,
): Promise<void> {
  if (params.size === 0) return
  const known = await queries
    .selectFrom('logged_params')
    .select(['key', 'value'])
    .where('run_id', '=', runId)
    .where('key', 'in', [...params.keys()])
    .execute()
  for (const { key, value } of known) {
    const after = params.get(key)
    if (after !== undefined && after !== value) {
      throw trackingErrors.paramChanged({ key, id: runId, before: value, after })
    }
  }
  await queries
    .insertInto('logged_params')
    .values([...params].map(([key, value]) => ({ run_id: runId, key, value })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Replaces what they were. */
export async function writeTags(
  queries: Queries,
  runId: string,
  tags: ReadonlyMap<string, string>,
): Promise<void> {
  if (tags.size === 0) return
  await queries
    .insertInto('logged_tags')
    .values([...tags].map(([key, value]) => ({ run_id: runId, key, value })))
    .onConflict((conflict) =>
      conflict
        .columns(['run_id', 'key'])
        .doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
    )
    .execute()
}
