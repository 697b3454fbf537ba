import type { OpenedProject } from '../opened-project.ts'

export interface StepTiming {
  readonly pipeline: string
  readonly step: string
  readonly lastMs: number
  /** Of the runs before the last. */
  readonly runCount: number
  readonly meanMs: number | null
  readonly deviationMs: number | null
  readonly minMs: number | null
  readonly maxMs: number | null
  /** Far beyond what it has taken: three deviations, and half as long again. */
  readonly isSlow: boolean
}

/** Enough for a mean that means something, few enough to be of this time. */
const mostRuns = 30
const fewestRuns = 3

/** What each step took in its last run that did something, beside the runs before. */
export async function measureTiming({
  definition,
  database,
}: Pick<OpenedProject, 'definition' | 'database'>): Promise<StepTiming[]> {
  const timings: StepTiming[] = []
  for (const { name: pipeline, steps } of definition.pipelines) {
    for (const { name: step } of steps) {
      const took = await listDurations({ database }, pipeline, step)
      const [lastMs, ...before] = took
      if (lastMs !== undefined) timings.push({ pipeline, step, ...judgeTiming(lastMs, before) })
    }
  }
  return timings
}

/** Newest first; of runs that succeeded, without those that were skipped. */
async function listDurations(
  { database }: Pick<OpenedProject, 'database'>,
  pipeline: string,
  step: string,
): Promise<number[]> {
  const rows = await database.queries
    .selectFrom('runs as step')
    .innerJoin('runs as parent', 'parent.run_id', 'step.parent_run_id')
    .select(['step.started_at', 'step.ended_at'])
    .where('parent.kind', '=', 'pipeline')
    .where('parent.name', '=', pipeline)
    .where('step.name', '=', step)
    .where('step.kind', '=', 'step')
    .where('step.status', '=', 'succeeded')
    .orderBy('step.run_id', 'desc')
    .limit(mostRuns)
    .execute()
  return rows.flatMap(({ started_at: start, ended_at: end }) =>
    end === null ? [] : [Date.parse(end) - Date.parse(start)],
  )
}

export function judgeTiming(
  lastMs: number,
  before: readonly number[],
): Omit<StepTiming, 'pipeline' | 'step'> {
  const runCount = before.length
  if (runCount === 0) {
    const none = { meanMs: null, deviationMs: null, minMs: null, maxMs: null }
    return { lastMs, runCount, ...none, isSlow: false }
  }
  const meanMs = before.reduce((sum, one) => sum + one, 0) / runCount
  const squares = before.reduce((sum, one) => sum + (one - meanMs) ** 2, 0)
  const deviationMs = runCount > 1 ? Math.sqrt(squares / (runCount - 1)) : null
  const bound = Math.max(meanMs + 3 * (deviationMs ?? 0), meanMs * 1.5)
  return {
    lastMs,
    runCount,
    meanMs,
    deviationMs,
    minMs: Math.min(...before),
    maxMs: Math.max(...before),
    isSlow: runCount >= fewestRuns && lastMs > bound,
  }
}
