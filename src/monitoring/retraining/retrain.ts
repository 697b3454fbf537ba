import { isSwellError, newId } from '../../base/index.ts'
import { releaseClaim, takeClaim, type Claim } from '../../storage/index.ts'
import type { Asking } from './asking.ts'
import { insertDecision, listDecisions, updateDecision } from './decision-records.ts'
import { decide, type Conclusion, type RetrainingQuestion } from './decide.ts'
import type { Retraining } from './define-retraining.ts'
import { retrainingErrors } from './errors.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { hasMoved, moveToCandidate } from './move-to-candidate.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import {
  candidateOf,
  stateOf,
  type DecisionId,
  type RetrainingDecision,
} from './retraining-decision.ts'
import type { RetrainingEvidence } from './retraining-evidence.ts'
import { settleTrials } from './settle-trials.ts'
import { supersede } from './settle-proposal.ts'
import { subjectOf } from './subject-of.ts'
import { finishRollBack, watchPromotion } from './watch-promotion.ts'

export interface RetrainOptions extends Pick<Asking, 'by' | 'trigger' | 'signal' | 'onProgress'> {
  /** Asks what can be asked without training, and writes nothing down. */
  readonly isRehearsal?: boolean
  /** After each answer. */
  readonly onAnswer?: (question: RetrainingQuestion, evidence: RetrainingEvidence) => void
}

/** What came of it. */
export interface Retrained {
  /** `train`: a rehearsal ended there. `roll back`: a promotion had gone bad, and nothing else was asked. */
  readonly conclusion: Conclusion | 'train' | 'roll back'
  readonly because: string
  readonly evidence: RetrainingEvidence
  /** Undefined where it was not due, and for rehearsals. */
  readonly decision: RetrainingDecision | undefined
}

/**
 * Asks one question after the other, and does what the policy says of the answers. Killed at any moment, it leaves the
 * alias where it was, and the next call goes on with what was found. Throws `retrainingRuns` while another is about it.
 */
export async function retrain(
  deps: RetrainDeps,
  policy: Retraining,
  options: RetrainOptions,
): Promise<Retrained> {
  if (options.isRehearsal === true) return rehearse(deps, policy, options)
  const claim = await claimRetraining(deps, policy)
  try {
    await settleTrials(deps, policy.model.name)
    const broken = await findBroken(deps, policy)
    const back =
      broken?.evidence.trigger?.kind === 'watch'
        ? await finishRollBack(deps, broken)
        : await watchPromotion(deps, policy)
    if (back !== undefined) return toRetrained('roll back', back)
    return await goOn(deps, policy, options, broken)
  } finally {
    await releaseClaim(deps, claim)
  }
}

async function rehearse(
  deps: RetrainDeps,
  policy: Retraining,
  options: RetrainOptions,
): Promise<Retrained> {
  const asking = { ...options, policy, subject: subjectOf(deps, policy) }
  const evidence: { -readonly [Name in keyof RetrainingEvidence]: RetrainingEvidence[Name] } = {}
  for (;;) {
    const step = decide(policy, evidence)
    if ('conclude' in step) {
      const { conclude: conclusion, because } = step
      return { conclusion, because, evidence, decision: undefined }
    }
    if (step.ask === 'candidate') {
      const because = `would train on ${evidence.newData?.rows ?? 0} new labelled rows and what was there`
      return { conclusion: 'train', because, evidence, decision: undefined }
    }
    Object.assign(evidence, await gatherEvidence(deps, asking, step.ask, evidence))
    options.onAnswer?.(step.ask, evidence)
  }
}

async function goOn(
  deps: RetrainDeps,
  policy: Retraining,
  options: RetrainOptions,
  broken: RetrainingDecision | undefined,
): Promise<Retrained> {
  const data = broken?.evidence.newData?.trainingSetId
  const asking = { ...options, policy, subject: subjectOf(deps, policy, data) }
  if (broken !== undefined) return work(deps, asking, broken, options)
  const found = await gatherEvidence(deps, asking, 'trigger', {})
  options.onAnswer?.('trigger', found)
  const step = decide(policy, found)
  if ('conclude' in step) {
    return { conclusion: 'not due', because: step.because, evidence: found, decision: undefined }
  }
  const startedAt = deps.now()
  const decision: RetrainingDecision = {
    id: newId<DecisionId>('dec', startedAt),
    model: policy.model.name,
    policy: policy.name,
    alias: policy.alias,
    state: 'open',
    startedAt,
    decidedAt: undefined,
    by: options.by,
    because: '',
    evidence: found,
    settled: undefined,
    revision: 1,
  }
  await insertDecision(deps.database, decision)
  return work(deps, asking, decision, options)
}

