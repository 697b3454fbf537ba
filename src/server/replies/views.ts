import type {
  FeatureReply,
  TrainingSetReply,
  TrainingSetsReply,
  ViewReply,
  ViewsReply,
  ViewSummaryReply,
} from '../../api/index.ts'
import {
  describeFeature,
  featuresErrors,
  groupsRead,
  type Feature,
  type TrainingSet,
  type View,
} from '../../features/index.ts'
import { getView, viewsOf, type OpenedProject } from '../../project/index.ts'
import { columnsOf, toFeatureColumn } from './feature-columns.ts'
import { showViewSql } from './show-view-sql.ts'
import { describedBy, toColumn } from './wire-values.ts'

export async function readViews(project: OpenedProject): Promise<ViewsReply> {
  const views = viewsOf(project.definition)
  return { views: await Promise.all(views.map((view) => summarizeView(project, view))) }
}

/** Throws `viewNotFound`. */
export async function readView(project: OpenedProject, name: string): Promise<ViewReply> {
  const view = getView(project.definition, name)
  return {
    ...(await summarizeView(project, view)),
    features: Object.entries(view.features).map(([own, feature]) =>
      toFeatureReply(view, own, feature),
    ),
    sql: await showViewSql(project.commits, view),
  }
}

async function summarizeView(project: OpenedProject, view: View): Promise<ViewSummaryReply> {
  const { group, column } = view.label
  const groups = [group, ...groupsRead(view)].map((read) => read.name)
  return {
    name: view.name,
    ...describedBy(view.description),
    label: { group: group.name, column: toColumn(column, group.columns[column] ?? unknownColumn) },
    featureCount: Object.keys(view.features).length,
    groups: [...new Set(groups)],
    models: project.definition.models
      .filter((model) => model.view.name === view.name)
      .map((model) => model.name),
    trainingSetCount: (await project.trainingSets.list(view.name)).length,
  }
}

const unknownColumn = { type: 'float' } as const

function toFeatureReply(view: View, name: string, feature: Feature): FeatureReply {
  return {
    ...toFeatureColumn(view, name, feature),
    kind: feature.kind,
    from: originsOf(view, feature),
    columns: columnsOf(view, feature),
    how: describeFeature(feature),
  }
}

/** An input that is no feature of the view by itself is told by its columns. */
function originsOf(view: View, feature: Feature): string[] {
  if (feature.kind !== 'derived') return columnsOf(view, feature)
  const named = new Map(Object.entries(view.features).map(([name, own]) => [own, name]))
  const from = Object.values(feature.inputs).flatMap((input) => {
    const name = named.get(input)
    return name === undefined ? originsOf(view, input) : [name]
  })
  return [...new Set(from)]
}

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
): Promise<TrainingSetReply> {
  const set = await project.trainingSets.find(id)
  const [reply] = set === undefined ? [] : await toTrainingSetReplies(project, [set])
  if (reply === undefined) throw featuresErrors.trainingSetNotFound({ id })
  return reply
}

async function toTrainingSetReplies(
  project: OpenedProject,
  sets: readonly TrainingSet[],
): Promise<TrainingSetReply[]> {
  const groups = [...new Set(sets.flatMap((set) => Object.keys(set.commits)))]
  const commits = await Promise.all(groups.map((group) => project.commits.list(group)))
  const sequences = new Map(commits.flat().map((commit) => [commit.id as string, commit.sequence]))
  return sets.map((set) => ({
    id: set.id,
    view: set.view,
    version: set.version,
    rowCount: set.rowCount,
    split: { train: set.split.trainCount, test: set.split.testCount },
    digest: set.digest,
    createdAt: set.createdAt.toISOString(),
    runId: set.runId ?? null,
    commits: Object.entries(set.commits).flatMap(([group, ids]) =>
      rangesOf(ids.flatMap((id) => sequences.get(id) ?? [])).map((range) => `${group}#${range}`),
    ),
  }))
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
