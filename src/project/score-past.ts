import { groupMoments, trueRows, type Group } from '../features/index.ts'
import type { StepContext } from '../pipelines/index.ts'
import { predictBatch, predictionsGroup } from '../serving/index.ts'
import { sql } from '../table/index.ts'
import type { Model } from '../training/index.ts'
import { heldOutFrom } from './held-out-from.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface PastWork {
  readonly model: Model
  readonly version: number
  readonly rows: Group
  /** The end of the newest stretch, and how long each is. */
  readonly until: Date
  readonly lengthMs: number
  /** How far back the oldest may reach. */
  readonly backMs: number
  readonly context: StepContext<ProjectPorts>
}

/**
 * Scores earlier stretches in which no row was scored, each as it was known at its end, from the first
 * moment on that the version has not learned from. Says how many rows that were.
 */
export async function scorePast(work: PastWork): Promise<number> {
  const { model, version, rows, until, lengthMs, backMs, context } = work
  const { deps, signal, progress } = context
  const oldest = until.getTime() - backMs
  const earliest = await heldOutFrom(deps, work, oldest)
  if (Number.isNaN(earliest)) return 0
  const total = Math.max(0, Math.floor((until.getTime() - earliest) / lengthMs))
  let rowCount = 0
  for (let done = 0; done < total; done += 1) {
    signal.throwIfAborted()
    progress({ work: 'scoring the past', done, total })
    const knownBy = new Date(until.getTime() - done * lengthMs)
    const stretch = { from: new Date(knownBy.getTime() - lengthMs), until: knownBy }
    if (await isScored(deps, model, stretch)) continue
    const moments = await groupMoments(deps, model.view, rows, stretch)
    if (moments.length === 0) continue
    const batch = { model, version, moments, knownBy, origin: 'hindcast' } as const
    rowCount += (await predictBatch(deps, batch)).rowCount
  }
  return rowCount
}

async function isScored(
  deps: ProjectPorts,
  model: Model,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<boolean> {
  const events = { eventsFrom: from, eventsTo: until }
  const { relation } = await trueRows(deps, predictionsGroup(model), events)
  const [found] = await deps.engine.rows(sql`
    select count(*) as scored from ${relation}
    where "at" >= ${from} and "at" < ${until} and origin <> 'online'`)
  return Number(found?.['scored']) > 0
}
