import type { Database } from '../../storage/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Trainable } from '../../training/index.ts'
import { getDecision, listDecisions, updateDecision } from './decision-records.ts'
import { retrainingErrors } from './errors.ts'
import { moveToCandidate, type MoveDeps } from './move-to-candidate.ts'
import { candidateOf, type RetrainingDecision } from './retraining-decision.ts'

export type SettleDeps = MoveDeps & {
  readonly database: Database
  readonly now: Clock
  readonly getModel: (name: string) => Trainable
  /** Where a person is to approve a version first: that it was. */
  readonly approve: (model: Trainable, approval: Approved) => Promise<unknown>
}

interface Approved {
  readonly version: number
  readonly by: string
  readonly reason?: string | undefined
}

export interface Settling {
  readonly by: string
  readonly reason?: string | undefined
}

/**
 * A person accepts a proposal: the alias moves, on the gates that were asked. Throws `decisionNotFound`, `notProposed`,
 * `registry.aliasMovedMeanwhile`, and `registry.cardNotWritten` where the model wants approval.
 */
export async function acceptProposal(
  deps: SettleDeps,
  id: string,
  { by, reason }: Settling,
): Promise<RetrainingDecision> {
  const decision = await getProposed(deps, id)
  const version = candidateOf(decision)
  if (version === undefined) throw new Error(`decision ${id} proposes no version`)
  const model = deps.getModel(decision.model)
  await deps.approve(model, { version, by, reason })
  await moveToCandidate(deps, { model }, decision)
  const accepted = await settle(deps, decision, 'promoted', { by, what: words('accepted', reason) })
  await supersede(deps, accepted)
  return accepted
}

/** A person declines a proposal: nothing moves. Throws `decisionNotFound` or `notProposed`. */
export async function declineProposal(
  deps: Pick<SettleDeps, 'database' | 'now'>,
  id: string,
  { by, reason }: Settling,
): Promise<RetrainingDecision> {
  const decision = await getProposed(deps, id)
  return settle(deps, decision, 'declined', { by, what: words('declined', reason) })
}

/** What still waits for a person, of the same alias, is of yesterday once another version is promoted or proposed. */
export async function supersede(
  deps: Pick<SettleDeps, 'database' | 'now'>,
  by: RetrainingDecision,
): Promise<void> {
  const waiting = await listDecisions(deps.database, { model: by.model, states: ['proposed'] })
  for (const one of waiting) {
    if (one.id === by.id || one.alias !== by.alias) continue
    const at = deps.now()
    const what = `superseded by ${by.id}`
    await updateDecision(deps.database, {
      ...one,
      state: 'superseded',
      settled: { at, by: by.by, what, isPerson: false },
    })
  }
}

async function getProposed(
  { database }: Pick<SettleDeps, 'database'>,
  id: string,
): Promise<RetrainingDecision> {
  const decision = await getDecision(database, id)
  if (decision.state === 'proposed') return decision
  throw retrainingErrors.notProposed({ decision: id, state: decision.state })
}

async function settle(
  { database, now }: Pick<SettleDeps, 'database' | 'now'>,
  decision: RetrainingDecision,
  state: 'promoted' | 'declined',
  said: { readonly by: string; readonly what: string },
): Promise<RetrainingDecision> {
  const settled = { at: now(), ...said, isPerson: true }
  const changed = await updateDecision(database, { ...decision, state, settled })
  if (changed === undefined) throw retrainingErrors.decisionChanged({ decision: decision.id })
  return changed
}

function words(what: string, reason: string | undefined): string {
  return reason === undefined ? what : `${what}: ${reason}`
}
