import type { Migration } from '../migration.ts'

/** What monitors have found, the alerts that follow, and what is to be told of them; what services were asked. */
export const monitors: Migration = {
  name: 'monitors',
  statements: [
    `create table monitor_runs (
      run_id text primary key,
      monitor text not null,
      due_at text not null,
      since text,
      until text not null,
      measured_at text not null,
      reason text not null,
      state text not null,
      row_count integer not null,
      bad_count integer not null,
      position text,
      problem text,
      details text not null,
      constraint monitor_runs_one_per_moment unique (monitor, due_at)
    )`,
    `create index monitor_runs_by_window on monitor_runs (monitor, until)`,
    `create table monitor_values (
      run_id text not null,
      monitor text not null,
      series text not null,
      slice text not null,
      until text not null,
      value double precision,
      lower double precision,
      upper double precision,
      row_count integer,
      constraint monitor_values_one_per_run primary key (run_id, series, slice)
    )`,
    `create index monitor_values_over_time on monitor_values (monitor, series, slice, until)`,
    `create table alerts (
      alert_id text primary key,
      monitor text not null,
      rule text not null,
      series text not null,
      slice text not null,
      severity text not null,
      state text not null,
      bad_since text not null,
      fired_at text,
      recovered_at text,
      last_seen_at text not null,
      is_told integer not null,
      silenced_until text,
      details text not null,
      revision integer not null
    )`,
    `create unique index alerts_one_open on alerts (monitor, rule, series, slice)
      where state <> 'recovered'`,
    `create index alerts_by_time on alerts (state, bad_since)`,
    `create table alert_deliveries (
      delivery_id text primary key,
      channel text not null,
      sequence integer not null,
      kind text not null,
      alerts text not null,
      payload text not null,
      status text not null,
      attempt_count integer not null,
      due_ms bigint not null,
      taken_until_ms bigint not null,
      last_problem text,
      created_ms bigint not null,
      ended_ms bigint,
      constraint alert_deliveries_in_order unique (channel, sequence)
    )`,
    `create index alert_deliveries_by_status on alert_deliveries (status, channel, sequence)`,
    `create table service_minutes (
      service text not null,
      minute text not null,
      process text not null,
      request_count integer not null,
      failure_count integer not null,
      row_count integer not null,
      seconds text not null,
      most_waiting integer not null,
      memory_bytes bigint not null,
      constraint service_minutes_one_per_process primary key (service, minute, process)
    )`,
  ],
}
