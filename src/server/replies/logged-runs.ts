import type {
  CurveReply,
  ExperimentsReply,
  LoggedRunReply,
  LoggedRunsReply,
  LoggedRunSummaryReply,
  RunTagsInput,
} from '../../api/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import {
  sqlExperimentStore,
  sqlLoggedFiles,
  sqlLoggedRunStore,
  splitOrderings,
  type KeyValue,
  type Lifecycle,
  type LoggedRun,
} from '../../tracking/index.ts'
import { toFinite } from './wire-values.ts'

type View = 'active' | 'deleted' | 'all'

export interface LoggedRunSearch {
  readonly filter: string
  readonly experimentIds?: string | undefined
  readonly orderBy: string
  readonly view: View
  readonly limit: number
  readonly offset: number
}

const noteTag = 'mlflow.note.content'

const most = Number.MAX_SAFE_INTEGER - 1

export async function readExperiments(
  project: OpenedProject,
  view: View,
): Promise<ExperimentsReply> {
  const { experiments } = storesOf(project)
  const page = { filter: '', orderBy: [], limit: most, offset: 0 }
  const { items } = await experiments.search({ ...page, lifecycles: lifecyclesOf(view) })
  const counts = await countRuns(project)
  return {
    experiments: items.map(({ id, name, lifecycle, createdMs, tags }) => ({
      id,
      name,
      isDeleted: lifecycle === 'deleted',
      createdAt: toTime(createdMs) ?? new Date(0).toISOString(),
      runCount: counts.get(id) ?? 0,
      tags: toRecord(tags),
    })),
  }
}

/** Throws what is wrong with the filter or the order. */
export async function readLoggedRuns(
  project: OpenedProject,
  { filter, experimentIds, orderBy, view, limit, offset }: LoggedRunSearch,
): Promise<LoggedRunsReply> {
  const { runs } = storesOf(project)
  const query = {
    filter,
    lifecycles: lifecyclesOf(view),
    ...(experimentIds === undefined
      ? {}
      : { experimentIds: experimentIds.split(',').filter((id) => id !== '') }),
  }
  const found = await runs.search({ ...query, orderBy: splitOrderings(orderBy), limit, offset })
  return {
    runs: await summarize(project, found.items),
    runCount: await runs.count(query),
  }
}

/** Throws `loggedRunNotFound`. */
export async function readLoggedRun(project: OpenedProject, id: string): Promise<LoggedRunReply> {
  const { runs, files } = storesOf(project)
  const run = await runs.get(id)
  const children = await runs.search({
    filter: `tags.\`mlflow.parentRunId\` = '${id.replaceAll("'", "''")}'`,
    orderBy: ['start_time ASC'],
    lifecycles: ['active'],
    limit: 10_000,
    offset: 0,
  })
  const [summary, ...below] = await summarize(project, [run, ...children.items])
  if (summary === undefined) throw new Error(`run ${id} has no summary`)
  const root = run.artifactUri.replace(/^mlflow-artifacts:\/*/, '')
  const found = await files.listBelow(root)
  return {
    ...summary,
    note: run.tags.find(({ key }) => key === noteTag)?.value ?? null,
    datasets: run.datasets.map(({ name, digest, sourceType, source, tags }) => ({
      name,
      digest,
      sourceType,
      source,
      context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? null,
    })),
    files: found.map(({ path, sizeBytes, mediaType, loggedAt }) => ({
      path: path.slice(root.length + 1),
      sizeBytes,
      mediaType,
      loggedAt: loggedAt.toISOString(),
      url: `/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`,
    })),
    modelIds: run.outputModels.map(({ modelId }) => modelId),
    children: below,
  }
}

/** Throws `loggedRunNotFound`. */
export async function readCurveOf(
  project: OpenedProject,
  id: string,
  { metric, stretches }: { readonly metric: string; readonly stretches: number },
): Promise<CurveReply> {
  const curve = await storesOf(project).runs.readCurve(id, metric, stretches)
  return {
    metric,
    pointCount: curve.pointCount,
    isSampled: curve.steps.length < curve.pointCount,
    steps: [...curve.steps],
    times: [...curve.timesMs],
    values: Array.from(curve.values, toFinite),
  }
}

/** Throws `loggedRunNotFound` or `loggedRunNotActive`. */
export async function tagLoggedRun(
  project: OpenedProject,
  id: string,
  { tags, note }: RunTagsInput,
): Promise<LoggedRunReply> {
  const { runs } = storesOf(project)
  const entries = Object.entries({ ...tags, ...(note === undefined ? {} : { [noteTag]: note }) })
  const set = entries.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
  await runs.logBatch(id, { tags: set })
  const { tags: known } = await runs.get(id)
  for (const [key, value] of entries) {
    if (value === null && known.some((tag) => tag.key === key)) await runs.deleteTag(id, key)
  }
  return readLoggedRun(project, id)
}

/** Throws `loggedRunNotFound`. */
export async function setLoggedRunLifecycle(
  project: OpenedProject,
  id: string,
  isDeleted: boolean,
): Promise<LoggedRunReply> {
  await storesOf(project).runs.setLifecycle(id, isDeleted ? 'deleted' : 'active')
  return readLoggedRun(project, id)
}

function storesOf({ database: session, now }: OpenedProject) {
  return {
    experiments: sqlExperimentStore({ session, now }),
    runs: sqlLoggedRunStore({ session, now }),
    files: sqlLoggedFiles(session),
  }
}

function lifecyclesOf(view: View): readonly Lifecycle[] {
  return view === 'all' ? ['active', 'deleted'] : [view]
}

async function countRuns({ database }: OpenedProject): Promise<ReadonlyMap<string, number>> {
  const rows = await database.queries
    .selectFrom('logged_runs')
    .select((e) => ['experiment_id', e.fn.countAll<number>().as('count')])
    .where('lifecycle', '=', 'active')
    .groupBy('experiment_id')
    .execute()
  return new Map(rows.map(({ experiment_id, count }) => [String(experiment_id), count]))
}

async function summarize(
  project: OpenedProject,
  runs: readonly LoggedRun[],
): Promise<LoggedRunSummaryReply[]> {
  const rows = await project.database.queries
    .selectFrom('experiments')
    .select(['experiment_id', 'name'])
    .execute()
  const names = new Map(rows.map(({ experiment_id, name }) => [String(experiment_id), name]))
  return runs.map((run) => {
    const tags = toRecord(run.tags)
    return {
      id: run.id,
      experimentId: run.experimentId,
      experiment: names.get(run.experimentId) ?? '',
      name: run.name,
      kind: tags['swell.kind'] ?? null,
      parentId: tags['mlflow.parentRunId'] ?? null,
      user: run.userName,
      status: run.status,
      startedAt: toTime(run.startMs),
      endedAt: toTime(run.endMs),
      isDeleted: run.lifecycle === 'deleted',
      metrics: Object.fromEntries(run.metrics.map(({ key, value }) => [key, toFinite(value)])),
      params: toRecord(run.params),
      tags,
    }
  })
}

/** Moments are what programs tell: one that no calendar has is none. */
function toTime(ms: number | undefined): string | null {
  const time = new Date(ms ?? Number.NaN)
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 ? null : time.toISOString()
}

function toRecord(pairs: readonly KeyValue[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
}
