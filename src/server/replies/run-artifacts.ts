import type { ArtifactReply } from '../../api/index.ts'
import { digestOfValue } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import type { Run } from '../../tracking/index.ts'

/** What a run was given: the outputs of other steps, by the name under which it reads them. */
export function readRunInputs(run: Run): ArtifactReply[] {
  if (run.kind === 'pipeline') return []
  return Object.entries(run.inputs).map(([name, value]) => toArtifact(name, value))
}

const mostOfAKind = 100

/** What a run has made: what carries its id, and the value that it gave. */
export async function readRunOutputs(
  { database, records }: OpenedProject,
  run: Run,
): Promise<ArtifactReply[]> {
  const { queries } = database
  const [commits, sets, versions, batches, files] = await Promise.all([
    queries
      .selectFrom('commits')
      .select(['commit_id', 'group_name', 'sequence'])
      .where('run_id', '=', run.id)
      .orderBy('commit_id', 'desc')
      .limit(mostOfAKind)
      .execute(),
    queries
      .selectFrom('training_sets')
      .select(['training_set_id', 'view_name', 'version'])
      .where('run_id', '=', run.id)
      .execute(),
    queries
      .selectFrom('model_versions')
      .select(['model', 'version'])
      .where('run_id', '=', run.id)
      .execute(),
    queries
      .selectFrom('prediction_batches')
      .select(['batch_id', 'commit_id', 'model', 'version', 'row_count'])
      .where('run_id', '=', run.id)
      .orderBy('batch_id', 'desc')
      .limit(mostOfAKind)
      .execute(),
    records.listArtifacts(run.id),
  ])
  // A batch of predictions is said once, as such.
  const predicted = new Set(batches.map((batch) => batch.commit_id))
  const own = commits.filter((commit) => !predicted.has(commit.commit_id))
  return [
    ...own.map(({ commit_id: id, group_name: group, sequence }) =>
      artifact('commit', group, id, `${group} #${sequence}`),
    ),
    ...sets.map(({ training_set_id: id, view_name: view, version }) =>
      artifact('training-set', view, id, `${view} v${version}`),
    ),
    ...versions.map(({ model, version }) =>
      artifact('model-version', model, `${model}/${version}`, `${model} v${version}`),
    ),
    ...batches.map(({ batch_id: id, model, version, row_count: rows }) =>
      artifact('predictions', model, id, `${rows} predictions by ${model} v${version}`),
    ),
    ...files.map((file) => artifact('blob', file.name, file.digest, file.name)),
    ...(run.status === 'open' || run.outputs === undefined || run.outputs === null
      ? []
      : [toArtifact('output', run.outputs)]),
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
function toArtifact(name: string, value: unknown): ArtifactReply {
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
