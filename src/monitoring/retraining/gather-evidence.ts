import { messageOf, parseDuration } from '../../base/index.ts'
import { getVersion } from '../../registry/index.ts'
import { listChallenges, startChallenge } from '../../serving/index.ts'
import type { Asking } from './asking.ts'
import { listDecisions } from './decision-records.ts'
import type { RetrainingQuestion } from './decide.ts'
import type { Retraining } from './define-retraining.ts'
import { findTrigger } from './find-trigger.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import { candidateOf } from './retraining-decision.ts'
import type {
  CandidateFound,
  CanaryFound,
  ComparisonFound,
  LimitFound,
  RetrainingEvidence,
} from './retraining-evidence.ts'

/** Answers one question, and what had to be found out on the way. */
export async function gatherEvidence(
  deps: RetrainDeps,
  asking: Asking,
  question: RetrainingQuestion,
  evidence: RetrainingEvidence,
): Promise<RetrainingEvidence> {
  switch (question) {
    case 'trigger':
      return asking.trigger === 'due'
        ? findTrigger(deps, asking)
        : { trigger: asking.trigger, champion: (await asking.subject.champion())?.version ?? null }
    case 'limit':
      return { limit: await findLimit(deps, asking.policy) }
    case 'newData':
      return { newData: await asking.subject.findNewData() }
    case 'holds':
      return { holds: await asking.subject.measureChampion() }
    case 'candidate':
      return { candidate: await trainCandidate(deps, asking) }
    case 'comparison':
      return { comparison: await compareCandidate(deps, asking, evidence) }
    case 'gates':
      return { gates: await askGates(deps, asking, evidence) }
    case 'canary':
      return { canary: await startCanary(deps, asking, evidence) }
  }
}

/** Trainings of this policy count, however they ended; what is open now does not. */
async function findLimit(
  { database, now }: RetrainDeps,
  { name, atMost }: Retraining,
): Promise<LimitFound> {
  if (atMost === undefined) return { trained: 0, freeAt: null }
  const perMs = parseDuration(atMost.per)
  const at = now()
  const since = new Date(at.getTime() - perMs)
  const decided = await listDecisions(database, { policy: name, since, now: at })
  const trained = decided.filter(
    ({ state, evidence }) => state !== 'open' && evidence.candidate !== undefined,
  )
  const oldest = trained[atMost.times - 1]
  return {
    trained: trained.length,
    freeAt:
      oldest === undefined ? null : new Date(oldest.startedAt.getTime() + perMs).toISOString(),
  }
}

async function trainCandidate(
  deps: RetrainDeps,
  { policy, subject, signal, onProgress }: Asking,
): Promise<CandidateFound> {
  const { model } = policy
  try {
    const [before] = await deps.models.list(model.name)
    const version = await subject.train(deps, {
      code: await deps.code(),
      log: deps.log,
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    })
    if (version === undefined) return { problem: 'there is no labelled row to learn from' }
    const isNew = version.version !== before?.version
    return { version: version.version, isNew, runId: version.runId ?? null }
  } catch (error) {
    // Who broke it off finds it open, and goes on with it.
    signal?.throwIfAborted()
    return { problem: messageOf(error) }
  }
}

async function compareCandidate(
  deps: RetrainDeps,
  { policy, subject }: Asking,
  evidence: RetrainingEvidence,
): Promise<ComparisonFound> {
  const { model } = policy
  const candidate = await getVersion(deps.models, model.name, candidateNumber(evidence))
  const champion = await getVersion(deps.models, model.name, evidence.champion ?? 0)
  return subject.compare({ champion, candidate })
}

async function askGates(
  deps: RetrainDeps,
  { policy, by, signal }: Asking,
  evidence: RetrainingEvidence,
) {
  const version = candidateNumber(evidence)
  const asked = { version, alias: policy.alias, by, signal }
  const { id, held, results } = await deps.examine(policy.model, asked)
  return { examinationId: id, held, results }
}

async function startCanary(
  deps: RetrainDeps,
  { policy, by }: Asking,
  evidence: RetrainingEvidence,
): Promise<CanaryFound> {
  const { model, alias } = policy
  const version = candidateNumber(evidence)
  const service = await deps.findRunningService(model.name, alias)
  if (service === undefined) return { problem: 'no service of it runs' }
  const running = (await listChallenges(deps.database, service.name)).find(
    (one) => one.state === 'running',
  )
  if (running !== undefined) {
    if (running.version === version) return { service: service.name, challengeId: running.id }
    return { problem: `service ${service.name} tries version ${running.version} already` }
  }
  const { shares, every, rows, limits } = policy.canary
  const plan = {
    ...(shares === undefined ? {} : { stages: shares }),
    ...(every === undefined ? {} : { everyMs: parseDuration(every) }),
    ...(rows === undefined ? {} : { leastRows: rows }),
    ...(limits === undefined ? {} : { limits }),
  }
  const challenge = await startChallenge(deps, service, { version, kind: 'canary', plan, by })
  return { service: service.name, challengeId: challenge.id }
}

function candidateNumber(evidence: RetrainingEvidence): number {
  const version = candidateOf({ evidence })
  if (version === undefined) throw new Error('asked of a candidate before there is one')
  return version
}
