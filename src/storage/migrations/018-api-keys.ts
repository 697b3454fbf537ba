import type { Migration } from '../migration.ts'

/** Who may ask a server that others reach. */
export const apiKeys: Migration = {
  name: 'api-keys',
  statements: [
    `create table api_keys (
      key_id text primary key,
      name text not null,
      digest text not null,
      scopes text not null,
      made_at text not null,
      made_by text,
      expires_at text,
      revoked_at text
    )`,
    `create unique index api_keys_by_digest on api_keys (digest)`,
  ],
}
