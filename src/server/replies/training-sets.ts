import type {
  TrainingSetDetailReply,
  TrainingSetDifferenceReply,
  TrainingSetReply,
  TrainingSetsReply,
} from '../../api/index.ts'
import {
  compareFeatureCode,
  diffTrainingSets,
  featuresErrors,
  getTrainingSet,
  type FeatureCode,
  type TrainingSet,
} from '../../features/index.ts'
import { getView, viewsOf, type OpenedProject } from '../../project/index.ts'
import { toColumnStatistics } from './groups.ts'
import { toFinite } from './wire-values.ts'

/** Throws `viewNotFound`. */
export async function readTrainingSets(
  project: OpenedProject,
  options: { readonly view?: string | undefined; readonly limit: number },
): Promise<TrainingSetsReply> {
  const view = options.view === undefined ? undefined : getView(project.definition, options.view)
  const sets = (await project.trainingSets.list(view?.name)).slice(0, options.limit)
  return { trainingSets: await toTrainingSetReplies(project, sets) }
}

/** Throws `trainingSetNotFound`. */
export async function readTrainingSetDetail(
  project: OpenedProject,
  id: string,
): Promise<TrainingSetDetailReply> {
  const set = await findTrainingSet(project, id)
  const [[reply], code, definitions, profile, before] = await Promise.all([
    toTrainingSetReplies(project, [set]),
    codeOf(project, set),
    project.trainingSets.listDefinitions(id),
    project.trainingSets.findProfile(id),
    versionBefore(project, set),
  ])
  if (reply === undefined) throw featuresErrors.trainingSetNotFound({ id })
  return {
    ...reply,
    code: {
      status: code.status,
      features: code.status === 'differ' ? [...code.features] : [],
      digest: set.definitionDigest,
      frozen: definitions.map(({ fingerprint, frozenAt }) => ({
        fingerprint,
        frozenAt: frozenAt.toISOString(),
      })),
    },
    statistics: set.statistics.map((one) => toColumnStatistics(one, set.split.trainCount)),
    profiled: profile !== undefined,
    before: before ?? null,
  }
}

/** Throws `trainingSetNotFound`. */
export async function findTrainingSet(
  { trainingSets }: Pick<OpenedProject, 'trainingSets'>,
  id: string,
): Promise<TrainingSet> {
  const set = await trainingSets.find(id)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id })
  return set
}

/** Of a view that is not defined any more, nothing is known. */
async function codeOf(project: OpenedProject, set: TrainingSet): Promise<FeatureCode> {
  const view = viewsOf(project.definition).find(({ name }) => name === set.view)
  if (view === undefined) return { status: 'unknown' }
  const { fingerprint } = await project.code()
  return compareFeatureCode(project, set.id, { view, fingerprint })
}

async function versionBefore(
  { trainingSets }: OpenedProject,
  { view, version }: TrainingSet,
): Promise<number | undefined> {
  const sets = await trainingSets.list(view)
  return sets.find((one) => one.version < version)?.version
}

/** A first version differs in nothing from itself. Throws `trainingSetNotFound` or `noSuchTrainingSet`. */
export async function readTrainingSetDifference(
  project: OpenedProject,
  id: string,
  from: number | undefined,
): Promise<TrainingSetDifferenceReply> {
  const after = await findTrainingSet(project, id)
  const version = from ?? (await versionBefore(project, after)) ?? after.version
  const before = await getTrainingSet(project, after.view, version)
  const { rows, features, commits, profile } = await diffTrainingSets(project, before, after)
  return {
    view: after.view,
    from: before.version,
    to: after.version,
    rowCount: { before: before.rowCount, after: after.rowCount },
    rows,
    features: {
      added: [...features.added],
      removed: [...features.removed],
      rewritten: [...features.rewritten],
    },
    commits: Object.entries(commits).map(([group, counts]) => ({ group, ...counts })),
    columns:
      profile?.columns.map(({ name, mean, missingShare, stability, level }) => ({
        name,
        mean: mean ?? null,
        missingShare,
        stability: toFinite(stability),
        level,
      })) ?? null,
  }
}

async function toTrainingSetReplies(
  project: OpenedProject,
  sets: readonly TrainingSet[],
): Promise<TrainingSetReply[]> {
  const groups = [...new Set(sets.flatMap((set) => Object.keys(set.commits)))]
  const [commits, versions] = await Promise.all([
    Promise.all(groups.map((group) => project.commits.list(group))),
    Promise.all(project.definition.models.map(({ name }) => project.models.list(name))),
  ])
  const sequences = new Map(commits.flat().map((commit) => [commit.id as string, commit.sequence]))
  const learned = Map.groupBy(versions.flat(), ({ trainingSetId }) => trainingSetId)
  return sets.map((set) => ({
    id: set.id,
    view: set.view,
    version: set.version,
    rowCount: set.rowCount,
    split: toSplit(set),
    bounds: toBounds(set),
    digest: set.digest,
    createdAt: set.createdAt.toISOString(),
    runId: set.runId ?? null,
    commits: Object.entries(set.commits).flatMap(([group, ids]) =>
      rangesOf(ids.flatMap((id) => sequences.get(id) ?? [])).map((range) => `${group}#${range}`),
    ),
    models: (learned.get(set.id) ?? []).map(({ model: name, version }) => ({ name, version })),
  }))
}

function toSplit({ split }: TrainingSet): TrainingSetReply['split'] {
  const { kind, trainCount: train, testCount: test, leftOutCount = 0, testFrom = null } = split
  return { kind, train, test, leftOut: leftOutCount, testFrom }
}

function toBounds({ bounds }: TrainingSet): TrainingSetReply['bounds'] {
  const { from = null, to = null, asOf = null, rows = null } = bounds
  return { from, to, asOf, rows }
}

/** Numbers as ranges: a group that was loaded twice a day for years has thousands of commits. */
function rangesOf(sequences: readonly number[]): string[] {
  const ranges: { first: number; last: number }[] = []
  for (const sequence of sequences.toSorted((a, b) => a - b)) {
    const open = ranges.at(-1)
    if (open !== undefined && open.last === sequence - 1) open.last = sequence
    else ranges.push({ first: sequence, last: sequence })
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`))
}
