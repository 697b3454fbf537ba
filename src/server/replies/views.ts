import type {
  FeatureDetailReply,
  FeatureReply,
  ViewLeaksReply,
  ViewReply,
  ViewsReply,
  ViewSummaryReply,
} from '../../api/index.ts'
import { suggestName } from '../../base/index.ts'
import {
  describeFeature,
  featuresErrors,
  groupsRead,
  reportLeaks,
  storedFeatures,
  type Feature,
  type View,
} from '../../features/index.ts'
import { getView, viewsOf, type OpenedProject } from '../../project/index.ts'
import { columnsOf, toFeatureColumn } from './feature-columns.ts'
import { readersOfViews } from './readers.ts'
import { showViewSql } from './show-view-sql.ts'
import { describedBy, toColumn } from './wire-values.ts'

export async function readViews(project: OpenedProject): Promise<ViewsReply> {
  const views = viewsOf(project.definition)
  return { views: await Promise.all(views.map((view) => summarizeView(project, view))) }
}

/** Throws `viewNotFound`. As of a moment, its SQL has the care that the rows of then ask for. */
export async function readView(
  project: OpenedProject,
  name: string,
  asOf: { readonly until?: Date } = {},
): Promise<ViewReply> {
  const view = getView(project.definition, name)
  return {
    ...(await summarizeView(project, view, asOf)),
    features: Object.entries(view.features).map(([own, feature]) =>
      toFeatureReply(view, own, feature),
    ),
    sql: await showViewSql(project.commits, view, asOf),
  }
}

async function summarizeView(
  project: OpenedProject,
  view: View,
  { until }: { readonly until?: Date } = {},
): Promise<ViewSummaryReply> {
  const { group, column } = view.label
  const groups = [group, ...groupsRead(view)].map((read) => read.name)
  const sets = await project.trainingSets.list(view.name)
  return {
    name: view.name,
    ...describedBy(view.description),
    label: { group: group.name, column: toColumn(column, group.columns[column] ?? unknownColumn) },
    featureCount: Object.keys(view.features).length,
    groups: [...new Set(groups)],
    models: project.definition.models
      .filter((model) => model.view.name === view.name)
      .map((model) => model.name),
    trainingSetCount: sets.filter(({ createdAt }) => until === undefined || createdAt <= until)
      .length,
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

/** Throws `viewNotFound` or `featureNotFound`. */
export async function readFeature(
  { definition, commits }: OpenedProject,
  name: string,
  own: string,
): Promise<FeatureDetailReply> {
  const view = getView(definition, name)
  const feature = Object.hasOwn(view.features, own) ? view.features[own] : undefined
  if (feature === undefined) {
    const suggestion = suggestName(own, Object.keys(view.features))
    throw featuresErrors.featureNotFound({ view: name, feature: own, suggestion })
  }
  const alone = { ...view, features: { [own]: feature } }
  const isAsked = storedFeatures(alone.features).size > 0
  return {
    ...toFeatureReply(view, own, feature),
    view: name,
    sql: isAsked ? await showViewSql(commits, alone) : null,
    code: feature.kind === 'derived' ? String(feature.compute) : null,
    usedBy: { ...readersOfViews(definition, [view]), views: [] },
  }
}

/** Throws `viewNotFound`. */
export async function readViewLeaks(
  project: OpenedProject,
  name: string,
  { rows: limit }: { readonly rows: number },
): Promise<ViewLeaksReply> {
  const view = getView(project.definition, name)
  const { rowCount, features } = await reportLeaks(project, view, { limit })
  return {
    view: name,
    rowCount,
    features: features.map(({ feature, knownCount, byTimeCount, newestCount }) => ({
      feature,
      known: knownCount,
      byTime: byTimeCount,
      newest: newestCount,
    })),
  }
}
