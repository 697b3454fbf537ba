import type { Migration } from '../migration.ts'

/** How far runs under way are, for those who follow them from another process. */
export const runProgress: Migration = {
  name: 'run progress',
  statements: [
    `create table run_progress (
      run_id text primary key,
      work text not null,
      done double precision not null,
      total double precision
    )`,
  ],
}
