import type { Migration } from '../migration.ts'

/** Kinds of commits, compacted segments, what was loaded of a source's time, what was derived of what. */
export const groups: Migration = {
  name: 'groups',
  statements: [
    `alter table commits add column kind text not null default 'append'`,
    `alter table commits add column committed_by text`,
    `alter table commits add column code text`,
    `alter table commits add column arrival text`,
    `alter table commits add column min_event_at text`,
    `alter table commits add column max_event_at text`,
    `alter table commits add column size_bytes bigint`,
    `update commits set
      min_event_at = (select min(min_event_at) from segments where segments.commit_id = commits.commit_id),
      max_event_at = (select max(max_event_at) from segments where segments.commit_id = commits.commit_id),
      size_bytes = (select sum(size_bytes) from segments where segments.commit_id = commits.commit_id)`,

    `alter table segments add column last_sequence integer`,
    `alter table segments add column columns text`,
    `alter table segments add column deleted_count bigint not null default 0`,

    `create table compactions (
      group_name text not null,
      made_at text not null,
      through_sequence integer not null,
      history_from text,
      constraint compactions_one_per_moment primary key (group_name, made_at)
    )`,

    `create table loaded_ranges (
      group_name text not null,
      since text not null,
      until text not null,
      loaded_at text not null,
      row_count bigint not null,
      commit_id text,
      constraint loaded_ranges_one_per_range primary key (group_name, since, until)
    )`,

    `create table derived_inputs (
      group_name text not null,
      input_group text not null,
      sequence integer not null,
      constraint derived_inputs_one_per_pair primary key (group_name, input_group)
    )`,
  ],
}
