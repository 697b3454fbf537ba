import type { Migration } from '../migration.ts'

/** What programs of others log: experiments, their runs, and what those write down. */
export const experiments: Migration = {
  name: 'experiments',
  statements: [
    `create table experiments (
      experiment_id bigint primary key,
      name text not null,
      artifact_location text not null,
      lifecycle text not null,
      created_ms bigint not null,
      updated_ms bigint not null,
      constraint experiments_one_per_name unique (name)
    )`,

    `create table experiment_tags (
      experiment_id bigint not null references experiments (experiment_id),
      key text not null,
      value text not null,
      constraint experiment_tags_one_per_key primary key (experiment_id, key)
    )`,

    `create table logged_runs (
      run_id text primary key,
      experiment_id bigint not null references experiments (experiment_id),
      name text not null,
      user_name text not null,
      status text not null,
      start_ms bigint,
      end_ms bigint,
      lifecycle text not null,
      deleted_ms bigint
    )`,
    `create index logged_runs_by_start on logged_runs (experiment_id, lifecycle, start_ms, run_id)`,

    `create table logged_params (
      run_id text not null references logged_runs (run_id),
      key text not null,
      value text not null,
      constraint logged_params_one_per_key primary key (run_id, key)
    )`,
    `create index logged_params_by_key on logged_params (key, value)`,

    `create table logged_tags (
      run_id text not null references logged_runs (run_id),
      key text not null,
      value text not null,
      constraint logged_tags_one_per_key primary key (run_id, key)
    )`,
    `create index logged_tags_by_key on logged_tags (key, value)`,

    `create table latest_metrics (
      run_id text not null references logged_runs (run_id),
      key text not null,
      step bigint not null,
      at_ms bigint not null,
      value double precision not null,
      is_nan integer not null,
      about text,
      constraint latest_metrics_one_per_key primary key (run_id, key)
    )`,
    `create index latest_metrics_by_value on latest_metrics (key, value)`,

    `create table metric_chunks (
      run_id text not null references logged_runs (run_id),
      key text not null,
      chunk_no bigint not null,
      digest text not null,
      about text,
      point_count integer not null,
      points text not null,
      constraint metric_chunks_in_order primary key (run_id, key, chunk_no),
      constraint metric_chunks_said_once unique (run_id, key, digest)
    )`,

    `create table logged_datasets (
      run_id text not null references logged_runs (run_id),
      name text not null,
      digest text not null,
      context text,
      content text not null,
      constraint logged_datasets_one_per_digest primary key (run_id, name, digest)
    )`,

    `create table logged_run_models (
      run_id text not null references logged_runs (run_id),
      direction text not null,
      model_id text not null,
      step bigint not null,
      constraint logged_run_models_one_per_step primary key (run_id, direction, model_id, step)
    )`,

    `create table logged_files (
      path text primary key,
      digest text not null,
      size_bytes bigint not null,
      media_type text not null,
      logged_ms bigint not null
    )`,
  ],
}
