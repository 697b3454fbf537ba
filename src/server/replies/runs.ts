import type { RunMetricsReply, RunReply, RunsReply, RunSummaryReply } from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { toGraph } from '../../pipelines/index.ts'
import {
  getRun,
  listSteps,
  type Run,
  type RunError,
  type RunId,
  type RunKind,
  type RunQuery,
  type RunStatus,
} from '../../tracking/index.ts'
import { readOutputsOf, readRunInputs } from './run-artifacts.ts'
import { toMetrics } from './wire-values.ts'

export interface RunFilter {
  readonly kind?: RunKind | undefined
  readonly status?: RunStatus | undefined
  readonly name?: string | undefined
  readonly parentId?: string | undefined
  readonly limit: number
}

/** Newest first; without steps unless they are asked for. */
export async function readRuns(project: OpenedProject, filter: RunFilter): Promise<RunsReply> {
  const kinds = kindsOf(filter)
  const [found, runCount] = await Promise.all([
    Promise.all(kinds.map((kind) => project.runs.list(toQuery(filter, kind)))),
    countRuns(project, filter, kinds),
  ])
  // The ids of runs sort by the time of their start.
  const newest = found.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1))
  return { runs: await summarizeRuns(project, newest.slice(0, filter.limit)), runCount }
}

function kindsOf({ kind, parentId }: RunFilter): readonly RunKind[] {
  if (kind !== undefined) return [kind]
  if (parentId !== undefined) return ['pipeline', 'step', 'training', 'trial']
  return ['pipeline', 'training', 'sweep']
}

function toQuery({ status, name, parentId, limit }: RunFilter, kind: RunKind): RunQuery {
  return {
    kind,
    limit,
    ...(status === undefined ? {} : { status }),
    ...(name === undefined ? {} : { name }),
    ...(parentId === undefined ? {} : { parentId: parentId as RunId }),
  }
}

async function countRuns(
  { database }: OpenedProject,
  { status, name, parentId }: RunFilter,
  kinds: readonly RunKind[],
): Promise<number> {
  let query = database.queries
    .selectFrom('runs')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('kind', 'in', kinds)
  if (status !== undefined) query = query.where('status', '=', status)
  if (name !== undefined) query = query.where('name', '=', name)
  if (parentId !== undefined) query = query.where('parent_run_id', '=', parentId)
  return (await query.executeTakeFirstOrThrow()).count
}

export async function summarizeRuns(
  project: OpenedProject,
  runs: readonly Run[],
): Promise<RunSummaryReply[]> {
  const metrics = await project.records.listLatestMetrics(runs.map((run) => run.id))
  return runs.map((run) => ({
    id: run.id,
    kind: run.kind,
    name: run.name,
    parentId: run.parentId ?? null,
    status: run.status,
    startedAt: run.startedAt.toISOString(),
    endedAt: run.status === 'open' ? null : run.endedAt.toISOString(),
    reason: run.reason ?? null,
    errorCode: run.status === 'open' ? null : (run.error?.code ?? null),
    metrics: toMetrics(metrics.get(run.id) ?? {}),
  }))
}

/** Throws `runNotFound`. */
export async function readRun(
  project: OpenedProject,
  id: string,
  { withSteps = true }: { readonly withSteps?: boolean } = {},
): Promise<RunReply> {
  const run = await getRun(project, id as RunId)
  const steps = withSteps ? await listSteps(project, run.id) : []
  const after = stepsBefore(project, run)
  const details = await describeRuns(project, [run, ...steps])
  const [own, ...rest] = details
  if (own === undefined) throw new Error(`run ${run.id} has no summary`)
  return { ...own, steps: rest.map((step) => ({ ...step, after: after.get(step.name) ?? [] })) }
}

async function describeRuns(
  project: OpenedProject,
  runs: readonly Run[],
): Promise<Omit<RunReply, 'steps'>[]> {
  const [summaries, outputs] = await Promise.all([
    summarizeRuns(project, runs),
    readOutputsOf(project, runs),
  ])
  return runs.flatMap((run, at) => {
    const summary = summaries[at]
    return summary === undefined ? [] : [describeRun(run, summary, outputs.get(run.id) ?? [])]
  })
}

function describeRun(
  run: Run,
  summary: RunSummaryReply,
  outputs: RunReply['outputs'],
): Omit<RunReply, 'steps'> {
  return {
    ...summary,
    settings: toSettings(run.settings),
    code: toCode(run),
    inputs: readRunInputs(run),
    outputs,
    error: run.status === 'open' ? null : toError(run.error),
  }
}

export function toCode({ code: { commit, dirty, fingerprint } }: Run): RunReply['code'] {
  if (commit === undefined && fingerprint === undefined) return null
  return { commit: commit ?? null, dirty: dirty ?? false, fingerprint: fingerprint ?? '' }
}

export function toError(error: RunError | undefined): RunReply['error'] {
  if (error === undefined) return null
  return { code: error.code, message: error.message, hint: error.hint ?? null }
}

export function toSettings(settings: unknown): Record<string, unknown> {
  return typeof settings === 'object' && settings !== null && !Array.isArray(settings)
    ? { ...settings }
    : {}
}

/** By step, the steps that it waits for, as the pipeline is defined now. */
function stepsBefore({ definition }: OpenedProject, run: Run): ReadonlyMap<string, string[]> {
  const pipeline = definition.pipelines.find(({ name }) => name === run.name)
  if (run.kind !== 'pipeline' || pipeline === undefined) return new Map()
  const byStep = Map.groupBy(toGraph(pipeline).edges, (edge) => edge.to)
  return new Map([...byStep].map(([step, edges]) => [step, edges.map((edge) => edge.from)]))
}

/** Throws `runNotFound`. */
export async function readRunMetrics(project: OpenedProject, id: string): Promise<RunMetricsReply> {
  const run = await getRun(project, id as RunId)
  const points = await project.records.listMetrics(run.id)
  return {
    points: points
      .filter(({ value }) => Number.isFinite(value))
      .map(({ name, step, value, at }) => ({ name, step, value, at: at.toISOString() })),
  }
}
