import { settingValue, type Clock, type Log, type ResolvedSettings } from '../base/index.ts'
import type { BlobStore, DatabaseSession } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import {
  keepProgress,
  openRunLog,
  openRunMetrics,
  toRunError,
  type OpenRun,
  type RunId,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import { boundedLog } from './bounded-log.ts'
import type { StepBasis } from './cache-decision.ts'
import { dueAtIn, dueName, withDueAt, withoutDueAt } from './due-at.ts'
import { pipelinesErrors } from './errors.ts'
import type { PipelineEvent, StepEvent } from './pipeline-event.ts'
import { memoryOf } from './prepare-processes.ts'
import { profileWork, type WorkProfile } from './profile-work.ts'
import type { ProcessCall, StepProcesses } from './step-processes.ts'
import type { RepeatedRun, Settings, Step, StepContext } from './step.ts'
import { stepDesk, type StepDesk, type StepStorage } from './step-storage.ts'
import { watchSettings } from './watch-settings.ts'
import { seedOf } from './world-kept.ts'
import { watchWorld, worldNames } from './world.ts'
import { watchWritten } from './written-files.ts'
import { withRetries } from './with-retries.ts'
import { withTimeout } from './with-timeout.ts'

export interface RunStepDeps<Deps> {
  readonly runs: RunStore
  readonly records: RunRecords
  /** Where progress is kept for those who follow from another process. */
  readonly database?: DatabaseSession
  readonly now: Clock
  /** What every step finds as `context.deps`. */
  readonly stepDeps: Deps
  /** What a step finds instead, if `stepDeps` hold settings: it is seen which of them it reads. */
  readonly withSettings?: (settings: Settings, origin: StepOrigin) => Deps
  /** Where there is one, steps are called under the profiler, and it is given what was seen. */
  readonly onProfile?: (runId: RunId, profile: WorkProfile) => Promise<void>
  /** Calls the steps that want a process of their own. */
  readonly processes?: StepProcesses
  /** The project's folder: what steps write there is noted. */
  readonly root?: string
  /** With these three, steps have folders of their own, and outputs that are more than JSON. */
  readonly state?: string
  readonly blobs?: BlobStore
  readonly engine?: TableEngine
}

/** Where what a step does comes from, and what it says goes to. */
export type StepOrigin = Pick<StepContext<unknown>, 'runId' | 'log' | 'repeats'>

export interface StepAttempt {
  readonly pipeline: string
  /** What its run is called. */
  readonly name: string
  /** The scope that it runs in. */
  readonly within: string
  readonly parentId: RunId
  readonly basis: StepBasis
  readonly givenSettings: Settings
  /** What the steps of the pipeline declare to write. */
  readonly declared: readonly string[]
  readonly reason: string
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
  /** Makes room for another step: called before the end is written, so that both are written at once. */
  readonly leave: () => void
  /** By the step of the pipeline, the run that is repeated. */
  readonly repeated?: ReadonlyMap<string, RepeatedRun>
}

/** What a step gives, and the settings that it has read on the way. */
export interface StepReturn {
  readonly output: unknown
  readonly read: readonly string[]
}

/** Calls a step, again where it says so, and keeps what it writes down while it runs. */
export async function callStep<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  attempt: StepAttempt,
  run: OpenRun,
): Promise<StepReturn> {
  const emit = emitter(attempt, run)
  const onLine = (line: Extract<StepEvent, { type: 'line' }>['line']) =>
    emit({ type: 'line', line })
  const runLog = openRunLog({ ...deps, onLine }, run.id)
  const bounded = boundedLog(runLog.log)
  const runMetrics = openRunMetrics(deps, run.id)
  const progress = keepProgress(deps.database, run.id)
  const records: StepRecords = {
    runId: run.id,
    log: bounded.log,
    progress: (update) => {
      emit({ type: 'progress', update })
      progress.tell(update)
    },
    recordMetric: runMetrics.recordMetric,
    ...repeatedBy(step, attempt),
  }
  const { signal } = attempt
  const { name, retry, timeout } = step
  const call = (limited: AbortSignal) =>
    noting(deps, step, attempt, bounded.log, () =>
      callOnce(deps, step, attempt, { ...records, signal: limited }),
    )
  try {
    return await withRetries({ signal, warn: bounded.log.warn }, retry, () =>
      withTimeout({ step: name, signal, timeout }, call),
    ).finally(bounded.close)
  } catch (error) {
    runLog.log.error(describeError(error))
    throw error
  } finally {
    await runLog.flush()
    await runMetrics.flush()
    await progress.close()
  }
}

/** Notes files of the project that a step writes and doesn't declare: who skips it would not bring them back. */
async function noting<Deps>(
  { root, state }: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  { declared }: StepAttempt,
  log: Log,
  call: () => Promise<StepReturn>,
): Promise<StepReturn> {
  // A process of its own is kept from it; what always runs writes them again.
  const isFree = step.place === 'runner' && step.cache !== 'never'
  if (!isFree || root === undefined || state === undefined) return call()
  const find = watchWritten({ root, state, declared })
  const { output, read } = await call()
  const others = find()
  if (others.length === 0) return { output, read }
  const [first = ''] = others
  const more = others.length > 1 ? ` and ${others.length - 1} more` : ''
  log.warn(
    `While it ran, ${first}${more} was written, which no step declares: it is not skipped next time. ` +
      'Name what a step writes in its `writes`, or write into `context.folder`.',
  )
  return { output, read: [...read, worldNames.others] }
}

