import type { Migration } from '../migration.ts'

/** All tables of the first release. */
export const firstTables: Migration = {
  name: 'first-tables',
  statements: [
    `create table runs (
      run_id text primary key,
      kind text not null,
      name text not null,
      parent_run_id text references runs (run_id),
      status text not null,
      owner text not null,
      started_at text not null,
      ended_at text,
      settings text not null,
      code text not null,
      inputs text not null,
      outputs text,
      cache_key text,
      reason text,
      error text
    )`,
    `create index runs_by_parent on runs (parent_run_id)`,
    `create index runs_by_name on runs (kind, name, run_id)`,
    `create index runs_by_status on runs (status)`,

    `create table metrics (
      run_id text not null references runs (run_id),
      name text not null,
      step bigint not null,
      value double precision,
      at text not null,
      constraint metrics_one_value_per_step primary key (run_id, name, step)
    )`,

    `create table run_logs (
      run_id text not null references runs (run_id),
      line_no integer not null,
      at text not null,
      level text not null,
      text text not null,
      constraint run_logs_in_order primary key (run_id, line_no)
    )`,

    `create table artifacts (
      run_id text not null references runs (run_id),
      name text not null,
      digest text not null,
      size_bytes bigint not null,
      media_type text not null,
      constraint artifacts_one_per_name primary key (run_id, name)
    )`,

    `create table lineage_edges (
      from_kind text not null,
      from_id text not null,
      to_kind text not null,
      to_id text not null,
      relation text not null,
      at text not null,
      constraint lineage_edges_said_once
        primary key (from_kind, from_id, to_kind, to_id, relation)
    )`,
    `create index lineage_edges_by_target on lineage_edges (to_kind, to_id)`,

    `create table deliveries (
      delivery_id text primary key,
      source text not null,
      group_name text not null,
      name text not null,
      digest text not null,
      size_bytes bigint not null,
      stamp text,
      status text not null,
      reason text,
      read_at text not null,
      archive text not null,
      run_id text,
      constraint deliveries_one_per_content unique (group_name, digest)
    )`,
    `create index deliveries_by_time on deliveries (source, read_at)`,

    `create table commits (
      commit_id text primary key,
      group_name text not null,
      sequence integer not null,
      committed_at text not null,
      run_id text,
      row_count bigint not null,
      content_digest text not null,
      statistics text not null,
      schema text not null,
      checks text not null,
      constraint commits_one_per_sequence unique (group_name, sequence)
    )`,

    `create table segments (
      commit_id text not null references commits (commit_id),
      position integer not null,
      digest text not null,
      row_count bigint not null,
      size_bytes bigint not null,
      min_event_at text not null,
      max_event_at text not null,
      constraint segments_in_order primary key (commit_id, position)
    )`,

    `create table training_sets (
      training_set_id text primary key,
      view_name text not null,
      version integer not null,
      digest text not null,
      definition_digest text not null,
      row_count bigint not null,
      split text not null,
      statistics text not null,
      commits text not null,
      created_at text not null,
      run_id text,
      constraint training_sets_one_per_version unique (view_name, version),
      constraint training_sets_one_per_content unique (view_name, definition_digest, digest)
    )`,

    `create table model_versions (
      model text not null,
      version integer not null,
      created_at text not null,
      run_id text,
      training_set_id text not null,
      content_digest text not null,
      files text not null,
      metrics text not null,
      signature text not null,
      details text not null,
      constraint model_versions_one_per_number primary key (model, version)
    )`,

    `create table aliases (
      model text not null,
      alias text not null,
      version integer not null,
      moved_at text not null,
      revision integer not null,
      constraint aliases_one_per_name primary key (model, alias),
      constraint aliases_point_at_a_version
        foreign key (model, version) references model_versions (model, version)
    )`,

    `create table alias_moves (
      move_id text primary key,
      model text not null,
      alias text not null,
      from_version integer,
      to_version integer not null,
      moved_at text not null,
      moved_by text not null,
      reason text,
      gates text not null
    )`,
    `create index alias_moves_by_time on alias_moves (model, alias, moved_at)`,

    `create table prediction_batches (
      batch_id text primary key,
      model text not null,
      version integer not null,
      commit_id text not null,
      made_at text not null,
      run_id text,
      row_count bigint not null,
      details text not null
    )`,
    `create index prediction_batches_by_time on prediction_batches (model, made_at)`,

    `create table claims (
      name text primary key,
      owner text not null,
      token text not null,
      claimed_at text not null
    )`,

    `create table schedule_runs (
      pipeline text not null,
      due_at text not null,
      run_id text,
      constraint schedule_runs_one_per_moment primary key (pipeline, due_at)
    )`,
  ],
}
