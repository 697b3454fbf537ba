import type { DatabaseSession, RetrainingDecisionsTable } from '../../storage/index.ts'
import { clocksApartMs } from '../clocks-apart.ts'
import { retrainingErrors } from './errors.ts'
import type {
  DecisionId,
  DecisionSettlement,
  DecisionState,
  RetrainingDecision,
} from './retraining-decision.ts'

export async function insertDecision(
  { queries }: DatabaseSession,
  decision: RetrainingDecision,
): Promise<void> {
  await queries.insertInto('retraining_decisions').values(toRow(decision)).execute()
}

/** Replaces a decision as it was read; undefined where another was quicker. */
export async function updateDecision(
  { queries }: DatabaseSession,
  decision: RetrainingDecision,
): Promise<RetrainingDecision | undefined> {
  const changed = { ...decision, revision: decision.revision + 1 }
  const { decision_id: id, ...columns } = toRow(changed)
  const updated = await queries
    .updateTable('retraining_decisions')
    .set(columns)
    .where('decision_id', '=', id)
    .where('revision', '=', decision.revision)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n ? changed : undefined
}

export interface DecisionQuery {
  readonly model?: string | undefined
  readonly policy?: string | undefined
  readonly states?: readonly DecisionState[] | undefined
  readonly since?: Date | undefined
  /** Without those of a clock that was far ahead of this. */
  readonly now?: Date | undefined
  readonly limit?: number | undefined
}

/** Newest first. */
export async function listDecisions(
  { queries }: DatabaseSession,
  { model, policy, states, since, now, limit = 1000 }: DecisionQuery = {},
): Promise<RetrainingDecision[]> {
  let query = queries.selectFrom('retraining_decisions').selectAll()
  if (model !== undefined) query = query.where('model', '=', model)
  if (policy !== undefined) query = query.where('policy', '=', policy)
  if (states !== undefined) query = query.where('state', 'in', [...states])
  if (since !== undefined) query = query.where('started_at', '>=', since.toISOString())
  if (now !== undefined) {
    const latest = new Date(now.getTime() + clocksApartMs)
    query = query.where('started_at', '<=', latest.toISOString())
  }
  const rows = await query
    .orderBy('started_at', 'desc')
    .orderBy('decision_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toDecision)
}

/** Throws `decisionNotFound`. */
export async function getDecision(
  { queries }: DatabaseSession,
  id: string,
): Promise<RetrainingDecision> {
  const row = await queries
    .selectFrom('retraining_decisions')
    .selectAll()
    .where('decision_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw retrainingErrors.decisionNotFound({ decision: id })
  return toDecision(row)
}

function toRow(decision: RetrainingDecision): RetrainingDecisionsTable {
  const { evidence, settled, because, by, alias, decidedAt } = decision
  return {
    decision_id: decision.id,
    model: decision.model,
    policy: decision.policy,
    state: decision.state,
    started_at: decision.startedAt.toISOString(),
    decided_at: decidedAt?.toISOString() ?? null,
    revision: decision.revision,
    details: JSON.stringify({ alias, by, because, evidence, settled: settled ?? null }),
  }
}

interface StoredDetails extends Pick<RetrainingDecision, 'alias' | 'by' | 'because' | 'evidence'> {
  readonly settled: (Omit<DecisionSettlement, 'at'> & { readonly at: string }) | null
}

function toDecision(row: RetrainingDecisionsTable): RetrainingDecision {
  const { settled, ...details } = JSON.parse(row.details) as StoredDetails
  return {
    id: row.decision_id as DecisionId,
    model: row.model,
    policy: row.policy,
    state: row.state as DecisionState,
    startedAt: new Date(row.started_at),
    decidedAt: row.decided_at === null ? undefined : new Date(row.decided_at),
    revision: row.revision,
    ...details,
    settled: settled === null ? undefined : { ...settled, at: new Date(settled.at) },
  }
}
