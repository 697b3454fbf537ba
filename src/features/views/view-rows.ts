import {
  ident,
  joinSql,
  sql,
  timestamp,
  type Columns,
  type EngineRow,
  type TableEngine,
} from '../../table/index.ts'
import type { Commit } from '../groups/commit.ts'
import { featureValues, type FeatureValues } from './feature-values.ts'
import { groupRelation, type GroupDeps } from '../groups/group-relation.ts'
import { groupsRead, type View } from './view.ts'
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
}

/** The view's rows at the moments of its labels, each with what was known at its own moment. */
export async function labelledRows(
  deps: ViewDeps,
  view: View,
  options: { readonly until?: Date; readonly limit?: number } = {},
): Promise<ViewedRows> {
  const { group, column } = view.label
  const labels = await groupRelation(deps, group, options)
  const time = ident(group.time)
  const key = joinSql(group.key.map(ident), ', ')
  const newest =
    options.limit === undefined ? sql`` : sql`order by ${time} desc limit ${options.limit}`
  const relation = sql`(
    select ${key}, ${time} as _at, ${ident(column)} as _label from ${labels.relation}
    where ${ident(column)} is not null
    qualify row_number() over (partition by ${key}, ${time} order by _known_at desc, _delivery desc) = 1
    ${newest})`
  const viewed = await runView(deps, view, { relation, knownBy: undefined }, options)
  return { ...viewed, commits: new Map([...viewed.commits, [group.name, labels.commits]]) }
}

/** The view's rows at any moments, also to come, with what was known by `knownBy`. */
export async function momentRows(
  deps: ViewDeps,
  view: View,
  moments: readonly Moment[],
  knownBy: Date,
): Promise<ViewedRows> {
  const columns = { ...keyColumns(view), _at: timestamp() }
  const rows = moments.map(({ key, at }) => ({ ...key, _at: at }))
  return deps.engine.withRows(columns, rows, (table) =>
    runView(deps, view, { relation: ident(table), knownBy }, {}),
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

async function runView(
  deps: ViewDeps,
  view: View,
  spine: Spine,
  options: { readonly until?: Date },
): Promise<ViewedRows> {
  const groups = groupsRead(view)
  const relations = await Promise.all(
    groups.map(async (group) => [group.name, await groupRelation(deps, group, options)] as const),
  )
  const query = viewQuery(
    view,
    spine,
    new Map(relations.map(([name, { relation }]) => [name, relation])),
  )
  const found = await deps.engine.rows(query)
  return {
    rows: found.map((row) =>
      toViewedRow(
        view,
        groups.map(({ name }) => name),
        row,
      ),
    ),
    commits: new Map(relations.map(([name, { commits }]) => [name, commits])),
  }
}

function toViewedRow(view: View, groups: readonly string[], row: EngineRow): ViewedRow {
  const key = Object.fromEntries(view.label.group.key.map((name) => [name, row[name]]))
  const label = row['_label']
  const deliveries = groups.flatMap((group) => {
    const delivery = row[deliveryColumn(group)]
    return typeof delivery === 'string' ? [[group, delivery] as const] : []
  })
  return {
    key,
    at: row['_at'] as Date,
    label: typeof label === 'number' ? label : undefined,
    features: featureValues(view.features, row, key),
    deliveries: Object.fromEntries(deliveries),
  }
}
