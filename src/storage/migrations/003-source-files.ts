import type { Migration } from '../migration.ts'

/** Files as they were read last, and how each delivery is archived. */
export const sourceFiles: Migration = {
  name: 'source-files',
  statements: [
    `create table source_files (
      group_name text not null,
      name text not null,
      digest text not null,
      stamp text not null,
      constraint source_files_one_per_name primary key (group_name, name)
    )`,
    `alter table deliveries add column archived_as text not null default 'text'`,
  ],
}
