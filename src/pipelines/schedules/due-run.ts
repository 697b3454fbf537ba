import type { DueRunsTable } from '../../storage/index.ts'
import type { RunId, RunOutcome } from '../../tracking/index.ts'
import type { OverlapPolicy } from './schedule.ts'

/** An occasion of a pipeline and what became of it: it is there once, whoever has seen it. */
export interface DueRun {
  readonly pipeline: string
  readonly occasion: string
  readonly dueAt: Date
  /** Later than `dueAt` by its jitter. */
  readonly readyAt: Date
  readonly reason: string
  readonly ifBusy: OverlapPolicy
  readonly status: DueStatus
  /** How often somebody began it. */
  readonly tries: number
  readonly takenAt: Date | undefined
  readonly runId: RunId | undefined
  readonly outcome: RunOutcome | undefined
}

/** `left-out`: the pipeline ran already, or it was too late, or whoever took it died again and again. */
export type DueStatus = DueRunsTable['status']

export function toDueRun(row: DueRunsTable): DueRun {
  return {
    pipeline: row.pipeline,
    occasion: row.occasion,
    dueAt: new Date(row.due_at),
    readyAt: new Date(row.ready_at),
    reason: row.reason,
    ifBusy: row.if_busy,
    status: row.status,
    tries: row.tries,
    takenAt: row.taken_at === null ? undefined : new Date(row.taken_at),
    // Both were written from values of these types.
    runId: (row.run_id as RunId | null) ?? undefined,
    outcome: (row.outcome as RunOutcome | null) ?? undefined,
  }
}
