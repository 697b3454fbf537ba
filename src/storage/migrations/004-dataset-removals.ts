import type { Migration } from '../migration.ts'

/** Versions of datasets that were removed: their numbers are never given to other content. */
export const datasetRemovals: Migration = {
  name: 'dataset removals',
  statements: [
    `create table dataset_removals (
      dataset text not null,
      version integer not null,
      digest text not null,
      removed_at text not null,
      removed_by text not null,
      reason text,
      constraint dataset_removals_one_per_version primary key (dataset, version)
    )`,
  ],
}
