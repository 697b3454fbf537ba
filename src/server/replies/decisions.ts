import type { DecisionReply, DecisionsReply } from '../../api/index.ts'
import {
  acceptProposal,
  answersOf,
  candidateOf,
  declineProposal,
  getDecision,
  listDecisions,
  type DecisionState,
  type RetrainingDecision,
} from '../../monitoring/index.ts'
import {
  approveProposed,
  getTrainable,
  retrainingDeps,
  type Approval,
  type OpenedProject,
} from '../../project/index.ts'
import type { Trainable } from '../../training/index.ts'

export interface DecisionFilter {
  readonly model?: string | undefined
  readonly state?: DecisionState | undefined
  readonly limit?: number | undefined
}

/** Newest first. */
export async function readDecisions(
  { database }: OpenedProject,
  { model, state, limit }: DecisionFilter,
): Promise<DecisionsReply> {
  const states = state === undefined ? undefined : [state]
  const decisions = await listDecisions(database, { model, states, limit })
  return { decisions: decisions.map(toDecisionReply) }
}

/** Throws `decisionNotFound`. */
export async function readDecision(
  { database }: OpenedProject,
  id: string,
): Promise<DecisionReply> {
  return toDecisionReply(await getDecision(database, id))
}

interface Settled {
  readonly by: string
  readonly reason?: string | undefined
}

/** Throws `decisionNotFound`, `notProposed`, and what keeps the alias from moving. */
export async function acceptDecision(
  project: OpenedProject,
  id: string,
  settled: Settled,
): Promise<DecisionReply> {
  const deps = {
    ...retrainingDeps(project),
    getModel: (name: string) => getTrainable(project.definition, name),
    approve: (model: Trainable, approval: Approval) => approveProposed(project, model, approval),
  }
  return toDecisionReply(await acceptProposal(deps, id, settled))
}

/** Throws `decisionNotFound` or `notProposed`. */
export async function declineDecision(
  project: OpenedProject,
  id: string,
  settled: Settled,
): Promise<DecisionReply> {
  return toDecisionReply(await declineProposal(project, id, settled))
}

export function toDecisionReply(decision: RetrainingDecision): DecisionReply {
  const { evidence, settled, id, model, policy, alias, state, by, because } = decision
  const comparison = evidence.comparison ?? evidence.watch
  return {
    id,
    model,
    policy,
    alias,
    state,
    startedAt: decision.startedAt.toISOString(),
    decidedAt: decision.decidedAt?.toISOString() ?? null,
    by,
    because,
    champion: evidence.champion ?? null,
    candidate: candidateOf(decision) ?? null,
    answers: answersOf(evidence),
    metrics: [...(comparison?.metrics ?? [])],
    difference: differenceOf(comparison),
    gates: [...(evidence.gates?.results ?? [])],
    settled:
      settled === undefined
        ? null
        : { at: settled.at.toISOString(), by: settled.by, what: settled.what },
  }
}

function differenceOf(
  comparison: RetrainingDecision['evidence']['comparison'],
): DecisionReply['difference'] {
  if (comparison === undefined) return null
  const { metric, rows, better, gain, low, high } = comparison
  if (gain === null || low === null || high === null) return null
  return { metric, rows, value: better === 'higher' ? gain : -gain, margin: (high - low) / 2 }
}
