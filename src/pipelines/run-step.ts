import { settingValue, type Clock, type ResolvedSettings } from '../base/index.ts'
import {
  finishRun,
  openRunLog,
  openRunMetrics,
  startRun,
  toRunError,
  type EndedRun,
  type OpenRun,
  type RunEnd,
  type RunId,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import { cacheKeyOf, countedSettings, type StepBasis } from './cache-decision.ts'
import { dueAtIn, dueName } from './due-at.ts'
import { pipelinesErrors } from './errors.ts'
import { findNonJson } from './non-json.ts'
import type { PipelineEvent, StepEvent } from './pipeline-event.ts'
import { withRetries } from './with-retries.ts'
import type { Settings, Step } from './step.ts'
import { watchSettings } from './watch-settings.ts'
import { withTimeout } from './with-timeout.ts'

export interface RunStepDeps<Deps> {
  readonly runs: RunStore
  readonly records: RunRecords
  readonly now: Clock
  /** What every step finds as `context.deps`. */
  readonly stepDeps: Deps
  /** What a step finds instead, if `stepDeps` hold settings: it is seen which of them it reads. */
  readonly withSettings?: (settings: Settings) => Deps
}

export interface StepAttempt {
  readonly pipeline: string
  /** What its run is called. */
  readonly name: string
  /** The scope that it runs in. */
  readonly within: string
  readonly parentId: RunId
  readonly basis: StepBasis
  readonly givenSettings: Settings
  readonly reason: string
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
  /** Makes room for another step: called before the end is written, so that both are written at once. */
  readonly leave: () => void
}

export interface StepResult {
  readonly run: EndedRun
  /** What the step has thrown, if it failed. */
  readonly failure?: { readonly step: string; readonly error: unknown }
}

/** What a step gives, and the settings that it has read on the way. */
export interface StepReturn {
  readonly output: unknown
  readonly read: readonly string[]
}

/** Runs one step to its end and records it. What the step throws is part of the result. */
export async function runStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt,
): Promise<StepResult> {
  return recordStep(deps, step, attempt, async (run) => {
    const { settings, read, note } = watchSettings(attempt.givenSettings)
    const readDueAt = () => {
      note(dueName)
      return dueAtIn(attempt.basis.settings) ?? run.startedAt
    }
    const watched = { ...attempt, givenSettings: settings, readDueAt }
    const output = await callStep(deps, step, watched, run)
    return { output, read: [...read] }
  })
}

/** Records a run of a step from its start to its end. What `work` throws is part of the result. */
export async function recordStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt,
  work: (run: OpenRun) => Promise<StepReturn>,
): Promise<StepResult> {
  const { basis, parentId, reason, name } = attempt
  const { scope: _, ...depends } = basis
  const run = await startRun(deps, { kind: 'step', name, parentId, reason, ...depends })
  const emit = emitter(attempt, run)
  emit({ type: 'started', reason })
  try {
    const { output, read } = await work(run).finally(attempt.leave)
    const outputs = toStored(name, output)
    // What was made of the moment of its own start is of no use to a later run.
    const isForNow = read.includes(dueName) && dueAtIn(basis.settings) === undefined
    const cacheKey = isForNow ? undefined : cacheKeyOf(step, basis, read)
    const ended = await finishRun(deps, run.id, {
      outcome: 'succeeded',
      outputs,
      settings: countedSettings(step, basis.settings, read),
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

async function callStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt & { readonly readDueAt: () => Date },
  run: OpenRun,
): Promise<unknown> {
  const emit = emitter(attempt, run)
  const onLine = (line: Extract<StepEvent, { type: 'line' }>['line']) =>
    emit({ type: 'line', line })
  const runLog = openRunLog({ ...deps, onLine }, run.id)
  const runMetrics = openRunMetrics(deps, run.id)
  const { inputs } = attempt.basis
  const settings = attempt.givenSettings
  const call = (signal: AbortSignal) =>
    step.run({
      // A step that changes what it was given changes it for itself only.
      inputs: structuredClone(inputs),
      context: {
        deps: deps.withSettings?.(settings) ?? deps.stepDeps,
        log: runLog.log,
        progress: (update) => emit({ type: 'progress', update }),
        signal,
        settings,
        // A declared setting was parsed by its type when the project's settings were resolved.
        setting: (setting) => settingValue(setting, settings as ResolvedSettings),
        now: deps.now,
        get dueAt() {
          return attempt.readDueAt()
        },
        runId: run.id,
        recordMetric: runMetrics.recordMetric,
      },
    })
  try {
    const { signal } = attempt
    const { name, retry, timeout } = step
    return await withRetries({ signal, warn: runLog.log.warn }, retry, () =>
      withTimeout({ step: name, signal, timeout }, call),
    )
  } catch (error) {
    runLog.log.error(describeError(error))
    throw error
  } finally {
    await runLog.flush()
    await runMetrics.flush()
  }
}

/** What a skipped step would give, so that a first run and a cached one hand on the same. */
function toStored(step: string, output: unknown): unknown {
  if (output === undefined) return undefined
  const nonJson = findNonJson(output)
  if (nonJson !== undefined) throw pipelinesErrors.outputIsNotJson({ step, ...nonJson })
  return JSON.parse(JSON.stringify(output)) as unknown
}

function emitter(attempt: StepAttempt, { id, name }: OpenRun) {
  const { pipeline, within } = attempt
  const origin = { pipeline, step: name, runId: id, within }
  return (happening: StepHappeningOf<StepEvent>) => attempt.onEvent({ ...happening, ...origin })
}

type StepHappeningOf<Event> = Event extends StepEvent
  ? Omit<Event, 'pipeline' | 'step' | 'runId' | 'within'>
  : never

function durationOf({ startedAt, endedAt }: EndedRun): number {
  return endedAt.getTime() - startedAt.getTime()
}

/** A foreseen error in a sentence; a defect with the place where it happened. */
function describeError(error: unknown): string {
  const { code, message, hint } = toRunError(error)
  if (code !== 'unexpected') return [message, hint].filter(Boolean).join(' ')
  return error instanceof Error ? (error.stack ?? message) : message
}
