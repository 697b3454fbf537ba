import type { SearchedParameterReply, SweepReply, SweptTrialReply } from '../../api/index.ts'
import { parameterImportance, type SearchRange } from '../../learn/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import type { RunId } from '../../tracking/index.ts'
import { readSweep, type SweptTrial } from '../../training/index.ts'

/** A sweep as it stands now. Throws `runNotFound` or `notASweep`. */
export async function readSweepReply(project: OpenedProject, id: string): Promise<SweepReply> {
  const { run, model, plan, trials, best, trainingSetId } = await readSweep(project, id as RunId)
  const importance = await parameterImportance(plan.space, trials)
  const shares = new Map(importance.map((one) => [one.name, one.importance]))
  const { metric, better, method, pruning, folds } = plan
  return {
    runId: run.id,
    model,
    status: run.status,
    startedAt: run.startedAt.toISOString(),
    endedAt: 'endedAt' in run ? run.endedAt.toISOString() : null,
    metric,
    better,
    method,
    pruning,
    folds,
    wantedCount: plan.trialCount ?? null,
    trainingSetId,
    parameters: Object.entries(plan.space).map(([name, range]) => ({
      ...toParameter(name, range),
      importance: shares.get(name) ?? null,
    })),
    trials: trials.map(toTrial),
    bestNumber: best?.number ?? null,
  }
}

function toParameter(name: string, range: SearchRange): Omit<SearchedParameterReply, 'importance'> {
  if (range.kind === 'among') {
    return { name, choices: [...range.values], low: null, high: null, isLog: false }
  }
  const { low, high, scale } = range
  return { name, choices: null, low, high, isLog: scale === 'log' }
}

function toTrial(trial: SweptTrial): SweptTrialReply {
  const { number, runId, status, isPruned, values, value, losses, tookMs, problem } = trial
  return {
    number,
    runId,
    status,
    isPruned,
    values: { ...values },
    found: value === undefined || Number.isNaN(value) ? null : value,
    stageCount: losses.length,
    tookMs: tookMs ?? null,
    problem: problem ?? null,
  }
}
