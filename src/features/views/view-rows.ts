import {
  ident,
  integer,
  sql,
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
  /** Of rows of moments: which of them it is. */
  readonly place?: number
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
  readonly request?: Readonly<Record<string, unknown>> | undefined
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
  return readRows(deps, await queryLabels(deps, view, options, { withDeliveries: true }))
}

/** The same without the deliveries, to be read in batches where the rows are more than memory holds. */
export async function labelledQuery(
  deps: GroupDeps,
  view: View,
  options: LabelOptions = {},
): Promise<ViewedQuery> {
  return queryLabels(deps, view, options, {})
}

async function queryLabels(
  deps: GroupDeps,
  view: View,
  options: LabelOptions,
  told: Pick<Spine, 'withDeliveries'>,
): Promise<ViewedQuery> {
  const { relation, commits } = await labelRelation(deps, view, options)
  const spine = { relation, knownBy: undefined, ...told }
  return withCommits(view, commits, await queryView(deps, view, spine, options))
}

/** Later than anything was known. */
const always = new Date(Date.UTC(9999, 0))

/**
 * What a join would make of the same labels that does not ask what was known: by event time only, or
 * with the newest rows that there are, whatever the moment. To be held against `labelledRows`, never
 * to be learned from.
 */
export async function naiveRows(
  deps: ViewDeps,
  view: View,
  join: 'by event time' | 'newest',
  options: LabelOptions = {},
): Promise<ViewedRows> {
  const { relation, commits } = await labelRelation(deps, view, options)
  const spine = join === 'newest' ? await atNewest(deps, view, relation, options) : relation
  const viewed = await queryView(deps, view, { relation: spine, knownBy: always }, options)
  return readRows(deps, withCommits(view, commits, viewed))
}

/** The labels moved to the newest moment that any group that is read tells of. */
async function atNewest(
  deps: GroupDeps,
  view: View,
  labels: Sql,
  options: LabelOptions,
): Promise<Sql> {
  const commits = await Promise.all(
    groupsRead(view).map(({ name }) => deps.commits.list(name, options)),
  )
  const newest = commits
    .flat()
    .reduce((latest, { newestEventAt }) => Math.max(latest, newestEventAt.getTime()), 0)
  return sql`(
    select * replace (${new Date(newest)}::timestamp as _at), _at as _label_at from ${labels})`
}

interface LabelRelation {
  readonly relation: Sql
  readonly commits: readonly Commit[]
}

async function labelRelation(
  deps: GroupDeps,
  view: View,
  options: LabelOptions,
): Promise<LabelRelation> {
  const { relation, commits } = await groupRelation(deps, view.label.group, options)
  return { relation: labelSpine(view, relation, options, factsOf(commits)), commits }
}

function withCommits(view: View, commits: readonly Commit[], viewed: ViewedQuery): ViewedQuery {
  return { ...viewed, commits: new Map([...viewed.commits, [view.label.group.name, commits]]) }
}

/**
 * The view's rows at any moments, also to come, with what was known by `knownBy`; undefined: by the moment of each
 * row.
 */
export async function momentRows(
  deps: ViewDeps,
  view: View,
  moments: readonly Moment[],
  knownBy: Date | undefined,
): Promise<ViewedRows> {
  const columns = {
    ...keyColumns(view),
    ...spineRequest(view),
    _at: timestamp(),
    _place: integer(),
  }
  const rows = moments.map(({ key, at, request = {} }, place) => ({
    ...key,
    ...Object.fromEntries(
      Object.entries(request).map(([name, value]) => [requestColumn(name), value]),
    ),
    _at: at,
    _place: place,
  }))
  return deps.engine.withRows(columns, rows, async (table) =>
    readRows(
      deps,
      await queryView(deps, view, { relation: ident(table), knownBy, withDeliveries: true }, {}),
    ),
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
  const place = row['_place']
  const request = Object.fromEntries(
    Object.keys(view.request).map((name) => [name, row[requestColumn(name)]]),
  )
  const deliveries = groups.flatMap((group) => {
    const delivery = row[deliveryColumn(group)]
    return typeof delivery === 'string' ? [[group, delivery] as const] : []
  })
  return {
    key,
    at: (row['_label_at'] ?? row['_at']) as Date,
    label: typeof label === 'number' ? label : undefined,
    features: featureValues(view.features, row, key, request),
    deliveries: Object.fromEntries(deliveries),
    ...(typeof place === 'number' ? { place } : {}),
  }
}
