import {
  finishRun,
  startRun,
  toRunError,
  type EndedRun,
  type OpenRun,
  type RunEnd,
} from '../tracking/index.ts'
import { cacheKeyOf, countedSettings } from './cache-decision.ts'
import {
  callStep,
  emitter,
  type RunStepDeps,
  type StepAttempt,
  type StepReturn,
} from './call-step.ts'
import { dueAtIn, dueName } from './due-at.ts'
import { pipelinesErrors } from './errors.ts'
import { stored } from './stored.ts'
import type { Settings, Step } from './step.ts'
import { worldIn } from './world-kept.ts'
import { stateOfPlaces } from './written-files.ts'
import { unrepeatableIn, worldNames } from './world.ts'

export interface StepResult {
  readonly run: EndedRun
  /** What the step has thrown, if it failed. */
  readonly failure?: { readonly step: string; readonly error: unknown }
}

/** Runs one step to its end and records it. What the step throws is part of the result. */
export async function runStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt,
): Promise<StepResult> {
  return recordStep(deps, step, attempt, (run) => callStep(deps, step, attempt, run))
}

/** Records a run of a step from its start to its end. What `work` throws is part of the result. */
export async function recordStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt,
  work: (run: OpenRun) => Promise<StepReturn>,
): Promise<StepResult> {
  const { basis, parentId, reason, name } = attempt
  const { scope: _scope, written: _written, ...depends } = basis
  const run = await startRun(deps, { kind: 'step', name, parentId, reason, ...depends })
  const emit = emitter(attempt, run)
  emit({ type: 'started', reason })
  try {
    const { output, read } = await work(run).finally(attempt.leave)
    const outputs = stored(name, output)
    // What was made of the moment of its own start is of no use to a later run.
    const isForNow = read.includes(dueName) && dueAtIn(basis.settings) === undefined
    const looked = isForNow ? [...read, worldNames.clock] : read
    const isGone = isForNow || (step.cache === 'content' && unrepeatableIn(read) !== undefined)
    const cacheKey = isGone ? undefined : cacheKeyOf(step, basis, read)
    const ended = await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs,
      settings: {
        ...countedSettings(step, basis.settings, read),
        ...worldIn(looked, step, basis),
        ...writtenBy(deps, step),
      },
      ...(cacheKey === undefined ? {} : { cacheKey }),
    })
    emit({ type: 'succeeded', durationMs: durationOf(ended) })
    return { run: ended }
  } catch (thrown) {
    const { pipeline, signal } = attempt
    const error = signal.aborted ? pipelinesErrors.cancelled({ pipeline }, thrown) : thrown
    const end: RunEnd = { outcome: 'failed', error: toRunError(error) }
    const ended = await finishRun(deps, run.id, end)
    emit({ type: 'failed', durationMs: durationOf(ended), error: toRunError(error) })
    return { run: ended, failure: { step: name, error } }
  }
}

/** What the step has left where it declares to write. */
function writtenBy<Deps>({ root }: RunStepDeps<Deps>, { writes }: Step<unknown, Deps>): Settings {
  const written = root === undefined ? undefined : stateOfPlaces(root, writes)
  return written === undefined ? {} : { [worldNames.written]: written }
}

function durationOf({ startedAt, endedAt }: EndedRun): number {
  return endedAt.getTime() - startedAt.getTime()
}
