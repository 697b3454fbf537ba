import type { PipelineHistoryReply } from '../../api/index.ts'
import { getPipeline, type OpenedProject } from '../../project/index.ts'
import type { Run } from '../../tracking/index.ts'

/** With a thousand steps a run, fewer runs are enough to see how it goes. */
const mostSteps = 20_000
const runsAtOnce = 500

/** How the runs of a pipeline went, the newest first. Throws `pipelineNotFound`. */
export async function readPipelineHistory(
  project: OpenedProject,
  name: string,
  limit: number,
): Promise<PipelineHistoryReply> {
  const pipeline = getPipeline(project.definition, name)
  const most = Math.max(5, Math.floor(mostSteps / Math.max(1, pipeline.steps.length)))
  const [runs, runCount] = await Promise.all([
    project.runs.list({ kind: 'pipeline', name, limit: Math.min(limit, most) }),
    countRuns(project, name),
  ])
  const steps = await stepsOf(project, runs)
  return {
    runCount,
    runs: runs.map((run) => ({
      id: run.id,
      status: run.status,
      errorCode: run.status === 'open' ? null : (run.error?.code ?? null),
      startedAt: run.startedAt.toISOString(),
      tookMs: run.status === 'open' ? null : run.endedAt.getTime() - run.startedAt.getTime(),
      reason: run.reason ?? null,
      steps: steps.get(run.id) ?? [],
    })),
  }
}

type PastSteps = PipelineHistoryReply['runs'][number]['steps']

async function stepsOf(
  { database }: OpenedProject,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, PastSteps>> {
  const found = new Map<string, PastSteps>()
  for (let at = 0; at < runs.length; at += runsAtOnce) {
    const rows = await database.queries
      .selectFrom('runs')
      .select(['run_id', 'parent_run_id', 'name', 'status', 'started_at', 'ended_at'])
      .where(
        'parent_run_id',
        'in',
        runs.slice(at, at + runsAtOnce).map((run) => run.id),
      )
      .orderBy('run_id')
      .execute()
    for (const row of rows) {
      const steps = found.get(row.parent_run_id ?? '') ?? []
      const { run_id: id, name, status, started_at: start, ended_at: end } = row
      const tookMs = end === null ? null : Date.parse(end) - Date.parse(start)
      steps.push({ id, name, status: status as Run['status'], tookMs })
      found.set(row.parent_run_id ?? '', steps)
    }
  }
  return found
}

async function countRuns({ database }: OpenedProject, name: string): Promise<number> {
  const { count } = await database.queries
    .selectFrom('runs')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('kind', '=', 'pipeline')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return count
}
