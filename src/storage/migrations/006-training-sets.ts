import type { Migration } from '../migration.ts'

/** What a training set was asked for, the code that was shown to make it, and its profile. */
export const trainingSets: Migration = {
  name: 'training-sets',
  statements: [
    `alter table training_sets add column bounds text not null default '{}'`,

    `create table training_set_definitions (
      training_set_id text not null references training_sets (training_set_id),
      definition_digest text not null,
      features text not null,
      fingerprint text not null,
      frozen_at text not null,
      constraint training_set_definitions_said_once
        primary key (training_set_id, definition_digest)
    )`,
    `create index training_set_definitions_by_digest
      on training_set_definitions (definition_digest)`,
    `insert into training_set_definitions
      select training_set_id, definition_digest, '{}', '', created_at from training_sets`,

    `create table training_set_profiles (
      training_set_id text primary key references training_sets (training_set_id),
      profile text not null
    )`,
  ],
}
