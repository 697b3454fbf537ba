import type { Migration } from '../migration.ts'

/** What models learned of a training set's training part before their learners read it. */
export const transformations: Migration = {
  name: 'transformations',
  statements: [
    `create table training_set_transformations (
      training_set_id text not null references training_sets,
      model text not null,
      digest text not null,
      learned_at text not null,
      transformations text not null,
      constraint training_set_transformations_once primary key (training_set_id, model, digest)
    )`,
  ],
}
