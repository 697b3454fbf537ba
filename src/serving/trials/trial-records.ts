import type { DatabaseSession, ServiceTrialsTable } from '../../storage/index.ts'
import type { Trial, TrialEvent, TrialId, TrialState, TrialTallies } from './trial.ts'

/** False where the service has a running one: of two at once one is told. */
export async function insertTrial({ queries }: DatabaseSession, trial: Trial): Promise<boolean> {
  const inserted = await queries
    .insertInto('service_trials')
    .values(toRow(trial))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** Replaces a trial as it was read; undefined where another was quicker. */
export async function updateTrial(
  { queries }: DatabaseSession,
  trial: Trial,
): Promise<Trial | undefined> {
  const changed = { ...trial, revision: trial.revision + 1 }
  const { trial_id: id, ...columns } = toRow(changed)
  const updated = await queries
    .updateTable('service_trials')
    .set(columns)
    .where('trial_id', '=', id)
    .where('revision', '=', trial.revision)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n ? changed : undefined
}

export async function findRunningTrial(
  { queries }: DatabaseSession,
  service: string,
): Promise<Trial | undefined> {
  const row = await queries
    .selectFrom('service_trials')
    .selectAll()
    .where('service', '=', service)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row === undefined ? undefined : toTrial(row)
}

/** Newest first. */
export async function listTrials({ queries }: DatabaseSession, service: string): Promise<Trial[]> {
  const rows = await queries
    .selectFrom('service_trials')
    .selectAll()
    .where('service', '=', service)
    .orderBy('started_at', 'desc')
    .orderBy('trial_id', 'desc')
    .execute()
  return rows.map(toTrial)
}

function toRow(trial: Trial): ServiceTrialsTable {
  const { kind, plan, stage, stageSince, startedBy, events, tallies } = trial
  return {
    trial_id: trial.id,
    service: trial.service,
    model: trial.model,
    version: trial.version,
    state: trial.state,
    started_at: trial.startedAt.toISOString(),
    revision: trial.revision,
    details: JSON.stringify({ kind, plan, stage, stageSince, startedBy, events, tallies }),
  }
}

interface StoredDetails extends Pick<Trial, 'kind' | 'plan' | 'stage' | 'startedBy'> {
  readonly stageSince: string
  readonly events: readonly (Omit<TrialEvent, 'at'> & { readonly at: string })[]
  readonly tallies: TrialTallies
}

function toTrial(row: ServiceTrialsTable): Trial {
  const { stageSince, events, ...details } = JSON.parse(row.details) as StoredDetails
  return {
    id: row.trial_id as TrialId,
    service: row.service,
    model: row.model,
    version: row.version,
    state: row.state as TrialState,
    startedAt: new Date(row.started_at),
    revision: row.revision,
    ...details,
    stageSince: new Date(stageSince),
    events: events.map((event) => ({ ...event, at: new Date(event.at) })),
  }
}
