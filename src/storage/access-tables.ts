/** Who may ask a server; a part of the schema. */
export interface AccessTables {
  readonly api_keys: ApiKeysTable
}

/** A key by its digest: the key itself is kept nowhere. */
export interface ApiKeysTable {
  key_id: string
  name: string
  digest: string
  /** JSON: an array of texts. */
  scopes: string
  made_at: string
  made_by: string | null
  expires_at: string | null
  revoked_at: string | null
}
