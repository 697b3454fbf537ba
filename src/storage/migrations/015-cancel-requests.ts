import type { Migration } from '../migration.ts'

/** Who wants a run to end: whoever runs it, in whatever process, looks here. */
export const cancelRequests: Migration = {
  name: 'cancel requests',
  statements: [
    `create table cancel_requests (
      run_id text primary key references runs (run_id),
      requested_at text not null
    )`,
  ],
}
