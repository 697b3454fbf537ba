import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** Typed queries over the metadata tables. */
export type Queries = Kysely<Schema>

/**
 * Where queries are sent: the database itself, or a transaction on it. A store that is made over a
 * transaction's session writes as part of that transaction.
 */
export interface DatabaseSession {
  readonly queries: Queries

  /**
   * Runs `work` as one transaction that sees no other writer; an error undoes all of it. Within a
   * transaction it joins that one, and its error undoes the whole. Inside `work`, use only the session
   * that it is given.
   */
  transaction<Result>(work: (session: DatabaseSession) => Promise<Result>): Promise<Result>
}

/**
 * The metadata database, which several processes may have open at once. Every adapter passes
 * `databaseContract` (test/storage/database.contract.ts): queries use no SQL that only one engine knows.
 */
export interface Database extends DatabaseSession {
  /** Waits for what is under way, then lets go of the file or connection. */
  close(): Promise<void>
}
