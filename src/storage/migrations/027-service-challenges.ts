import type { Migration } from '../migration.ts'

/** Versions that are tried beside the one that a service answers with; one runs at a time. */
export const serviceChallenges: Migration = {
  name: 'service challenges',
  statements: [
    `create table service_challenges (
      challenge_id text primary key,
      service text not null,
      model text not null,
      version integer not null,
      state text not null,
      started_at text not null,
      revision integer not null,
      details text not null
    )`,
    `create unique index service_challenges_running on service_challenges (service) where state = 'running'`,
  ],
}
