import type { LogLine, ProgressUpdate } from '../base/index.ts'
import type { EndedRun, OpenRun, RunError, RunId } from '../tracking/index.ts'

/** What happens while a pipeline runs, for the terminal and the live view. */
export type PipelineEvent =
  | { readonly type: 'pipeline-started'; readonly run: OpenRun }
  | { readonly type: 'pipeline-ended'; readonly run: EndedRun }
  | StepEvent

export type StepEvent = StepHappening & {
  readonly pipeline: string
  readonly step: string
  readonly runId: RunId
  /** The steps that it runs in, below the name of the pipeline: `daily`, `daily/ports`. */
  readonly within: string
}

type StepHappening =
  | { readonly type: 'started'; readonly reason: string }
  | { readonly type: 'progress'; readonly update: ProgressUpdate }
  | { readonly type: 'line'; readonly line: LogLine }
  | { readonly type: 'skipped'; readonly reason: string }
  | { readonly type: 'succeeded'; readonly durationMs: number }
  | { readonly type: 'failed'; readonly durationMs: number; readonly error: RunError }
