import type { Migration } from '../migration.ts'

/** How far the journals of tracked runs were brought in, in the transaction that brought them in. */
export const trackingJournals: Migration = {
  name: 'tracking journals',
  statements: [
    `create table tracking_journals (
      journal text primary key,
      run_id text not null references logged_runs (run_id),
      read_bytes bigint not null
    )`,
  ],
}
