import type { TimelineReply, TimelineRunReply } from '../../api/index.ts'
import { toGraph } from '../../pipelines/index.ts'
import { profileNames, type OpenedProject } from '../../project/index.ts'
import {
  findCancelRequest,
  getRun,
  outlineRuns,
  type Run,
  type RunId,
  type RunOutline,
} from '../../tracking/index.ts'
import { toError } from './runs.ts'
import { toMoment } from './wire-values.ts'

const mostShown = 5000

/** Throws `runNotFound`. */
export async function readTimeline(project: OpenedProject, id: string): Promise<TimelineReply> {
  const run = await getRun(project, id as RunId)
  const [below, cancelRequestedAt, profiledRuns] = await Promise.all([
    outlineRuns(project, run.id),
    findCancelRequest(project, run.id),
    listProfiled(project, run.id),
  ])
  return {
    run: toTimelineRun(outlineOf(run)),
    runs: below.slice(0, mostShown).map(toTimelineRun),
    runCount: below.length,
    plan: planOf(run),
    edges: edgesOf(project, run),
    cancelRequestedAt: toMoment(cancelRequestedAt),
    profiledRuns,
  }
}

export function toTimelineRun(run: RunOutline): TimelineRunReply {
  const { id, kind, name, status, startedAt } = run
  return {
    id,
    parentId: run.parentId ?? null,
    kind,
    name,
    status,
    startedAt: startedAt.toISOString(),
    endedAt: toMoment(run.endedAt),
    reason: run.reason ?? null,
    error: toError(run.error),
  }
}

export function outlineOf(run: Run): RunOutline {
  const { id, parentId, kind, name, status, startedAt, reason } = run
  const ended = run.status === 'open' ? undefined : run
  return {
    id,
    parentId,
    kind,
    name,
    status,
    startedAt,
    reason,
    endedAt: ended?.endedAt,
    error: ended?.error,
  }
}

/** The names of its steps, in the order in which the pipeline has planned them. */
function planOf({ inputs }: Run): string[] {
  const { steps } = inputs
  return Array.isArray(steps) ? steps.map(String) : []
}

function edgesOf({ definition }: OpenedProject, { kind, name }: Run): TimelineReply['edges'] {
  const pipeline = definition.pipelines.find((one) => one.name === name)
  if (kind !== 'pipeline' || pipeline === undefined) return []
  const edges = toGraph(pipeline).edges.map(({ from, to }) => [`${from}/${to}`, { from, to }])
  return [...new Map(edges as [string, TimelineReply['edges'][number]][]).values()]
}

/** Of the run itself and its steps: deeper ones are part of these. */
async function listProfiled({ database }: OpenedProject, id: string): Promise<string[]> {
  const rows = await database.queries
    .selectFrom('artifacts')
    .innerJoin('runs', 'runs.run_id', 'artifacts.run_id')
    .select('artifacts.run_id')
    .where('artifacts.name', '=', profileNames.own)
    .where((where) => where.or([where('runs.run_id', '=', id), where('parent_run_id', '=', id)]))
    .execute()
  return rows.map((row) => row.run_id)
}
