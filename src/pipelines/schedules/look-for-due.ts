import type { Clock } from '../../base/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import { listRuns, type RunStore } from '../../tracking/index.ts'
import type { Pipeline } from '../pipeline.ts'
import { chooseMissed } from './choose-missed.ts'
import { findPause } from './find-pause.ts'
import type { Happened, Happenings } from './happenings.ts'
import { lastRuns } from './next-runs.ts'
import { momentOccasion, type Occasion } from './occasion.ts'
import { recordDue } from './record-due.ts'
import type { Schedule } from './schedule.ts'
import { isTimed, triggerKey, type TimeTrigger, type Trigger } from './trigger.ts'

export interface LookDeps {
  readonly database: DatabaseSession
  readonly runs: RunStore
  readonly happenings: Happenings
  readonly now: Clock
}

export interface LookOptions {
  /** From when on moments count for a trigger that nobody has looked at before; from now on without it. */
  readonly since?: Date
}

/**
 * Writes down what each pipeline is due for since somebody has looked last. What comes while a pipeline
 * is paused is left out.
 */
export async function lookForDue(
  deps: LookDeps,
  pipelines: readonly Pipeline<never>[],
  options: LookOptions = {},
): Promise<void> {
  for (const { name, schedule } of pipelines) {
    if (schedule === undefined) continue
    const paused = (await findPause(deps.database, name)) !== undefined
    for (const trigger of schedule.on) {
      await lookAt(deps, { pipeline: name, schedule, trigger, paused, ...options })
    }
  }
}

interface Look extends LookOptions {
  readonly pipeline: string
  readonly schedule: Schedule
  readonly trigger: Trigger
  readonly paused: boolean
}

async function lookAt(deps: LookDeps, look: Look): Promise<void> {
  const { pipeline, schedule, trigger, paused } = look
  const at = { pipeline, trigger_key: triggerKey(trigger) }
  const before = await findCursor(deps.database, at)
  const now = deps.now()
  const { occasions, cursor } = isTimed(trigger)
    ? momentsSince(trigger, before ?? look.since?.toISOString(), schedule, now)
    : await deps.happenings.since(trigger, before, pipeline)
  if (cursor === before) return
  const chosen = paused ? [] : chooseMissed(occasions, schedule.missed, now)
  const due = isTimed(trigger) ? await withoutMadeUp(deps, look, chosen, now) : chosen
  await deps.database.transaction(async (session) => {
    // Somebody else has looked meanwhile, and has seen what we see.
    if (!(await moveCursor(session, at, before, cursor))) return
    await recordDue(session, pipeline, due, schedule)
  })
}

/** A clock that was set back makes moments come again; what was due is due once all the same. */
function momentsSince(
  trigger: TimeTrigger,
  before: string | undefined,
  { missed }: Schedule,
  now: Date,
): Happened {
  const cursor = now.toISOString()
  if (before === undefined) return { occasions: [], cursor }
  const moments = lastRuns(trigger, missed === 'all' ? mostMissed : 2, new Date(before), now)
  // Where nothing has come, nothing is written.
  const isAhead = before > cursor
  const moved = moments.length > 0 || isAhead ? cursor : before
  return { occasions: moments.map(momentOccasion), cursor: moved }
}

/** More of them than this, and they are for a back-fill. */
const mostMissed = 10_000

/** As many milliseconds late, a moment was missed rather than seen a little later. */
const onTimeMs = 60_000

/** The last moment that was missed is no reason to run where the pipeline has run well since. */
async function withoutMadeUp(
  deps: LookDeps,
  { pipeline, schedule }: Look,
  occasions: readonly Occasion[],
  now: Date,
): Promise<readonly Occasion[]> {
  const [occasion] = occasions
  if (schedule.missed !== 'once' || occasion === undefined) return occasions
  if (now.getTime() - occasion.at.getTime() <= onTimeMs) return occasions
  const [last] = await listRuns(deps, { kind: 'pipeline', name: pipeline, limit: 1 })
  const isMadeUp =
    last !== undefined &&
    last.startedAt > occasion.at &&
    (last.status === 'succeeded' || last.status === 'open')
  return isMadeUp ? [] : occasions
}

interface CursorPlace {
  readonly pipeline: string
  readonly trigger_key: string
}

async function findCursor(
  { queries }: DatabaseSession,
  { pipeline, trigger_key }: CursorPlace,
): Promise<string | undefined> {
  const row = await queries
    .selectFrom('schedule_cursors')
    .select('position')
    .where('pipeline', '=', pipeline)
    .where('trigger_key', '=', trigger_key)
    .executeTakeFirst()
  return row?.position
}

/** False where it isn't any more where it was. */
async function moveCursor(
  { queries }: DatabaseSession,
  at: CursorPlace,
  before: string | undefined,
  position: string,
): Promise<boolean> {
  if (before === undefined) {
    const { numInsertedOrUpdatedRows = 0n } = await queries
      .insertInto('schedule_cursors')
      .values({ ...at, position })
      .onConflict((conflict) => conflict.columns(['pipeline', 'trigger_key']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows > 0n
  }
  const { numUpdatedRows } = await queries
    .updateTable('schedule_cursors')
    .set({ position })
    .where('pipeline', '=', at.pipeline)
    .where('trigger_key', '=', at.trigger_key)
    .where('position', '=', before)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