/** What is found is written down before the next question: a later process goes on from there. */
async function work(
  deps: RetrainDeps,
  asking: Asking,
  begun: RetrainingDecision,
  { onAnswer }: RetrainOptions,
): Promise<Retrained> {
  let decision = begun
  for (;;) {
    asking.signal?.throwIfAborted()
    const { evidence } = decision
    const step = decide(asking.policy, evidence)
    if ('conclude' in step) {
      if (step.conclude === 'not due') throw new Error('a decision was begun that is not due')
      return conclude(deps, asking.policy, decision, { ...step, conclude: step.conclude })
    }
    const found = await gatherEvidence(deps, asking, step.ask, evidence)
    decision = await keep(deps, { ...decision, evidence: { ...evidence, ...found } })
    onAnswer?.(step.ask, decision.evidence)
  }
}

async function conclude(
  deps: RetrainDeps,
  policy: Retraining,
  decision: RetrainingDecision,
  step: { readonly conclude: Exclude<Conclusion, 'not due'>; readonly because: string },
): Promise<Retrained> {
  const { because } = step
  if (step.conclude === 'promote') {
    try {
      await moveToCandidate(deps, policy, decision)
    } catch (error) {
      if (!isSwellError(error, 'registry.aliasMovedMeanwhile')) throw error
      const there = String(error.details['version'])
      const why = `kept ${there} because the alias moved while ${candidateOf(decision)} was trained`
      const kept = await end(deps, decision, 'keep', why)
      return toRetrained('keep', kept)
    }
  }
  const version = candidateOf(decision)
  const said = {
    promote: `promoted ${version} because ${because}`,
    propose: `proposed ${version} because ${because}`,
    try: `trying ${version} because ${because}`,
    keep: because,
    fail: because,
  }[step.conclude]
  const ended = await end(deps, decision, step.conclude, said)
  if (step.conclude === 'promote' || step.conclude === 'propose') await supersede(deps, ended)
  return toRetrained(step.conclude, ended)
}

function end(
  deps: RetrainDeps,
  decision: RetrainingDecision,
  conclusion: Exclude<Conclusion, 'not due'>,
  because: string,
): Promise<RetrainingDecision> {
  return keep(deps, {
    ...decision,
    state: stateOf(conclusion),
    because,
    decidedAt: deps.now(),
  })
}

async function keep(
  { database }: RetrainDeps,
  decision: RetrainingDecision,
): Promise<RetrainingDecision> {
  const kept = await updateDecision(database, decision)
  if (kept === undefined) throw retrainingErrors.decisionChanged({ decision: decision.id })
  return kept
}

/** What a killed process has left, if it can be gone on with; else it is closed, and all begins anew. */
async function findBroken(
  deps: RetrainDeps,
  policy: Retraining,
): Promise<RetrainingDecision | undefined> {
  const { model, alias, name } = policy
  const [open] = await listDecisions(deps.database, { model: model.name, states: ['open'] })
  if (open === undefined || open.evidence.trigger?.kind === 'watch') return open
  const misfit = await findMisfit(deps, policy, open)
  if (misfit === undefined) return open
  const because = `abandoned because ${misfit}`
  deps.log.info(`${alias} of ${name}: decision ${open.id} was broken off and is ${because}`)
  await keep(deps, { ...open, state: 'abandoned', because, decidedAt: deps.now() })
  return undefined
}

async function findMisfit(
  deps: RetrainDeps,
  policy: Retraining,
  open: RetrainingDecision,
): Promise<string | undefined> {
  if (open.policy !== policy.name) return `policy ${policy.name} came first after it was broken off`
  if (await hasMoved(deps, open)) return undefined
  const { champion, candidate, newData } = open.evidence
  const there = (await deps.models.findAlias(policy.model.name, policy.alias))?.version ?? null
  if (champion !== undefined && champion !== there) {
    return `the alias moved from ${champion ?? 'nothing'} to ${there ?? 'nothing'} meanwhile`
  }
  if (newData === undefined || candidate !== undefined) return undefined
  const data = await subjectOf(deps, policy).data()
  return (data ?? null) === newData.trainingSetId ? undefined : 'new data came meanwhile'
}

async function claimRetraining(deps: RetrainDeps, { model }: Retraining): Promise<Claim> {
  try {
    return await takeClaim(deps, `retraining:${model.name}`)
  } catch (error) {
    if (!isSwellError(error, 'storage.claimHeld')) throw error
    const owner = String(error.details['owner'])
    const since = String(error.details['claimedAt'])
    throw retrainingErrors.retrainingRuns({ model: model.name, owner, since }, error)
  }
}

function toRetrained(conclusion: Retrained['conclusion'], decision: RetrainingDecision): Retrained {
  const { because, evidence } = decision
  return { conclusion, because, evidence, decision }
}
