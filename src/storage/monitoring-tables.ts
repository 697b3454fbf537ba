/** The tables of monitors, alerts and what services were asked. */
export interface MonitoringTables {
  readonly monitor_runs: MonitorRunsTable
  readonly monitor_values: MonitorValuesTable
  readonly alerts: AlertsTable
  readonly alert_deliveries: AlertDeliveriesTable
  readonly service_minutes: ServiceMinutesTable
}

export interface MonitorRunsTable {
  run_id: string
  monitor: string
  /** The moment or the event that it ran for: each once. */
  due_at: string
  /** Null where the window holds a number of rows. */
  since: string | null
  until: string
  measured_at: string
  reason: string
  state: string
  row_count: number
  bad_count: number
  /** How far an event was followed: the sequence of a commit, a number of predictions. */
  position: string | null
  problem: string | null
  details: string
}

export interface MonitorValuesTable {
  run_id: string
  monitor: string
  series: string
  /** Empty for all rows. */
  slice: string
  until: string
  value: number | null
  lower: number | null
  upper: number | null
  row_count: number | null
}

export interface AlertsTable {
  alert_id: string
  monitor: string
  rule: string
  series: string
  slice: string
  severity: 'warning' | 'critical'
  state: 'pending' | 'firing' | 'acknowledged' | 'recovered'
  bad_since: string
  fired_at: string | null
  recovered_at: string | null
  last_seen_at: string
  /** Whether somebody was told that it fires. */
  is_told: number
  silenced_until: string | null
  details: string
  revision: number
}

export interface AlertDeliveriesTable {
  delivery_id: string
  channel: string
  sequence: number
  kind: 'fired' | 'recovered'
  /** The ids of the alerts that it tells of. */
  alerts: string
  payload: string
  status: 'waiting' | 'delivered' | 'given up'
  attempt_count: number
  due_ms: number
  taken_until_ms: number
  last_problem: string | null
  created_ms: number
  ended_ms: number | null
}

/** What a service was asked in a minute, by one process. */
export interface ServiceMinutesTable {
  service: string
  minute: string
  process: string
  request_count: number
  failure_count: number
  row_count: number
  /** Requests by how long they took: counts for each bound, the last for longer ones. */
  seconds: string
  most_waiting: number
  memory_bytes: number
}
