import { newId, type Clock } from '../../base/index.ts'
import { getVersion, type ModelStore } from '../../registry/index.ts'
import type { Database } from '../../storage/index.ts'
import { servingErrors } from '../errors.ts'
import type { Service } from '../service.ts'
import { moveTrial, type TrialStep } from './move-trial.ts'
import { noTallies } from './tally-counter.ts'
import { findRunningTrial, insertTrial } from './trial-records.ts'
import { shareOf, type Trial, type TrialId, type TrialKind, type TrialPlan } from './trial.ts'

export interface TrialRecordDeps {
  readonly database: Database
  readonly models: ModelStore
  readonly now: Clock
}

export interface TrialStart {
  readonly version: number
  readonly kind: TrialKind
  readonly plan: TrialPlan
  readonly by: string
}

/**
 * Puts a version beside the one that answers; whoever serves takes it up within a second. Throws
 * `versionNotFound`, `wrongShares`, `versionAnswersAlready` or `trialRunning`.
 */
export async function startTrial(
  deps: TrialRecordDeps,
  { name, model, alias }: Service,
  { version, kind, plan, by }: TrialStart,
): Promise<Trial> {
  await getVersion(deps.models, model.name, version)
  assertShares(plan.stages)
  const pointer = await deps.models.findAlias(model.name, alias)
  if (pointer?.version === version) {
    throw servingErrors.versionAnswersAlready({ service: name, version, alias })
  }
  const at = deps.now()
  const trial: Trial = {
    id: newId<TrialId>('trl', at),
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
  if (await insertTrial(deps.database, trial)) return trial
  throw servingErrors.trialRunning({ service: name })
}

/** Into the next stage without waiting. Throws `noTrial` or `lastStage`. */
export async function advanceTrial(
  deps: TrialRecordDeps,
  service: Service,
  { by }: { readonly by: string },
): Promise<Trial> {
  return change(deps, service, by, ({ plan, stage: before }) => {
    const stage = before + 1
    if (stage >= plan.stages.length) throw servingErrors.lastStage({ service: service.name })
    return { stage, what: `advanced to ${shareOf({ plan, stage }) * 100} %` }
  })
}

/** Ends a trial; the version of the alias answers all again. Throws `noTrial`. */
export async function endTrial(
  deps: TrialRecordDeps,
  service: Service,
  { by, reason }: { readonly by: string; readonly reason: string | undefined },
): Promise<Trial> {
  const what = reason === undefined ? 'ended' : `ended: ${reason}`
  return change(deps, service, by, () => ({ to: 'ended', what }))
}

/** Whoever serves writes into the trial each second: what was overtaken by that is done again. */
async function change(
  deps: TrialRecordDeps,
  { name }: Service,
  by: string,
  stepOf: (trial: Trial) => TrialStep,
): Promise<Trial> {
  for (;;) {
    const trial = await findRunningTrial(deps.database, name)
    if (trial === undefined) throw servingErrors.noTrial({ service: name })
    const moved = await moveTrial(deps, trial, { by, ...stepOf(trial) })
    if (moved !== undefined) return moved
  }
}

function assertShares(stages: readonly number[]): void {
  const isRising = stages.every((share, at) => share > (stages[at - 1] ?? 0) && share <= 1)
  if (stages.length === 0 || !isRising) throw servingErrors.wrongShares({ shares: stages })
}
