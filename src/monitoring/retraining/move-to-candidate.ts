import { registryErrors } from '../../registry/index.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import { candidateOf, type RetrainingDecision } from './retraining-decision.ts'
import type { Retraining } from './define-retraining.ts'

export type MoveDeps = Pick<RetrainDeps, 'models' | 'promote'>

/**
 * Moves the alias to the version that was trained, on the examination of the decision; once, however often it is
 * asked. Throws `registry.aliasMovedMeanwhile`.
 */
export async function moveToCandidate(
  deps: MoveDeps,
  { model }: Pick<Retraining, 'model'>,
  decision: RetrainingDecision,
): Promise<void> {
  if (await hasMoved(deps, decision)) return
  const version = candidateOf(decision)
  const examinations = await deps.models.listExaminations(model.name, version)
  const { examinationId } = decision.evidence.gates ?? {}
  const examination = examinations.find(({ id }) => id === examinationId)
  if (examination === undefined) {
    throw new Error(`decision ${decision.id} has no examination of its version`)
  }
  const { against, alias } = examination
  const there = (await deps.models.findAlias(model.name, alias))?.version
  if (there !== against) {
    throw registryErrors.aliasMovedMeanwhile({ model: model.name, alias, version: there ?? 'none' })
  }
  await deps.promote(model, examination)
}

/** Whether the alias stands where this very decision has put it. */
export async function hasMoved(
  { models }: Pick<RetrainDeps, 'models'>,
  { model, alias, evidence }: RetrainingDecision,
): Promise<boolean> {
  const version = candidateOf({ evidence })
  const { examinationId } = evidence.gates ?? {}
  if (version === undefined || examinationId === undefined) return false
  if ((await models.findAlias(model, alias))?.version !== version) return false
  const moves = await models.listMoves(model)
  return moves.find((move) => move.alias === alias)?.examinationId === examinationId
}
