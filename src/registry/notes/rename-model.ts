import { sql } from 'kysely'
import type { DatabaseSession } from '../../storage/index.ts'
import { registryErrors } from '../errors.ts'

/** What else speaks of a model by its name, and is simply told the new one. */
const told = ['alias_moves', 'stage_moves', 'gate_examinations'] as const

/**
 * Gives a model another name: its versions are written anew under it, what points to them follows, and what
 * stood under the old name goes. Throws `modelNameTaken`, also where the other name once had versions.
 */
export async function renameModel(
  { queries }: DatabaseSession,
  name: string,
  newName: string,
): Promise<void> {
  if (name === newName) return
  const taken = await queries
    .selectFrom('registered_models')
    .select('model')
    .where('model', '=', newName)
    .executeTakeFirst()
  if (taken !== undefined) throw registryErrors.modelNameTaken({ model: newName })
  const columns = {
    registered_models: 'description, card, created_at, updated_at, is_deleted',
    model_tags: 'key, value',
    model_versions:
      'version, created_at, run_id, training_set_id, content_digest, files, metrics, signature, details',
    version_notes:
      'version, description, stage, mlflow_stage, source, logged_model_id, run_link, updated_at, is_deleted',
    version_tags: 'version, key, value',
    aliases: 'alias, version, moved_at, revision',
  }
  for (const [table, names] of Object.entries(columns)) {
    const list = sql.raw(names)
    await sql`insert into ${sql.table(table)} (model, ${list})
      select ${newName}, ${list} from ${sql.table(table)} where model = ${name}`.execute(queries)
  }
  for (const table of Object.keys(columns).toReversed()) {
    await sql`delete from ${sql.table(table)} where model = ${name}`.execute(queries)
  }
  for (const table of told) {
    await sql`update ${sql.table(table)} set model = ${newName} where model = ${name}`.execute(
      queries,
    )
  }
}
