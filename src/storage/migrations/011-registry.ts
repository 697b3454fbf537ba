import type { Migration } from '../migration.ts'

/** What the registry knows of models and versions besides what was learned, and what MLflow's clients log as models. */
export const registry: Migration = {
  name: 'registry',
  statements: [
    `create table registered_models (
      model text primary key,
      description text,
      card text not null,
      created_at text not null,
      updated_at text not null,
      is_deleted integer not null
    )`,
    `insert into registered_models
      select model, null, '{}', min(created_at), max(created_at), 0 from model_versions group by model`,

    `create table model_tags (
      model text not null references registered_models (model),
      key text not null,
      value text not null,
      constraint model_tags_one_per_key primary key (model, key)
    )`,

    `create table version_notes (
      model text not null,
      version integer not null,
      description text,
      stage text not null,
      mlflow_stage text not null,
      source text,
      logged_model_id text,
      run_link text,
      updated_at text not null,
      is_deleted integer not null,
      constraint version_notes_one_per_version primary key (model, version),
      constraint version_notes_of_a_version
        foreign key (model, version) references model_versions (model, version)
    )`,
    `insert into version_notes
      select model, version, null, 'candidate', 'None', null, null, null, created_at, 0
      from model_versions`,

    `create table version_tags (
      model text not null,
      version integer not null,
      key text not null,
      value text not null,
      constraint version_tags_one_per_key primary key (model, version, key),
      constraint version_tags_of_a_version
        foreign key (model, version) references model_versions (model, version)
    )`,

    `create table stage_moves (
      move_id text primary key,
      model text not null,
      version integer not null,
      from_stage text not null,
      to_stage text not null,
      moved_at text not null,
      moved_by text not null,
      by_rule integer not null,
      reason text,
      examination_id text
    )`,
    `create index stage_moves_by_version on stage_moves (model, version, moved_at)`,

    `create table gate_examinations (
      examination_id text primary key,
      model text not null,
      version integer not null,
      alias text not null,
      against_version integer,
      examined_at text not null,
      examined_by text not null,
      took_ms double precision not null,
      held integer not null,
      results text not null
    )`,
    `create index gate_examinations_by_version on gate_examinations (model, version, examined_at)`,

    // An alias may be taken away, and those who follow one ask for what came after a number.
    `alter table alias_moves rename to older_alias_moves`,
    `drop index alias_moves_by_time`,
    `create table alias_moves (
      move_id text primary key,
      sequence bigint not null,
      model text not null,
      alias text not null,
      from_version integer,
      to_version integer,
      moved_at text not null,
      moved_by text not null,
      reason text,
      gates text not null,
      examination_id text,
      constraint alias_moves_one_per_sequence unique (sequence)
    )`,
    `insert into alias_moves
      select move_id, row_number() over (order by moved_at, move_id), model, alias, from_version,
        to_version, moved_at, moved_by, reason, gates, null
      from older_alias_moves`,
    `drop table older_alias_moves`,
    `create index alias_moves_by_time on alias_moves (model, alias, moved_at)`,

    `create table webhooks (
      webhook_id text primary key,
      name text not null,
      url text not null,
      events text not null,
      secret text,
      description text,
      status text not null,
      created_ms bigint not null,
      updated_ms bigint not null,
      constraint webhooks_one_per_name unique (name)
    )`,

    `create table webhook_deliveries (
      delivery_id text primary key,
      webhook_id text not null references webhooks (webhook_id),
      sequence bigint not null,
      event text not null,
      payload text not null,
      status text not null,
      attempt_count integer not null,
      due_ms bigint not null,
      taken_until_ms bigint not null,
      last_problem text,
      created_ms bigint not null,
      ended_ms bigint,
      constraint webhook_deliveries_in_order unique (webhook_id, sequence)
    )`,
    `create index webhook_deliveries_by_due on webhook_deliveries (status, due_ms)`,

    `create table logged_models (
      model_id text primary key,
      experiment_id bigint not null references experiments (experiment_id),
      name text not null,
      source_run_id text,
      model_type text,
      status text not null,
      status_message text,
      created_ms bigint not null,
      updated_ms bigint not null,
      is_deleted integer not null
    )`,
    `create index logged_models_by_creation on logged_models (experiment_id, created_ms)`,

    `create table logged_model_params (
      model_id text not null references logged_models (model_id),
      key text not null,
      value text not null,
      constraint logged_model_params_one_per_key primary key (model_id, key)
    )`,

    `create table logged_model_tags (
      model_id text not null references logged_models (model_id),
      key text not null,
      value text not null,
      constraint logged_model_tags_one_per_key primary key (model_id, key)
    )`,

    `create table logged_model_metrics (
      model_id text not null,
      key text not null,
      dataset_name text not null,
      dataset_digest text not null,
      run_id text not null,
      step bigint not null,
      at_ms bigint not null,
      value double precision not null,
      is_nan integer not null,
      constraint logged_model_metrics_one_per_dataset
        primary key (model_id, key, dataset_name, dataset_digest, run_id)
    )`,
  ],
}
