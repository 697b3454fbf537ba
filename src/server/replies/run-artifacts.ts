import type { ArtifactReply } from '../../api/index.ts'
import { digestOfValue } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import type { Run } from '../../tracking/index.ts'
import { isRecord } from '../is-record.ts'

/** What a run was given: the outputs of other steps, by the name under which it reads them. */
export function readRunInputs(run: Run): ArtifactReply[] {
  if (run.kind === 'pipeline') return []
  return Object.entries(run.inputs).map(([name, value]) => toArtifact(name, value))
}

const mostOfAKind = 100

/** What a run has made: what carries its id, and the value that it gave. */
export async function readRunOutputs(project: OpenedProject, run: Run): Promise<ArtifactReply[]> {
  return (await readOutputsOf(project, [run])).get(run.id) ?? []
}

const runsAtOnce = 500

/** What each run has made, by its id. */
export async function readOutputsOf(
  project: OpenedProject,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, ArtifactReply[]>> {
  const outputs = new Map<string, ArtifactReply[]>()
  for (let at = 0; at < runs.length; at += runsAtOnce) {
    const some = runs.slice(at, at + runsAtOnce)
    const made = await readMade(
      project,
      some.map((run) => run.id),
    )
    const byRun = Map.groupBy(made, ({ runId }) => runId)
    for (const run of some) {
      const own = (byRun.get(run.id) ?? []).map((each) => each.artifact)
      outputs.set(run.id, [...own, ...givenBy(run)])
    }
  }
  return outputs
}

function givenBy(run: Run): ArtifactReply[] {
  if (run.status === 'open' || run.outputs === undefined || run.outputs === null) return []
  return [toArtifact('output', run.outputs)]
}

interface Made {
  readonly runId: string | null
  readonly artifact: ArtifactReply
}

/** What carries the id of one of these runs. */
async function readMade({ database }: OpenedProject, ids: readonly string[]): Promise<Made[]> {
  const { queries } = database
  const [commits, sets, versions, batches, files] = await Promise.all([
    queries
      .selectFrom('commits')
      .select(['commit_id', 'group_name', 'sequence', 'run_id'])
      .where('run_id', 'in', ids)
      .orderBy('commit_id', 'desc')
      .limit(mostOfAKind * ids.length)
      .execute(),
    queries
      .selectFrom('training_sets')
      .select(['training_set_id', 'view_name', 'version', 'run_id'])
      .where('run_id', 'in', ids)
      .execute(),
    queries
      .selectFrom('model_versions')
      .select(['model', 'version', 'run_id'])
      .where('run_id', 'in', ids)
      .execute(),
    queries
      .selectFrom('prediction_batches')
      .select(['batch_id', 'commit_id', 'model', 'version', 'row_count', 'run_id'])
      .where('run_id', 'in', ids)
      .orderBy('batch_id', 'desc')
      .limit(mostOfAKind * ids.length)
      .execute(),
    queries
      .selectFrom('artifacts')
      .select(['name', 'digest', 'run_id'])
      .where('run_id', 'in', ids)
      .orderBy('name')
      .execute(),
  ])
  // A batch of predictions is said once, as such.
  const predicted = new Set(batches.map((batch) => batch.commit_id))
  const own = commits.filter((commit) => !predicted.has(commit.commit_id))
  return [
    ...own.map(({ run_id: runId, commit_id: id, group_name: group, sequence }) => ({
      runId,
      artifact: artifact('commit', group, id, `${group} #${sequence}`),
    })),
    ...sets.map(({ run_id: runId, training_set_id: id, view_name: view, version }) => ({
      runId,
      artifact: artifact('training-set', view, id, `${view} v${version}`),
    })),
    ...versions.map(({ run_id: runId, model, version }) => ({
      runId,
      artifact: artifact('model-version', model, `${model}/${version}`, `${model} v${version}`),
    })),
    ...batches.map(({ run_id: runId, batch_id: id, model, version, row_count: rows }) => ({
      runId,
      artifact: artifact('predictions', model, id, `${rows} predictions by ${model} v${version}`),
    })),
    ...files.map(({ run_id: runId, name, digest }) => ({
      runId,
      artifact: artifact('blob', name, digest, name),
    })),
  ]
}

function artifact(
  kind: ArtifactReply['kind'],
  name: string,
  id: string,
  label: string,
): ArtifactReply {
  return { kind, name, id, label }
}

/** A value as what it stands for, where it names one of our things. */
export function toArtifact(name: string, value: unknown): ArtifactReply {
  if (typeof value === 'string' && value.startsWith('set_')) {
    return artifact('training-set', name, value, value)
  }
  if (isRecord(value)) {
    const { model, version, group, rowCount } = value
    if (typeof model === 'string' && typeof version === 'number') {
      return artifact('model-version', name, `${model}/${version}`, `${model} v${version}`)
    }
    if (typeof group === 'string' && typeof rowCount === 'number') {
      const digest = digestOfValue(value)
      return artifact('value', name, digest, `${group} with ${rowCount} rows`)
    }
  }
  const text = JSON.stringify(value)
  const label = text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text
  return artifact('value', name, digestOfValue(value), label)
}

const longestLabel = 80
