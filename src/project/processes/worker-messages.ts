import type { ErrorKind, LogLevel, ProgressUpdate } from '../../base/index.ts'
import type { RunId } from '../../tracking/index.ts'
import type { Settings, WorkProfile } from '../../pipelines/index.ts'

/** What a worker is told: to open the project ahead of its first call, or to call a step. */
export type WorkerTask = WorkerOpening | WorkerCall

export interface WorkerOpening {
  readonly type: 'open'
  readonly settings: Settings
  /** Milliseconds since 1970 by the clock of who asks. */
  readonly nowMs: number
}

export interface WorkerCall {
  readonly type: 'call'
  readonly path: readonly string[]
  readonly runId: RunId
  readonly inputs: Readonly<Record<string, unknown>>
  readonly settings: Settings
  /** What its random numbers come from. */
  readonly seed: string
  readonly repeats: { readonly id: RunId; readonly startedAtMs: number } | undefined
  /** Whether it is to be called under the profiler. */
  readonly isProfiled: boolean
  /** Milliseconds since 1970 by the clock of who asks. */
  readonly nowMs: number
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'line'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'progress'; readonly update: ProgressUpdate }
  | {
      readonly type: 'metric'
      readonly name: string
      readonly value: number
      readonly step?: number
    }
  | { readonly type: 'profiled'; readonly profile: WorkProfile }
  /** `output` is JSON; absent where the step gave nothing. */
  | { readonly type: 'gave'; readonly output?: string; readonly read: readonly string[] }
  | { readonly type: 'threw'; readonly error: TextError }

/** An error on its way to another process. */
export interface TextError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  /** Of the system: `ECONNRESET`. */
  readonly systemCode: string | undefined
  readonly foreseen:
    | {
        readonly code: string
        readonly kind: ErrorKind
        readonly hint: string | undefined
        readonly details: Readonly<Record<string, unknown>>
      }
    | undefined
}