function repeatedBy<Deps>(
  step: Step<unknown, Deps>,
  { basis, repeated }: StepAttempt,
): Pick<StepRecords, 'repeats'> {
  const [, outermost = step.name] = basis.scope.split('/')
  const repeats = repeated?.get(outermost)
  return repeats === undefined ? {} : { repeats }
}

/** What a step writes down while it runs. */
type StepRecords = Pick<ProcessCall, 'runId' | 'log' | 'progress' | 'recordMetric' | 'repeats'>

async function callOnce<Deps>(
  deps: RunStepDeps<Deps>,
  step: Step<unknown, Deps>,
  { basis, givenSettings }: StepAttempt,
  records: StepRecords & { readonly signal: AbortSignal },
): Promise<StepReturn> {
  const { name } = step
  const settings = withDueAt(givenSettings, dueAtIn(basis.settings))
  if (step.place === 'process') {
    if (deps.processes === undefined) throw pipelinesErrors.noProcesses({ step: name })
    const memoryBytes = memoryOf(step)
    const path = [...basis.scope.split('/'), name]
    const { inputs } = basis
    const seed = seedOf(step, basis)
    const { writes } = step
    const call = { step: name, writes, path, inputs, settings, seed, memoryBytes, ...records }
    return deps.processes.call({ ...call, ...profiledBy(deps, records.runId) })
  }
  return callerFor<Deps>(profiledBy(deps, records.runId))(step, {
    inputs: basis.inputs,
    settings,
    depsWith: (watched) => deps.withSettings?.(watched, records) ?? deps.stepDeps,
    context: { ...records, now: deps.now },
    seed: seedOf(step, basis),
    storage: storageOf(deps),
  })
}

function storageOf<Deps>({
  state,
  blobs,
  engine,
  records,
}: RunStepDeps<Deps>): StepStorage | undefined {
  const isWhole = state !== undefined && blobs !== undefined && engine !== undefined
  return isWhole ? { state, blobs, engine, records } : undefined
}

function profiledBy<Deps>({ onProfile }: RunStepDeps<Deps>, runId: RunId): Profiled {
  return onProfile === undefined ? {} : { onProfile: (profile) => onProfile(runId, profile) }
}

/** Who wants to be given where a step has spent its time. */
export interface Profiled {
  readonly onProfile?: (profile: WorkProfile) => Promise<void>
}

/** What calls a step in this process: under the profiler where somebody wants to know. */
export function callerFor<Deps>({ onProfile }: Profiled) {
  if (onProfile === undefined) return callHere<Deps>
  return (step: Step<unknown, Deps>, call: HereCall<Deps>) =>
    profileWork(() => callHere(step, call), onProfile)
}

export interface HereCall<Deps> {
  readonly inputs: Readonly<Record<string, unknown>>
  readonly settings: Settings
  readonly depsWith: (settings: Settings) => Deps
  readonly context: Omit<
    StepContext<Deps>,
    'deps' | 'dueAt' | 'fetch' | 'folder' | 'random' | 'setting' | 'settings'
  >
  /** What its random numbers come from. */
  readonly seed: string
  readonly storage: StepStorage | undefined
}

/** Calls a step in this process. */
async function callHere<Deps>(
  step: Step<unknown, Deps>,
  { storage, ...call }: HereCall<Deps>,
): Promise<StepReturn> {
  const { context } = call
  const desk = storage === undefined ? noDesk(step) : stepDesk(step, storage, context)
  try {
    const { output, read } = await callAt(desk, step, call)
    return { output: await desk.store(output), read }
  } finally {
    await desk.clear()
  }
}

/** For an engine that has no place to keep more than JSON. */
function noDesk(step: Step<unknown, never>): StepDesk {
  const refuse = (): never => {
    throw pipelinesErrors.noProcesses({ step: step.name })
  }
  return {
    folder: refuse,
    store: (output) => (step.kinds === undefined ? Promise.resolve(output) : refuse()),
    clear: () => Promise.resolve(),
  }
}

async function callAt<Deps>(
  desk: StepDesk,
  step: Step<unknown, Deps>,
  { inputs, settings: given, depsWith, context, seed }: Omit<HereCall<Deps>, 'storage'>,
): Promise<StepReturn> {
  const { settings, read, note } = watchSettings(withoutDueAt(given))
  const dueAt = dueAtIn(given) ?? context.now()
  const world = watchWorld({ ...context, seed, note })
  const output = await step.run({
    // A step that changes what it was given changes it for itself only.
    inputs: structuredClone(inputs),
    context: {
      ...context,
      now: world.now,
      fetch: world.fetch,
      get random() {
        return world.random
      },
      deps: depsWith(settings),
      settings,
      // A declared setting was parsed by its type when the project's settings were resolved.
      setting: (setting) => settingValue(setting, settings as ResolvedSettings),
      get folder() {
        return desk.folder()
      },
      get dueAt() {
        note(dueName)
        return dueAt
      },
    },
  })
  return { output, read: [...read] }
}

export function emitter(attempt: StepAttempt, { id, name }: OpenRun) {
  const { pipeline, within } = attempt
  const origin = { pipeline, step: name, runId: id, within }
  return (happening: StepHappeningOf<StepEvent>) => attempt.onEvent({ ...happening, ...origin })
}

type StepHappeningOf<Event> = Event extends StepEvent
  ? Omit<Event, 'pipeline' | 'step' | 'runId' | 'within'>
  : never

/** A foreseen error in a sentence; a defect with the place where it happened. */
function describeError(error: unknown): string {
  const { code, message, hint } = toRunError(error)
  if (code !== 'unexpected') return [message, hint].filter(Boolean).join(' ')
  return error instanceof Error ? (error.stack ?? message) : message
}
