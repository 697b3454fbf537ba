import { newId, parseDuration, type Clock } from '../../base/index.ts'
import { getVersion, type ModelStore } from '../../registry/index.ts'
import type { Database } from '../../storage/index.ts'
import { servingErrors } from '../errors.ts'
import type { Service } from '../service.ts'
import { moveChallenge, type ChallengeStep } from './move-challenge.ts'
import { noTallies } from './tally-counter.ts'
import { findRunningChallenge, insertChallenge } from './challenge-records.ts'
import {
  shareOf,
  type Challenge,
  type ChallengeId,
  type ChallengeKind,
  type ChallengeLimits,
  type ChallengePlan,
} from './challenge.ts'
import { isForecast } from '../forecasts/served-forecast.ts'

export interface ChallengeRecordDeps {
  readonly database: Database
  readonly models: ModelStore
  readonly now: Clock
}

export interface ChallengeStart {
  readonly version: number
  readonly kind: ChallengeKind
  /** What is not told is as it is by default. */
  readonly plan: Partial<Omit<ChallengePlan, 'limits'>> & {
    readonly limits?: Partial<ChallengeLimits>
  }
  readonly by: string
}

const defaultStages: Readonly<Record<ChallengeKind, readonly number[]>> = {
  shadow: [1],
  canary: [0.05, 0.25, 1],
  split: [0.5],
}

const defaultLimits: ChallengeLimits = { errorShare: 0.01, slowerMs: 5, shift: 0.5 }

function planOf(kind: ChallengeKind, { limits, ...told }: ChallengeStart['plan']): ChallengePlan {
  return {
    stages: defaultStages[kind],
    everyMs: parseDuration('10m'),
    leastRows: 100,
    ...told,
    limits: { ...defaultLimits, ...limits },
  }
}

/**
 * Puts a version beside the one that answers; whoever serves takes it up within a second. Throws
 * `versionNotFound`, `wrongShares`, `versionAnswersAlready` or `challengeRunning`.
 */
export async function startChallenge(
  deps: ChallengeRecordDeps,
  { name, model, alias }: Service,
  { version, kind, plan: told, by }: ChallengeStart,
): Promise<Challenge> {
  if (isForecast(model)) throw servingErrors.answersForecasts({ service: name })
  await getVersion(deps.models, model.name, version)
  const plan = planOf(kind, told)
  assertShares(plan.stages)
  const pointer = await deps.models.findAlias(model.name, alias)
  if (pointer?.version === version) {
    throw servingErrors.versionAnswersAlready({ service: name, version, alias })
  }
  const at = deps.now()
  const challenge: Challenge = {
    id: newId<ChallengeId>('chl', at),
    service: name,
    model: model.name,
    version,
    kind,
    plan,
    state: 'running',
    stage: 0,
    stageSince: at,
    startedAt: at,
    startedBy: by,
    events: [{ at, by, what: `started as ${kind}` }],
    tallies: noTallies,
    revision: 1,
  }
  if (await insertChallenge(deps.database, challenge)) return challenge
  throw servingErrors.challengeRunning({ service: name })
}

/** Into the next stage without waiting. Throws `noChallenge` or `lastStage`. */
export async function advanceChallenge(
  deps: ChallengeRecordDeps,
  service: Service,
  { by }: { readonly by: string },
): Promise<Challenge> {
  return change(deps, service, by, ({ plan, stage: before }) => {
    const stage = before + 1
    if (stage >= plan.stages.length) throw servingErrors.lastStage({ service: service.name })
    return { stage, what: `advanced to ${shareOf({ plan, stage }) * 100} %` }
  })
}

/** Ends a challenge; the version of the alias answers all again. Throws `noChallenge`. */
export async function endChallenge(
  deps: ChallengeRecordDeps,
  service: Service,
  { by, reason }: { readonly by: string; readonly reason: string | undefined },
): Promise<Challenge> {
  const what = reason === undefined ? 'ended' : `ended: ${reason}`
  return change(deps, service, by, () => ({ to: 'ended', what }))
}

/** Whoever serves writes into the challenge each second: what was overtaken by that is done again. */
async function change(
  deps: ChallengeRecordDeps,
  { name }: Service,
  by: string,
  stepOf: (challenge: Challenge) => ChallengeStep,
): Promise<Challenge> {
  for (;;) {
    const challenge = await findRunningChallenge(deps.database, name)
    if (challenge === undefined) throw servingErrors.noChallenge({ service: name })
    const moved = await moveChallenge(deps, challenge, { by, ...stepOf(challenge) })
    if (moved !== undefined) return moved
  }
}

function assertShares(stages: readonly number[]): void {
  const isRising = stages.every((share, at) => share > (stages[at - 1] ?? 0) && share <= 1)
  if (stages.length === 0 || !isRising) throw servingErrors.wrongShares({ shares: stages })
}
