import type { Migration } from '../migration.ts'

/** Finds what a step of some key has given, however long ago. */
export const cachedRuns: Migration = {
  name: 'cached runs',
  statements: [`create index runs_by_cache_key on runs (cache_key, status)`],
}
