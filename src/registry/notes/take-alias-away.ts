import { newId, type Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { AliasMoveId } from '../alias-move.ts'
import { moveAlias } from '../sql-model-store.ts'

export function aliasesOf({ queries }: DatabaseSession, model: string) {
  return queries.selectFrom('aliases').selectAll().where('model', '=', model).execute()
}

/** Takes an alias away with what it pointed to. */
export async function takeAway(
  session: DatabaseSession,
  {
    model,
    alias,
    version,
    by,
  }: Readonly<Record<'model' | 'alias' | 'by', string>> & { readonly version: number },
  now: Clock,
): Promise<void> {
  const movedAt = now()
  const move = { model, alias, from: version, to: undefined, movedAt, by, gates: [] }
  const id = newId<AliasMoveId>('mov', movedAt)
  const reason = 'what it pointed to was deleted'
  await moveAlias(session, { id, ...move, reason, examinationId: undefined }, now)
}
