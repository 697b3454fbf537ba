import type { Clock } from '../../base/index.ts'
import { newId } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'

/** What webhooks can be told of, as MLflow names it: what happened to what. */
export const registryEvents = [
  'registered_model.created',
  'model_version.created',
  'model_version_tag.set',
  'model_version_tag.deleted',
  'model_version_alias.created',
  'model_version_alias.deleted',
] as const
export type RegistryEventName = (typeof registryEvents)[number]

export interface RegistryEvent {
  readonly name: RegistryEventName
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Leaves word for each webhook that wants to know, in the transaction that makes it happen: it is told if that
 * holds, and only then. Sending is somebody else's work.
 */
export async function recordEvent(
  { queries }: DatabaseSession,
  { name, data }: RegistryEvent,
  now: Clock,
): Promise<void> {
  const hooks = await queries
    .selectFrom('webhooks')
    .select(['webhook_id', 'events'])
    .where('status', '=', 'ACTIVE')
    .execute()
  const wanting = hooks.filter(({ events }) => (JSON.parse(events) as string[]).includes(name))
  for (const { webhook_id } of wanting) {
    const last = await queries
      .selectFrom('webhook_deliveries')
      .select((e) => e.fn.max('sequence').as('sequence'))
      .where('webhook_id', '=', webhook_id)
      .executeTakeFirst()
    const at = now()
    await queries
      .insertInto('webhook_deliveries')
      .values({
        delivery_id: newId('del', at),
        webhook_id,
        sequence: (last?.sequence ?? 0) + 1,
        event: name,
        payload: writePayload({ name, data }, at),
        status: 'waiting',
        attempt_count: 0,
        due_ms: at.getTime(),
        taken_until_ms: 0,
        last_problem: null,
        created_ms: at.getTime(),
        ended_ms: null,
      })
      .execute()
  }
}

/** MLflow's form. */
export function writePayload({ name, data }: RegistryEvent, at: Date): string {
  const [entity, action] = name.split('.')
  return JSON.stringify({ entity, action, timestamp: at.toISOString(), data })
}
