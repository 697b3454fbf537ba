import type { Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { ModelVersion } from '../model-version.ts'
import { recordEvent } from '../webhooks/registry-event.ts'
import type { VersionStart } from './version-notes.ts'

/** What is known of a new version besides what it is; its model is registered with the first one. */
export async function insertNotes(
  session: DatabaseSession,
  { model, version }: ModelVersion,
  start: VersionStart,
  now: Clock,
): Promise<void> {
  const at = now().toISOString()
  await insertModel(session, { name: model, description: undefined }, now)
  await session.queries
    .insertInto('version_notes')
    .values({
      model,
      version,
      description: start.description ?? null,
      stage: 'candidate',
      mlflow_stage: 'None',
      source: start.source ?? null,
      logged_model_id: start.loggedModelId ?? null,
      run_link: start.runLink ?? null,
      updated_at: at,
      is_deleted: 0,
    })
    .execute()
  const tags = Object.entries(start.tags ?? {}).map(([key, value]) => ({
    model,
    version,
    key,
    value,
  }))
  if (tags.length > 0) await session.queries.insertInto('version_tags').values(tags).execute()
}

/** Registers a name unless it is there; one that was deleted is there anew. Says whether it did. */
export async function insertModel(
  session: DatabaseSession,
  { name, description }: { readonly name: string; readonly description: string | undefined },
  now: Clock,
): Promise<boolean> {
  const { queries } = session
  const known = await queries
    .selectFrom('registered_models')
    .select('is_deleted')
    .where('model', '=', name)
    .executeTakeFirst()
  const at = now().toISOString()
  if (known?.is_deleted === 0) {
    const query = queries.updateTable('registered_models').set({ updated_at: at })
    await query.where('model', '=', name).execute()
    return false
  }
  const row = {
    description: description ?? null,
    card: '{}',
    created_at: at,
    updated_at: at,
    is_deleted: 0 as const,
  }
  await queries
    .insertInto('registered_models')
    .values({ model: name, ...row })
    .onConflict((conflict) => conflict.column('model').doUpdateSet(row))
    .execute()
  const data = { name, tags: {}, description: description ?? null }
  await recordEvent(session, { name: 'registered_model.created', data }, now)
  return true
}
