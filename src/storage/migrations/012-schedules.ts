import type { Migration } from '../migration.ts'

/** What is due, how far each trigger was looked at, what is paused, and who may ask over HTTP. */
export const schedules: Migration = {
  name: 'schedules',
  statements: [
    `create table due_runs (
      pipeline text not null,
      occasion text not null,
      due_at text not null,
      ready_at text not null,
      reason text not null,
      if_busy text not null,
      status text not null,
      owner text,
      token text,
      taken_at text,
      tries integer not null,
      run_id text,
      outcome text,
      constraint due_runs_once_per_occasion primary key (pipeline, occasion)
    )`,
    `create index due_runs_by_status on due_runs (status, pipeline, ready_at)`,
    `insert into due_runs
      select pipeline, 'at ' || due_at, due_at, due_at, 'schedule', 'skip', 'done',
        null, null, null, 1, run_id, null
      from schedule_runs`,
    `drop table schedule_runs`,

    `create table schedule_cursors (
      pipeline text not null,
      trigger_key text not null,
      position text not null,
      constraint schedule_cursors_one_per_trigger primary key (pipeline, trigger_key)
    )`,

    `create table schedule_pauses (
      pipeline text primary key,
      paused_at text not null,
      paused_by text
    )`,

    `create table event_tokens (
      token_id text primary key,
      pipeline text not null,
      digest text not null,
      made_at text not null,
      made_by text
    )`,
    `create index event_tokens_by_pipeline on event_tokens (pipeline)`,
  ],
}
