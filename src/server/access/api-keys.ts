import {
  digestOfToken,
  makeToken,
  newId,
  suggestName,
  type Branded,
  type Clock,
} from '../../base/index.ts'
import type { ApiKeysTable, DatabaseSession } from '../../storage/index.ts'
import { accessErrors } from './errors.ts'
import type { Scope } from './scope.ts'

export type ApiKeyId = Branded<'ApiKeyId'>

/** Who may ask, and for what. The key itself is told once, and kept nowhere. */
export interface ApiKey {
  readonly id: ApiKeyId
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly madeAt: Date
  readonly madeBy: string | undefined
  readonly expiresAt: Date | undefined
  readonly revokedAt: Date | undefined
}

export interface ApiKeyDeps {
  readonly database: DatabaseSession
  readonly now: Clock
}

/** Makes a key, which is told this once. Throws `keyNameTaken` while another of the name is in force. */
export async function createApiKey(
  { database, now }: ApiKeyDeps,
  asked: Pick<ApiKey, 'name' | 'scopes' | 'madeBy' | 'expiresAt'>,
): Promise<{ readonly key: ApiKey; readonly token: string }> {
  const token = makeToken()
  const madeAt = now()
  const key: ApiKey = {
    id: newId<ApiKeyId>('key', madeAt),
    ...asked,
    madeAt,
    revokedAt: undefined,
  }
  await database.transaction(async (session) => {
    const known = await listApiKeys(session)
    const isTaken = known.some((one) => one.name === key.name && isInForce(one, madeAt))
    if (isTaken) throw accessErrors.keyNameTaken({ name: key.name })
    await session.queries
      .insertInto('api_keys')
      .values({
        key_id: key.id,
        name: key.name,
        digest: digestOfToken(token),
        scopes: JSON.stringify(key.scopes),
        made_at: madeAt.toISOString(),
        made_by: key.madeBy ?? null,
        expires_at: key.expiresAt?.toISOString() ?? null,
        revoked_at: null,
      })
      .execute()
  })
  return { key, token }
}

/** All that were ever made, oldest first. */
export async function listApiKeys({ queries }: DatabaseSession): Promise<ApiKey[]> {
  const rows = await queries.selectFrom('api_keys').selectAll().orderBy('key_id').execute()
  return rows.map(toApiKey)
}

/** Ends a key, by its name or id. Throws `keyNotFound`. */
export async function revokeApiKey({ database, now }: ApiKeyDeps, asked: string): Promise<ApiKey> {
  const at = now()
  return database.transaction(async (session) => {
    const inForce = (await listApiKeys(session)).filter((key) => isInForce(key, at))
    const key = inForce.find(({ id, name }) => id === asked || name === asked)
    if (key === undefined) {
      const suggestion = suggestName(
        asked,
        inForce.map(({ name }) => name),
      )
      throw accessErrors.keyNotFound({ key: asked, suggestion })
    }
    await session.queries
      .updateTable('api_keys')
      .set({ revoked_at: at.toISOString() })
      .where('key_id', '=', key.id)
      .execute()
    return { ...key, revokedAt: at }
  })
}

export async function findApiKey(
  { queries }: DatabaseSession,
  token: string,
): Promise<ApiKey | undefined> {
  const row = await queries
    .selectFrom('api_keys')
    .selectAll()
    .where('digest', '=', digestOfToken(token))
    .executeTakeFirst()
  return row === undefined ? undefined : toApiKey(row)
}

export function isInForce({ expiresAt, revokedAt }: ApiKey, at: Date): boolean {
  return revokedAt === undefined && (expiresAt === undefined || at < expiresAt)
}

function toApiKey(row: ApiKeysTable): ApiKey {
  const { expires_at: expiresAt, revoked_at: revokedAt } = row
  return {
    id: row.key_id as ApiKeyId,
    name: row.name,
    scopes: JSON.parse(row.scopes) as readonly Scope[],
    madeAt: new Date(row.made_at),
    madeBy: row.made_by ?? undefined,
    expiresAt: expiresAt === null ? undefined : new Date(expiresAt),
    revokedAt: revokedAt === null ? undefined : new Date(revokedAt),
  }
}
