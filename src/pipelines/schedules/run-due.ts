import { isSwellError, messageOf, type Log } from '../../base/index.ts'
import type { EndedRun } from '../../tracking/index.ts'
import type { Pipeline } from '../pipeline.ts'
import type { DueRun } from './due-run.ts'
import { minute } from './occasion.ts'
import {
  findRunOf,
  finishDue,
  giveBack,
  leaveOut,
  takeDue,
  type TakeDeps,
  type TakenRun,
} from './take-due.ts'

export interface RunDueDeps extends TakeDeps {
  readonly log: Log
}

export interface RunDue {
  /** Runs the pipeline to its end, for this reason; gives the run, which may have failed. */
  readonly run: (
    pipeline: string,
    due: { readonly dueAt: Date; readonly reason: string },
  ) => Promise<EndedRun>
  readonly signal: AbortSignal
}

/** What came of something that was due. */
export interface DueOutcome {
  readonly due: DueRun
  readonly run: EndedRun | undefined
  /** Why there is no run, or how it failed. */
  readonly problem: string | undefined
}

/**
 * Runs what a pipeline is due for, one after the other, until nothing is left, the pipeline runs elsewhere,
 * or the signal is aborted. A run that fails is told and doesn't end the others.
 */
export async function runDue(
  deps: RunDueDeps,
  { name, schedule }: Pick<Pipeline<never>, 'name' | 'schedule'>,
  work: RunDue,
): Promise<readonly DueOutcome[]> {
  const outcomes: DueOutcome[] = []
  while (!work.signal.aborted) {
    await tellLeftOut(deps, name, schedule?.missed ?? 'once')
    const due = await takeDue(deps, name)
    if (due === undefined) break
    const outcome = await runTaken(deps, due, work)
    if (outcome === undefined) break
    outcomes.push(outcome)
  }
  return outcomes
}

/** Leaves out what isn't to run any more, and says so. */
export async function tellLeftOut(
  deps: RunDueDeps,
  pipeline: string,
  missed: 'once' | 'skip' | 'all',
): Promise<void> {
  for (const { due, because } of await leaveOut(deps, pipeline, { missed })) {
    deps.log.warn(`${pipeline}: ${minute(due.dueAt)} is left out, as ${because}`)
  }
}

/** Undefined where it could not begin and waits again. */
async function runTaken(
  deps: RunDueDeps,
  due: TakenRun,
  { run, signal }: RunDue,
): Promise<DueOutcome | undefined> {
  const { pipeline, dueAt, reason } = due
  try {
    const ended = await run(pipeline, { dueAt, reason })
    if (signal.aborted && ended.status !== 'succeeded') {
      // It was told to stop before it was done: the next process goes on.
      await giveBack(deps, due)
      return undefined
    }
    await finishDue(deps, due, ended)
    return { due, run: ended, problem: ended.error?.message }
  } catch (error) {
    const problem = messageOf(error)
    const text = `${pipeline}: the run ${reason} did not come to its end: ${problem}`
    if (signal.aborted || isSwellError(error, 'pipelines.alreadyRunning')) {
      if (!signal.aborted) deps.log.warn(text)
      await giveBack(deps, due)
      return undefined
    }
    deps.log.error(text)
    const row = { pipeline, reason, taken_at: due.takenAt?.toISOString() ?? null }
    const begun = await findRunOf(deps, row)
    await finishDue(deps, due, { id: begun?.id, status: 'failed' })
    return { due, run: undefined, problem }
  }
}
