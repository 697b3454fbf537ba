import type { Migration } from '../migration.ts'

/** What groups held in stretches of event time, in numbers, by the commits that there were. */
export const windowStatistics: Migration = {
  name: 'window statistics',
  statements: [
    `create table window_statistics (
      group_name text not null,
      since text not null,
      until text not null,
      through_sequence integer not null,
      measured_at text not null,
      row_count bigint not null,
      columns text not null,
      constraint window_statistics_one_per_stretch primary key (group_name, since, until)
    )`,
  ],
}
