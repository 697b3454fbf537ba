/** The tables of what is due, by time or by what happens. */
export interface ScheduleTables {
  readonly due_runs: DueRunsTable
  readonly schedule_cursors: ScheduleCursorsTable
  readonly schedule_pauses: SchedulePausesTable
  readonly event_tokens: EventTokensTable
}

/** What made a pipeline due, once per occasion, and what became of it. */
export interface DueRunsTable {
  pipeline: string
  occasion: string
  due_at: string
  /** Later than `due_at` by its jitter. */
  ready_at: string
  reason: string
  if_busy: 'skip' | 'queue'
  status: 'waiting' | 'taken' | 'done' | 'left-out'
  owner: string | null
  token: string | null
  taken_at: string | null
  tries: number
  run_id: string | null
  outcome: string | null
}

/** How far a trigger of a pipeline was looked at. */
export interface ScheduleCursorsTable {
  pipeline: string
  trigger_key: string
  position: string
}

export interface SchedulePausesTable {
  pipeline: string
  paused_at: string
  paused_by: string | null
}

/** The digest of a token with which a pipeline may be asked for over HTTP. */
export interface EventTokensTable {
  token_id: string
  pipeline: string
  digest: string
  made_at: string
  made_by: string | null
}
