import { newId, parseDuration } from '../../base/index.ts'
import { getVersion, rollBack } from '../../registry/index.ts'
import { insertDecision, listDecisions, updateDecision } from './decision-records.ts'
import { differenceWords } from './decide.ts'
import type { Retraining } from './define-retraining.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import { candidateOf, type DecisionId, type RetrainingDecision } from './retraining-decision.ts'
import { subjectOf } from './subject-of.ts'

/**
 * Rolls an automatic promotion back that has gone bad: on the labelled rows that came since, of which neither
 * version knows, the one before is surely better. Undefined where it did not, or can't be told yet.
 */
export async function watchPromotion(
  deps: RetrainDeps,
  policy: Retraining,
): Promise<RetrainingDecision | undefined> {
  const { watch, model, alias } = policy
  const promotion = await findWatched(deps, policy)
  if (watch === undefined || promotion === undefined) return undefined
  const { champion: before } = promotion.evidence
  const version = candidateOf(promotion)
  if (typeof before !== 'number' || version === undefined) return undefined
  const candidate = await getVersion(deps.models, model.name, version)
  const champion = await getVersion(deps.models, model.name, before)
  const comparison = await subjectOf(deps, policy).compareSince({ champion, candidate })
  if (comparison === undefined || comparison.rows < watch.rows) return undefined
  if (comparison.high === null || comparison.high >= 0) return undefined

  const because = `rolled back to ${before} because ${version} is worse on the ${comparison.rows} labelled rows that came since (${differenceWords(comparison)})`
  const at = deps.now()
  const promotedAt = (promotion.decidedAt ?? promotion.startedAt).toISOString()
  const decision: RetrainingDecision = {
    id: newId<DecisionId>('dec', at),
    model: model.name,
    policy: policy.name,
    alias,
    state: 'open',
    startedAt: at,
    decidedAt: undefined,
    by: `retraining ${policy.name}`,
    because,
    evidence: {
      champion: version,
      trigger: { kind: 'watch', because: `version ${version} was promoted at ${promotedAt}` },
      watch: { ...comparison, decisionId: promotion.id, promotedAt, back: before },
    },
    settled: undefined,
    revision: 1,
  }
  await insertDecision(deps.database, decision)
  return finishRollBack(deps, decision)
}

/** Moves the alias back, unless it is back already or elsewhere, and says so in the record. */
export async function finishRollBack(
  deps: RetrainDeps,
  decision: RetrainingDecision,
): Promise<RetrainingDecision | undefined> {
  const { model, alias, by, because, evidence } = decision
  const back = evidence.watch?.back
  const there = (await deps.models.findAlias(model, alias))?.version
  if (there === evidence.champion) {
    const move = await rollBack(deps, { model, alias, by, reason: because })
    if (move.to !== back) deps.log.warn(`the alias went back to ${move.to}, not to ${back}`)
  }
  const isBack = there === evidence.champion || there === back
  const decidedAt = deps.now()
  return updateDecision(deps.database, {
    ...decision,
    decidedAt,
    ...(isBack
      ? { state: 'rolled-back' }
      : { state: 'abandoned', because: `abandoned because the alias moved to ${there} meanwhile` }),
  })
}

/** The newest promotion by the policy itself, while it is young and the alias stands where it put it. */
async function findWatched(
  deps: RetrainDeps,
  { name, model, alias, watch }: Retraining,
): Promise<RetrainingDecision | undefined> {
  if (watch === undefined) return undefined
  const states = ['promoted', 'rolled-back'] as const
  const asked = { policy: name, states, now: deps.now(), limit: 1 }
  const [newest] = await listDecisions(deps.database, asked)
  if (newest?.state !== 'promoted' || newest.settled?.isPerson === true) return undefined
  const promotedAt = newest.settled?.at ?? newest.decidedAt ?? newest.startedAt
  if (deps.now().getTime() - promotedAt.getTime() > parseDuration(watch.for)) return undefined
  const pointer = await deps.models.findAlias(model.name, alias)
  return pointer?.version === candidateOf(newest) ? newest : undefined
}
