import type { DatabaseSession } from '../../storage/index.ts'

export interface Pause {
  readonly pipeline: string
  readonly pausedAt: Date
  readonly pausedBy: string | undefined
}

/** Since when a pipeline doesn't run by itself, if it doesn't. */
export async function findPause(
  { queries }: DatabaseSession,
  pipeline: string,
): Promise<Pause | undefined> {
  const row = await queries
    .selectFrom('schedule_pauses')
    .selectAll()
    .where('pipeline', '=', pipeline)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    pipeline,
    pausedAt: new Date(row.paused_at),
    pausedBy: row.paused_by ?? undefined,
  }
}
