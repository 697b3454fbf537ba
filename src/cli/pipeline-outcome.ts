import { formatDuration } from '../base/index.ts'
import type { PipelineResult } from '../pipelines/index.ts'
import { writeCounted } from './write-value.ts'

/** What is left to tell of a pipeline's run when it is over. */
export interface PipelineOutcome {
  readonly runId: string
  readonly pipeline: string
  readonly status: string
  readonly durationMs: number
  readonly steps: readonly {
    readonly runId: string
    readonly name: string
    readonly status: string
    readonly durationMs: number
    readonly reason: string | null
    readonly output: unknown
  }[]
}

export function toPipelineOutcome({ run, steps }: PipelineResult): PipelineOutcome {
  return {
    runId: run.id,
    pipeline: run.name,
    status: run.status,
    durationMs: run.endedAt.getTime() - run.startedAt.getTime(),
    steps: steps.map((step) => ({
      runId: step.id,
      name: step.name,
      status: step.status,
      durationMs: step.endedAt.getTime() - step.startedAt.getTime(),
      reason: step.reason ?? null,
      output: step.outputs ?? null,
    })),
  }
}

/** `5 steps in 12 s: 3 done, 2 skipped`. */
export function describeOutcome({ steps, durationMs }: PipelineOutcome): string {
  const skipped = steps.filter(({ status }) => status === 'skipped').length
  const parts = [`${steps.length - skipped} done`, ...(skipped > 0 ? [`${skipped} skipped`] : [])]
  return `${writeCounted(steps.length, 'step')} in ${formatDuration(durationMs)}: ${parts.join(', ')}`
}
