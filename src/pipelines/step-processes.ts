import type { Log, Progress } from '../base/index.ts'
import type { RecordMetric, RunId } from '../tracking/index.ts'
import type { WorkProfile } from './profile-work.ts'
import type { RepeatedRun, Settings } from './step.ts'

/** Calls steps in processes of their own. */
export interface StepProcesses {
  /**
   * Resolves to what the step gives. Throws what it throws, `pipelines.processEnded`,
   * `pipelines.wroteOutside` or `pipelines.outOfMemory`. When the signal is aborted the step is told, and ended 5 s later.
   */
  call(call: ProcessCall): Promise<ProcessReturn>
  /** Starts a process, where none waits, that such a call will soon want. */
  prepare(wanted: Pick<ProcessCall, 'memoryBytes' | 'settings' | 'writes'>): void
}

export interface ProcessCall {
  readonly step: string
  /** The names that lead to it: the pipeline, the steps that it is within, itself. */
  readonly path: readonly string[]
  readonly runId: RunId
  /** The run that this one repeats. */
  readonly repeats?: RepeatedRun
  readonly inputs: Readonly<Record<string, unknown>>
  readonly settings: Settings
  /** What its random numbers come from. */
  readonly seed: string
  /** What it may use; as much as there is if it is absent. */
  readonly memoryBytes: number | undefined
  /** What it may write beside its own folder, from the project's folder. */
  readonly writes: readonly string[]
  readonly signal: AbortSignal
  readonly log: Log
  readonly progress: Progress
  readonly recordMetric: RecordMetric
  /** Wants to be given where the step has spent its time. */
  readonly onProfile?: (profile: WorkProfile) => Promise<void>
}

export interface ProcessReturn {
  readonly output: unknown
  /** The settings that it has read. */
  readonly read: readonly string[]
}
