import { listChallenges } from '../../serving/index.ts'
import { listDecisions, updateDecision } from './decision-records.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import { candidateOf, type RetrainingDecision } from './retraining-decision.ts'

type TrialDeps = Pick<RetrainDeps, 'database' | 'now'>

/** Writes down what became of the canaries that decisions of a model have started. */
export async function settleTrials(deps: TrialDeps, model: string): Promise<void> {
  for (const decision of await listDecisions(deps.database, { model, states: ['trying'] })) {
    await settleTrial(deps, decision)
  }
}

async function settleTrial(deps: TrialDeps, decision: RetrainingDecision): Promise<void> {
  const { canary, champion = null } = decision.evidence
  if (canary === undefined || 'problem' in canary) return
  const challenges = await listChallenges(deps.database, canary.service)
  const challenge = challenges.find(({ id }) => id === canary.challengeId)
  if (challenge === undefined || challenge.state === 'running') return
  const last = challenge.events.at(-1)
  const what = last?.what ?? challenge.state
  const hasWon = challenge.state === 'won'
  const settled = { at: last?.at ?? deps.now(), by: last?.by ?? 'platform', what, isPerson: false }
  const version = candidateOf(decision)
  await updateDecision(deps.database, {
    ...decision,
    state: hasWon ? 'promoted' : 'kept',
    settled,
    ...(hasWon ? {} : { because: `kept ${champion} because the canary of ${version} ${what}` }),
  })
}
