import { setTimeout as pause } from 'node:timers/promises'
import { isSwellError, type Clock, type Log } from '../base/index.ts'
import type { DatabaseSession } from '../storage/index.ts'
import type { RunId } from '../tracking/index.ts'
import { nextRuns } from './next-runs.ts'
import type { Pipeline } from './pipeline.ts'

export interface ScheduleDeps {
  readonly database: DatabaseSession
  readonly now: Clock
  readonly log: Log
  /** Resolves at `moment`, or early when the signal is aborted. A test has its own. */
  readonly waitUntil?: (moment: Date, signal: AbortSignal) => Promise<void>
}

export interface Schedules {
  readonly pipelines: readonly Pipeline<never>[]
  /** Runs a pipeline to its end; gives the run. */
  readonly run: (pipeline: string, due: DueMoment) => Promise<{ readonly runId: RunId }>
  readonly signal: AbortSignal
}

export interface DueMoment {
  readonly dueAt: Date
  readonly signal: AbortSignal
}

/**
 * Runs each pipeline when its schedule says so, until the signal is aborted and what was running then
 * has ended. Of several processes one runs a due moment; a moment that comes while the pipeline still
 * runs is left out and said; moments that passed while nobody was up are not caught up.
 */
export async function startSchedules(deps: ScheduleDeps, schedules: Schedules): Promise<void> {
  await Promise.all(schedules.pipelines.map((pipeline) => follow(deps, pipeline, schedules)))
}

async function follow(
  deps: ScheduleDeps,
  { name, schedule, timeZone }: Pipeline<never>,
  { run, signal }: Schedules,
): Promise<void> {
  if (schedule === undefined) return
  const { log, now, waitUntil = waiterOn(now) } = deps
  let running: { readonly dueAt: Date; readonly ended: Promise<void> } | undefined
  let from = now()
  while (!signal.aborted) {
    const [dueAt] = nextRuns(schedule, 1, from, timeZone)
    if (dueAt === undefined) break
    await waitUntil(dueAt, signal)
    if (signal.aborted) break
    // After a sleep of the machine, what it has slept through is one moment, not many.
    from = later(dueAt, now())
    if (!(await takeMoment(deps, name, dueAt))) continue
    if (running !== undefined) {
      const dues = { pipeline: name, due: minute(dueAt), still: minute(running.dueAt) }
      log.warn(
        `${dues.pipeline}: ${dues.due} is left out, as the run of ${dues.still} still goes on`,
      )
      continue
    }
    const ended = runMoment(deps, name, { dueAt, signal }, run).finally(() => {
      running = undefined
    })
    running = { dueAt, ended }
  }
  await running?.ended
}

/** True for the one process that gets to run this moment. */
async function takeMoment(
  { database, log }: ScheduleDeps,
  pipeline: string,
  dueAt: Date,
): Promise<boolean> {
  try {
    const { numInsertedOrUpdatedRows } = await database.queries
      .insertInto('schedule_runs')
      .values({ pipeline, due_at: dueAt.toISOString(), run_id: null })
      .onConflict((conflict) => conflict.columns(['pipeline', 'due_at']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  } catch (error) {
    // A database that is locked now may be free when the next moment comes.
    log.error(`${pipeline}: the run due at ${minute(dueAt)} did not start: ${messageOf(error)}`)
    return false
  }
}

/** Runs, and says what went wrong: the next moment must not depend on it. */
async function runMoment(
  { database, log }: ScheduleDeps,
  pipeline: string,
  due: DueMoment,
  run: Schedules['run'],
): Promise<void> {
  try {
    const { runId } = await run(pipeline, due)
    await database.queries
      .updateTable('schedule_runs')
      .set({ run_id: runId })
      .where('pipeline', '=', pipeline)
      .where('due_at', '=', due.dueAt.toISOString())
      .execute()
  } catch (error) {
    const conflict = isSwellError(error, 'pipelines.alreadyRunning')
    const moment = minute(due.dueAt)
    const text = `${pipeline}: the run due at ${moment} did not come to its end: ${messageOf(error)}`
    if (conflict) log.warn(text)
    else log.error(text)
  }
}

/** Timers lose time while a machine sleeps, and can't be longer than 24 days: look again each minute. */
function waiterOn(now: Clock): NonNullable<ScheduleDeps['waitUntil']> {
  return async (moment, signal) => {
    while (!signal.aborted) {
      const leftMs = moment.getTime() - now().getTime()
      if (leftMs <= 0) return
      await pause(Math.min(leftMs, 60_000), undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

function minute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
