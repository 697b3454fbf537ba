import type { DatabaseSession, ServiceChallengesTable } from '../../storage/index.ts'
import type {
  Challenge,
  ChallengeEvent,
  ChallengeId,
  ChallengeState,
  ChallengeTallies,
} from './challenge.ts'

/** False where the service has a running one: of two at once one is told. */
export async function insertChallenge(
  { queries }: DatabaseSession,
  challenge: Challenge,
): Promise<boolean> {
  const inserted = await queries
    .insertInto('service_challenges')
    .values(toRow(challenge))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** Replaces a challenge as it was read; undefined where another was quicker. */
export async function updateChallenge(
  { queries }: DatabaseSession,
  challenge: Challenge,
): Promise<Challenge | undefined> {
  const changed = { ...challenge, revision: challenge.revision + 1 }
  const { challenge_id: id, ...columns } = toRow(changed)
  const updated = await queries
    .updateTable('service_challenges')
    .set(columns)
    .where('challenge_id', '=', id)
    .where('revision', '=', challenge.revision)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n ? changed : undefined
}

export async function findRunningChallenge(
  { queries }: DatabaseSession,
  service: string,
): Promise<Challenge | undefined> {
  const row = await queries
    .selectFrom('service_challenges')
    .selectAll()
    .where('service', '=', service)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row === undefined ? undefined : toChallenge(row)
}

/** Newest first. */
export async function listChallenges(
  { queries }: DatabaseSession,
  service: string,
): Promise<Challenge[]> {
  const rows = await queries
    .selectFrom('service_challenges')
    .selectAll()
    .where('service', '=', service)
    .orderBy('started_at', 'desc')
    .orderBy('challenge_id', 'desc')
    .execute()
  return rows.map(toChallenge)
}

function toRow(challenge: Challenge): ServiceChallengesTable {
  const { kind, plan, stage, stageSince, startedBy, events, tallies } = challenge
  return {
    challenge_id: challenge.id,
    service: challenge.service,
    model: challenge.model,
    version: challenge.version,
    state: challenge.state,
    started_at: challenge.startedAt.toISOString(),
    revision: challenge.revision,
    details: JSON.stringify({ kind, plan, stage, stageSince, startedBy, events, tallies }),
  }
}

interface StoredDetails extends Pick<Challenge, 'kind' | 'plan' | 'stage' | 'startedBy'> {
  readonly stageSince: string
  readonly events: readonly (Omit<ChallengeEvent, 'at'> & { readonly at: string })[]
  readonly tallies: ChallengeTallies
}

function toChallenge(row: ServiceChallengesTable): Challenge {
  const { stageSince, events, ...details } = JSON.parse(row.details) as StoredDetails
  return {
    id: row.challenge_id as ChallengeId,
    service: row.service,
    model: row.model,
    version: row.version,
    state: row.state as ChallengeState,
    startedAt: new Date(row.started_at),
    revision: row.revision,
    ...details,
    stageSince: new Date(stageSince),
    events: events.map((event) => ({ ...event, at: new Date(event.at) })),
  }
}
