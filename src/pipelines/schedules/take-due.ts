import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/index.ts'
import {
  currentProcess,
  mayBeAlive,
  parseProcessOwner,
  type DatabaseSession,
  type DueRunsTable,
} from '../../storage/index.ts'
import { listRuns, type Run, type RunId, type RunStore } from '../../tracking/index.ts'
import { lateMs } from './choose-missed.ts'
import { toDueRun, type DueRun, type DueStatus } from './due-run.ts'
import { findPause } from './find-pause.ts'
import type { Schedule } from './schedule.ts'

export interface TakeDeps {
  readonly database: DatabaseSession
  readonly runs: RunStore
  readonly now: Clock
}

/** A due run that is ours to begin. */
export interface TakenRun extends DueRun {
  readonly token: string
}

export interface LeftOut {
  readonly due: DueRun
  /** Why, for people. */
  readonly because: string
}

/** So often the processes may die that have begun the same, until it is left alone. */
const mostTries = 3

/** Leaves out what came while the pipeline ran, or too late, and says what. */
export async function leaveOut(
  deps: TakeDeps,
  pipeline: string,
  { missed }: Pick<Schedule, 'missed'>,
): Promise<readonly LeftOut[]> {
  const waiting = (await listOpen(deps, pipeline)).filter(
    ({ status, if_busy }) => status === 'waiting' && if_busy === 'skip',
  )
  if (waiting.length === 0) return []
  const runs = await listRuns(deps, { kind: 'pipeline', name: pipeline, limit: 20 })
  const left: LeftOut[] = []
  for (const row of waiting) {
    const due = toDueRun(row)
    const because = whyNot(deps, due, runs, missed)
    if (because === undefined || !(await settle(deps, row, 'left-out'))) continue
    left.push({ due, because })
  }
  return left
}

function whyNot(
  { now }: Pick<TakeDeps, 'now'>,
  { readyAt }: DueRun,
  runs: readonly Run[],
  missed: Schedule['missed'],
): string | undefined {
  const during = runs.find((run) => coversMoment(run, readyAt))
  if (during !== undefined) {
    return `it came while ${during.id} ${during.status === 'open' ? 'still goes on' : 'went on'}`
  }
  const isLate = missed === 'skip' && now().getTime() - readyAt.getTime() > lateMs
  return isLate ? 'it was seen too late' : undefined
}

function coversMoment(run: Run, moment: Date): boolean {
  if (run.startedAt > moment) return false
  return run.status === 'open' ? mayBeAlive(run.owner) : run.endedAt > moment
}

/**
 * Takes what a pipeline is due for next, so that nobody else begins it; undefined where there is nothing,
 * somebody else is at it, or the pipeline is paused. What a dead process had begun is taken over, unless
 * its run had come to an end.
 */
export async function takeDue(deps: TakeDeps, pipeline: string): Promise<TakenRun | undefined> {
  if ((await findPause(deps.database, pipeline)) !== undefined) return undefined
  for (const row of await listOpen(deps, pipeline)) {
    if (row.status === 'taken') {
      if (row.owner !== null && mayBeAlive(parseProcessOwner(row.owner))) return undefined
      const run = await findRunOf(deps, row)
      if (run !== undefined && run.status !== 'open' && run.status !== 'interrupted') {
        await settle(deps, row, 'done', run)
        continue
      }
      if (row.tries >= mostTries) {
        await settle(deps, row, 'left-out')
        continue
      }
    }
    const taken = await take(deps, row)
    if (taken !== undefined) return taken
  }
  return undefined
}

async function take(deps: TakeDeps, row: DueRunsTable): Promise<TakenRun | undefined> {
  const token = randomUUID()
  const taken = {
    status: 'taken',
    owner: JSON.stringify(currentProcess()),
    token,
    taken_at: deps.now().toISOString(),
    tries: row.tries + 1,
  } as const
  return (await change(deps, row, taken)) ? { ...toDueRun({ ...row, ...taken }), token } : undefined
}

/** Writes down how it ended. */
export async function finishDue(
  { database }: Pick<TakeDeps, 'database'>,
  { pipeline, occasion, token }: TakenRun,
  { id, status }: { readonly id: RunId | undefined; readonly status: string },
): Promise<void> {
  await database.queries
    .updateTable('due_runs')
    .set({ status: 'done', run_id: id ?? null, outcome: status })
    .where('pipeline', '=', pipeline)
    .where('occasion', '=', occasion)
    .where('token', '=', token)
    .execute()
}

/** Gives back what could not begin: it waits for its turn again. */
export async function giveBack(
  { database }: Pick<TakeDeps, 'database'>,
  { pipeline, occasion, token, tries }: TakenRun,
): Promise<void> {
  await database.queries
    .updateTable('due_runs')
    .set({ status: 'waiting', owner: null, token: null, tries: tries - 1 })
    .where('pipeline', '=', pipeline)
    .where('occasion', '=', occasion)
    .where('token', '=', token)
    .execute()
}

/** The run that was begun for it. Its reason was written together with it, so none is without. */
export async function findRunOf(
  deps: Pick<TakeDeps, 'runs'>,
  { pipeline, reason, taken_at }: Pick<DueRunsTable, 'pipeline' | 'reason' | 'taken_at'>,
): Promise<Run | undefined> {
  const runs = await listRuns(deps, { kind: 'pipeline', name: pipeline, limit: 50 })
  return runs.find(
    (run) => run.reason === reason && (taken_at === null || run.startedAt >= new Date(taken_at)),
  )
}

/** What is ready and not over, in the order in which it came. */
async function listOpen({ database, now }: TakeDeps, pipeline: string): Promise<DueRunsTable[]> {
  return database.queries
    .selectFrom('due_runs')
    .selectAll()
    .where('status', 'in', ['waiting', 'taken'])
    .where('pipeline', '=', pipeline)
    .where('ready_at', '<=', now().toISOString())
    .orderBy('ready_at')
    .orderBy('due_at')
    .execute()
}

function settle(deps: TakeDeps, row: DueRunsTable, status: DueStatus, run?: Run): Promise<boolean> {
  const told = run === undefined ? {} : { run_id: run.id, outcome: run.status }
  return change(deps, row, { status, ...told })
}

/** Changes a row that nobody has changed since it was read, and says whether it did. */
async function change(
  { database }: TakeDeps,
  { pipeline, occasion, status, token }: DueRunsTable,
  to: Partial<DueRunsTable>,
): Promise<boolean> {
  let query = database.queries
    .updateTable('due_runs')
    .set(to)
    .where('pipeline', '=', pipeline)
    .where('occasion', '=', occasion)
    .where('status', '=', status)
  query = token === null ? query.where('token', 'is', null) : query.where('token', '=', token)
  const { numUpdatedRows } = await query.executeTakeFirst()
  return numUpdatedRows > 0n
}
