import type { RunSummaryReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import type { RunError, RunId, RunStatus } from '../../tracking/index.ts'
import { toMetrics } from './wire-values.ts'

const runsAtOnce = 500

/** By step, its latest run in any run of the pipeline: two questions, however many steps there are. */
export async function readLastStepRuns(
  { database, records }: OpenedProject,
  pipeline: string,
): Promise<ReadonlyMap<string, RunSummaryReply>> {
  const { queries } = database
  const newest = await queries
    .selectFrom('runs')
    .select((select) => select.fn.max('run_id').as('run_id'))
    .where('kind', '=', 'step')
    .where('parent_run_id', 'in', (select) =>
      select
        .selectFrom('runs as parents')
        .select('parents.run_id')
        .where('parents.kind', '=', 'pipeline')
        .where('parents.name', '=', pipeline),
    )
    .groupBy('name')
    .execute()
  const ids = newest.map((row) => row.run_id)
  const found = new Map<string, RunSummaryReply>()
  for (let at = 0; at < ids.length; at += runsAtOnce) {
    const some = ids.slice(at, at + runsAtOnce)
    const metrics = await records.listLatestMetrics(some as RunId[])
    const rows = await queries
      .selectFrom('runs')
      .select(['run_id', 'parent_run_id', 'name', 'status'])
      .select(['started_at', 'ended_at', 'reason', 'error'])
      .where('run_id', 'in', some)
      .execute()
    for (const row of rows) {
      found.set(row.name, {
        id: row.run_id,
        kind: 'step',
        name: row.name,
        parentId: row.parent_run_id,
        status: row.status as RunStatus,
        startedAt: row.started_at,
        endedAt: row.ended_at,
        reason: row.reason,
        errorCode: row.error === null ? null : (JSON.parse(row.error) as RunError).code,
        metrics: toMetrics(metrics.get(row.run_id as RunId) ?? {}),
      })
    }
  }
  return found
}
