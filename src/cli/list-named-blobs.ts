import type { Digest } from '../base/index.ts'
import { listDatasetBlobs, type DatasetDeps } from '../data/index.ts'

/** Every blob that the metadata refers to, and what does. */
export async function listNamedBlobs(
  project: Pick<DatasetDeps, 'database' | 'blobs'>,
): Promise<ReadonlyMap<Digest, string>> {
  const { queries } = project.database
  const [segments, deliveries, sets, artifacts, models, logged] = await Promise.all([
    queries
      .selectFrom('segments')
      .innerJoin('commits', 'commits.commit_id', 'segments.commit_id')
      .select(['segments.digest', 'commits.group_name as name'])
      .execute(),
    queries.selectFrom('deliveries').select(['archive as digest', 'source as name']).execute(),
    queries.selectFrom('training_sets').select(['digest', 'view_name', 'version']).execute(),
    queries.selectFrom('artifacts').select(['digest', 'name', 'run_id']).execute(),
    queries.selectFrom('model_versions').select(['model', 'version', 'files']).execute(),
    queries.selectFrom('logged_files').select(['digest', 'path']).execute(),
  ])
  const named: readonly (readonly [string, string])[] = [
    ...segments.map(({ digest, name }) => [digest, `rows of ${name}`] as const),
    ...deliveries.map(({ digest, name }) => [digest, `deliveries of ${name}`] as const),
    ...sets.map((set) => [set.digest, `training set ${set.version} of ${set.view_name}`] as const),
    ...artifacts.map((one) => [one.digest, `${one.name} of run ${one.run_id}`] as const),
    ...models.flatMap(({ model, version, files }) =>
      Object.values(JSON.parse(files) as Readonly<Record<string, string>>).map(
        (digest) => [digest, `version ${version} of model ${model}`] as const,
      ),
    ),
    ...logged.map(({ digest, path }) => [digest, `logged file ${path}`] as const),
  ]
  const datasets = await listDatasetBlobs(project)
  return new Map([
    ...datasets,
    ...named.map(([digest, owner]) => [digest as Digest, owner] as const),
  ])
}
