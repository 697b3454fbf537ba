import type { Migration } from '../migration.ts'

/** Datasets under versions, and the aliases that point at them. */
export const datasets: Migration = {
  name: 'datasets',
  statements: [
    `create table dataset_versions (
      dataset text not null,
      version integer not null,
      digest text not null,
      places text not null,
      kind text not null,
      file_count integer not null,
      size_bytes bigint not null,
      created_at text not null,
      message text,
      run_id text,
      constraint dataset_versions_one_per_number primary key (dataset, version),
      constraint dataset_versions_one_per_content unique (dataset, digest)
    )`,

    `create table dataset_aliases (
      dataset text not null,
      alias text not null,
      version integer not null,
      moved_at text not null,
      revision integer not null,
      constraint dataset_aliases_one_per_name primary key (dataset, alias),
      constraint dataset_aliases_point_at_a_version
        foreign key (dataset, version) references dataset_versions (dataset, version)
    )`,

    `create table dataset_alias_moves (
      move_id text primary key,
      dataset text not null,
      alias text not null,
      from_version integer,
      to_version integer not null,
      moved_at text not null,
      moved_by text not null,
      reason text
    )`,
    `create index dataset_alias_moves_by_time on dataset_alias_moves (dataset, alias, moved_at)`,
  ],
}
