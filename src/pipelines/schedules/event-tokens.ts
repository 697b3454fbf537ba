import { timingSafeEqual } from 'node:crypto'
import { digestOfToken, makeToken, newId, type Branded, type Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import { recordDue } from './record-due.ts'

export type EventTokenId = Branded<'EventTokenId'>

interface TokenDeps {
  readonly database: DatabaseSession
  readonly now: Clock
}

/** Makes a token with which a pipeline may be asked for over HTTP. It is told this once; its digest is kept. */
export async function makeEventToken(
  { database, now }: TokenDeps,
  pipeline: string,
  by: string | undefined,
): Promise<{ readonly id: EventTokenId; readonly token: string }> {
  const token = makeToken()
  const id = newId<EventTokenId>('evt', now())
  await database.queries
    .insertInto('event_tokens')
    .values({
      token_id: id,
      pipeline,
      digest: digestOfToken(token),
      made_at: now().toISOString(),
      made_by: by ?? null,
    })
    .execute()
  return { id, token }
}

/** Ends all tokens of a pipeline, and tells how many there were. */
export async function revokeEventTokens(
  { queries }: DatabaseSession,
  pipeline: string,
): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('event_tokens')
    .where('pipeline', '=', pipeline)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Whether a token is one of the pipeline's. How long it takes to compare tells nothing of the token. */
export async function isEventToken(
  { queries }: DatabaseSession,
  pipeline: string,
  token: string,
): Promise<boolean> {
  const rows = await queries
    .selectFrom('event_tokens')
    .select('digest')
    .where('pipeline', '=', pipeline)
    .execute()
  const given = Buffer.from(digestOfToken(token))
  return rows.some(({ digest }) => timingSafeEqual(Buffer.from(digest), given))
}

/** Makes a pipeline due because somebody asked for it; false where the same was asked for before. */
export async function recordRequest(
  { database, now }: TokenDeps,
  pipeline: string,
  key: string,
): Promise<boolean> {
  const occasion = { id: `request ${key}`, at: now(), reason: `asked for over HTTP (${key})` }
  return (await recordDue(database, pipeline, [occasion], noPolicy)) === 1
}

const noPolicy = { overlap: undefined, jitter: undefined }
