import type { Migration } from '../migration.ts'

/** What was decided of models in production, on what evidence; of one model one decision is open at a time. */
export const retrainingDecisions: Migration = {
  name: 'retraining decisions',
  statements: [
    `create table retraining_decisions (
      decision_id text primary key,
      model text not null,
      policy text not null,
      state text not null,
      started_at text not null,
      decided_at text,
      revision integer not null,
      details text not null
    )`,
    `create unique index retraining_decisions_one_open on retraining_decisions (model) where state = 'open'`,
    `create index retraining_decisions_in_time on retraining_decisions (model, started_at)`,
  ],
}
