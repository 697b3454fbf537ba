import type { Migration } from '../migration.ts'

/** Versions that are tried beside the one that a service answers with; one runs at a time. */
export const serviceTrials: Migration = {
  name: 'service trials',
  statements: [
    `create table service_trials (
      trial_id text primary key,
      service text not null,
      model text not null,
      version integer not null,
      state text not null,
      started_at text not null,
      revision integer not null,
      details text not null
    )`,
    `create unique index service_trials_running on service_trials (service) where state = 'running'`,
  ],
}
