import { isSwellError, type Branded, type Digest } from '../base/index.ts'
import type { ProcessOwner } from '../storage/index.ts'
import type { CodeState } from './code-state.ts'
import { trackingErrors } from './errors.ts'

export type RunId = Branded<'RunId'>

export const runKinds = ['pipeline', 'step', 'training', 'sweep', 'trial'] as const
export type RunKind = (typeof runKinds)[number]

const runOutcomes = ['succeeded', 'failed', 'skipped', 'interrupted'] as const
export type RunOutcome = (typeof runOutcomes)[number]
export type RunStatus = 'open' | RunOutcome

/** One execution of a pipeline, a step, a training, or a trial of a sweep. A run is open until it ends, and it ends once. */
export type Run = OpenRun | EndedRun

export interface OpenRun {
  readonly status: 'open'
  readonly id: RunId
  readonly kind: RunKind
  readonly name: string
  readonly parentId?: RunId
  readonly owner: ProcessOwner
  readonly startedAt: Date
  readonly settings: unknown
  readonly code: CodeState
  readonly inputs: Readonly<Record<string, unknown>>
  /** Tells what the result depends on: a run of the same key would give the same. */
  readonly cacheKey?: Digest
  /** Why it ran, or why it was skipped. */
  readonly reason?: string
}

export interface EndedRun extends Omit<OpenRun, 'status'> {
  readonly status: RunOutcome
  readonly endedAt: Date
  /** Any JSON value. */
  readonly outputs?: unknown
  readonly error?: RunError
}

export interface RunError {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

export interface RunEnd {
  readonly outcome: RunOutcome
  readonly outputs?: unknown
  readonly error?: RunError
  /** Those that counted, where that is known only now. */
  readonly settings?: unknown
  readonly cacheKey?: Digest
}

/** Ends an open run. Throws `runAlreadyEnded` or `endBeforeStart`; `run` itself is left as it was. */
export function endRun(run: Run, end: RunEnd, endedAt: Date): EndedRun {
  if (run.status !== 'open') {
    throw trackingErrors.runAlreadyEnded({ runId: run.id, status: run.status })
  }
  if (endedAt < run.startedAt) {
    throw trackingErrors.endBeforeStart({ runId: run.id, startedAt: run.startedAt, endedAt })
  }
  const { outcome, outputs, error, settings, cacheKey } = end
  return {
    ...run,
    status: outcome,
    endedAt,
    ...(outputs === undefined ? {} : { outputs }),
    ...(error === undefined ? {} : { error }),
    ...(settings === undefined ? {} : { settings }),
    ...(cacheKey === undefined ? {} : { cacheKey }),
  }
}

/** The end of a run whose clock may have been set back: that must not keep it open for ever. */
export function laterOf(startedAt: Date, now: Date): Date {
  return startedAt > now ? startedAt : now
}

/** What a run keeps of an error. One that we did not foresee has the code `unexpected`. */
export function toRunError(error: unknown): RunError {
  if (!isSwellError(error)) {
    return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) }
  }
  const { code, message, hint } = error
  return { code, message, ...(hint === undefined ? {} : { hint }) }
}
