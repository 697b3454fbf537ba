import {
  ident,
  timestamp,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { Commit } from '../groups/commit.ts'
import { factsOf } from './group-facts.ts'
import { labelSpine, type LabelOptions } from './label-spine.ts'
import { featureValues, type FeatureValues } from './feature-values.ts'
import { groupRelation, type GroupDeps } from '../groups/group-relation.ts'
import { groupsRead, type View } from './view.ts'
import { requestColumn } from './request.ts'
import { deliveryColumn, viewQuery, type Spine } from './view-query.ts'

/** One row of a view. */
export interface ViewedRow {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  /** Absent where it is not known yet: that is what is to be predicted. */
  readonly label: number | undefined
  readonly features: FeatureValues
  /** By group, the text that the newest row came with. */
  readonly deliveries: Readonly<Record<string, string>>
}

export interface ViewDeps extends GroupDeps {
  readonly engine: TableEngine
}

export interface ViewedRows {
  readonly rows: readonly ViewedRow[]
  /** The commits that were read, by group. */
  readonly commits: ReadonlyMap<string, readonly Commit[]>
}

/** A key and a moment for which features are wanted. */
export interface Moment {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  /** What came with the request. */
  readonly request?: Readonly<Record<string, unknown>>
}

/** A view's one query over commits, not yet run. */
export interface ViewedQuery {
  readonly query: Sql
  readonly commits: ViewedRows['commits']
  readonly toRow: (row: EngineRow) => ViewedRow
}

/** The view's rows at the moments of its labels, each with what was known at its own moment. */
export async function labelledRows(
  deps: ViewDeps,
  view: View,
  options: LabelOptions = {},
): Promise<ViewedRows> {
  return readRows(deps, await labelledQuery(deps, view, options))
}

/** The same, to be read in batches where the rows are more than memory holds. */
export async function labelledQuery(
  deps: GroupDeps,
  view: View,
  options: LabelOptions = {},
): Promise<ViewedQuery> {
  const { group } = view.label
  const labels = await groupRelation(deps, group, options)
  const relation = labelSpine(view, labels.relation, options, factsOf(labels.commits))
  const viewed = await queryView(deps, view, { relation, knownBy: undefined }, options)
  return { ...viewed, commits: new Map([...viewed.commits, [group.name, labels.commits]]) }
}

/** The view's rows at any moments, also to come, with what was known by `knownBy`. */
export async function momentRows(
  deps: ViewDeps,
  view: View,
  moments: readonly Moment[],
  knownBy: Date,
): Promise<ViewedRows> {
  const columns = { ...keyColumns(view), ...spineRequest(view), _at: timestamp() }
  const rows = moments.map(({ key, at, request = {} }) => ({
    ...key,
    ...Object.fromEntries(
      Object.entries(request).map(([name, value]) => [requestColumn(name), value]),
    ),
    _at: at,
  }))
  return deps.engine.withRows(columns, rows, async (table) =>
    readRows(deps, await queryView(deps, view, { relation: ident(table), knownBy }, {})),
  )
}

function keyColumns(view: View): Columns {
  const { key, columns } = view.label.group
  const own = key.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, column] as const]
  })
  return Object.fromEntries(own)
}

function spineRequest({ request }: View): Columns {
  const entries = Object.entries(request).map(([name, column]) => [requestColumn(name), column])
  return Object.fromEntries(entries) as Columns
}

async function queryView(
  deps: GroupDeps,
  view: View,
  spine: Spine,
  options: { readonly until?: Date },
): Promise<ViewedQuery> {
  const groups = groupsRead(view)
  const relations = await Promise.all(
    groups.map(async (group) => [group.name, await groupRelation(deps, group, options)] as const),
  )
  const query = viewQuery(
    view,
    spine,
    new Map(relations.map(([name, { relation }]) => [name, relation])),
    new Map(relations.map(([name, { commits }]) => [name, factsOf(commits)])),
  )
  const names = groups.map(({ name }) => name)
  return {
    query,
    commits: new Map(relations.map(([name, { commits }]) => [name, commits])),
    toRow: (row) => toViewedRow(view, names, row),
  }
}

async function readRows(
  { engine }: ViewDeps,
  { query, commits, toRow }: ViewedQuery,
): Promise<ViewedRows> {
  return { rows: (await engine.rows(query)).map(toRow), commits }
}

function toViewedRow(view: View, groups: readonly string[], row: EngineRow): ViewedRow {
  const key = Object.fromEntries(view.label.group.key.map((name) => [name, row[name]]))
  const label = row['_label']
  const request = Object.fromEntries(
    Object.keys(view.request).map((name) => [name, row[requestColumn(name)]]),
  )
  const deliveries = groups.flatMap((group) => {
    const delivery = row[deliveryColumn(group)]
    return typeof delivery === 'string' ? [[group, delivery] as const] : []
  })
  return {
    key,
    at: row['_at'] as Date,
    label: typeof label === 'number' ? label : undefined,
    features: featureValues(view.features, row, key, request),
    deliveries: Object.fromEntries(deliveries),
  }
}
