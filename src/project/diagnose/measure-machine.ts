import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { nextRuns } from '../../pipelines/index.ts'
import type { OpenedProject } from '../opened-project.ts'

export interface DiskRoom {
  readonly freeBytes: number
  readonly isEnough: boolean
}

/** Less than this, and the next training may not fit. */
const fewBytes = 1_000_000_000

/** What is left where the project's state is. */
export async function measureDisk({ state }: Pick<OpenedProject, 'state'>): Promise<DiskRoom> {
  const { bavail, bsize } = await statfs(state)
  const freeBytes = bavail * bsize
  return { freeBytes, isEnough: freeBytes >= fewBytes }
}

export interface MemoryRoom {
  readonly freeBytes: number
  readonly totalBytes: number
  readonly isEnough: boolean
}

/** Less than this, and a training of a few million rows may be killed. */
const littleMemory = 500_000_000

export function measureMemory(): MemoryRoom {
  const freeBytes = freemem()
  return { freeBytes, totalBytes: totalmem(), isEnough: freeBytes >= littleMemory }
}

export interface ClockFound {
  readonly now: Date
  /** What was recorded for later than now: then the clock was wrong once, or is now. */
  readonly ahead: { readonly runId: string; readonly startedAt: Date } | undefined
}

/** Clocks of two machines may differ so much without harm. */
const slackMs = 5 * 60_000

export async function readClock({
  runs,
  now,
}: Pick<OpenedProject, 'runs' | 'now'>): Promise<ClockFound> {
  const [newest] = await runs.list({ limit: 1 })
  const at = now()
  if (newest === undefined || newest.startedAt.getTime() <= at.getTime() + slackMs) {
    return { now: at, ahead: undefined }
  }
  return { now: at, ahead: { runId: newest.id, startedAt: newest.startedAt } }
}

export interface MissedSchedule {
  readonly pipeline: string
  readonly dueAt: Date
}

/** Pipelines that were due since their last run and did not run; one that never ran isn't late. */
export async function listMissed({
  definition,
  runs,
  now,
}: Pick<OpenedProject, 'definition' | 'runs' | 'now'>): Promise<MissedSchedule[]> {
  const missed: MissedSchedule[] = []
  for (const { name, schedule } of definition.pipelines) {
    if (schedule === undefined) continue
    const [last] = await runs.list({ kind: 'pipeline', name, limit: 1 })
    const [dueAt] = last === undefined ? [] : nextRuns(schedule.on, 1, last.startedAt)
    if (dueAt !== undefined && dueAt < now()) missed.push({ pipeline: name, dueAt })
  }
  return missed
}
