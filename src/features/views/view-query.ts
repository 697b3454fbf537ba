import { parseDuration, type Duration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import type { LatestFeature, WindowFeature } from './feature.ts'
import { noFacts, type GroupFacts } from './group-facts.ts'
import { latestBesideWindow, latestPart, newestInWindow } from './latest-part.ts'
import type { QueryPart } from './query-part.ts'
import { rankedParts } from './ranked-part.ts'
import { requestColumn } from './request.ts'
import { rowsNeeded, storedFeatures, storedName } from './stored-features.ts'
import { streamQuery, type StreamQuery } from './stream-sql.ts'
import { streamsOf, type Stream } from './streams.ts'
import type { View } from './view.ts'
import { windowName, windowPart } from './window-part.ts'

/**
 * For what the features are asked: a relation with the label group's key columns, `_at`, what comes
 * with the request by `requestColumn`, and whatever else is to be carried along. What a feature may use
 * was true by `_at`, and known by `_at` too, or, with `knownBy`, by that moment (a forecast asks for a
 * moment to come with what is known now).
 */
export interface Spine {
  readonly relation: Sql
  readonly knownBy: Date | undefined
  /** Whether to tell, by `deliveryColumn`, which text each group's newest row came with. */
  readonly withDeliveries?: boolean
}

/** The column that tells which text a group's newest row came with. */
export function deliveryColumn(group: string): string {
  return `_delivery.${group}`
}

/**
 * The view's point-in-time join as one query. `_known_at` decides beside the event time: a row
 * that arrived late would leak the future into training. What the facts say of a group spares work.
 */
export function viewQuery(
  view: View,
  spine: Spine,
  relations: ReadonlyMap<string, Sql>,
  facts: ReadonlyMap<string, GroupFacts> = new Map(),
): Sql {
  const streams = streamsOf(storedFeatures(view.features).values())
  const parts: QueryPart[] = []
  for (const stream of streams) {
    const relation = relations.get(stream.group.name)
    if (relation === undefined) throw new Error(`no relation for group ${stream.group.name}`)
    const asked = askedBy(view, stream, parts)
    const query = streamQuery(stream, asked.relation, {
      relation,
      knownBy: spine.knownBy,
      deliveryColumn: spine.withDeliveries === true ? deliveryColumn(stream.group.name) : undefined,
      facts: facts.get(stream.group.name) ?? noFacts,
    })
    parts.push(...asked.parts, ...partsOf(query))
  }
  const order = joinSql([...view.label.group.key, '_at'].map(ident), ', ')
  const withs = parts.map(({ name, query }) => sql`, ${ident(name)} as (${query})`)
  return sql`
    with spine as materialized (
      select *, row_number() over (order by ${order}) as _row
      from ${spine.relation}
    )${joinSql(withs, '')}
    select spine.*${found(parts)}
    from spine ${joins(parts)}
    order by _row`
}

/** The columns of all parts; of a delivery that several tell, the first part's. */
function found(parts: readonly QueryPart[]): Sql {
  const columns = new Map(
    parts.toReversed().flatMap(({ name, columns: own }) => own.map((column) => [column, name])),
  )
  const all = [...columns].map(([column, name]) => sql`, ${ident(name)}.${ident(column)}`)
  return joinSql(all, '')
}

function joins(parts: readonly QueryPart[]): Sql {
  const shown = parts.filter(({ columns }) => columns.length > 0)
  return joinSql(
    shown.map(({ name }) => sql`left join ${ident(name)} using (_row)`),
    ' ',
  )
}

/** Who asks a stream: the spine, or with a join the spine with the key of the stream's group. */
function askedBy(
  view: View,
  { name, group, on }: Stream,
  parts: readonly QueryPart[],
): { readonly relation: Sql; readonly parts: readonly QueryPart[] } {
  if (on === undefined) return { relation: sql`spine`, parts: [] }
  const used = new Set<string>()
  const key = group.key.map((column) => {
    const from = on[column] ?? column
    if (typeof from === 'string')
      return sql`spine.${ident(spineColumn(view, from))} as ${ident(column)}`
    const source = parts.find(({ columns }) => columns.includes(storedName(from)))
    if (source === undefined) throw new Error(`no part has ${storedName(from)}`)
    used.add(source.name)
    return sql`${ident(source.name)}.${ident(storedName(from))} as ${ident(column)}`
  })
  const sources = [...used].map((source) => sql`join ${ident(source)} using (_row)`)
  const query = sql`
    select _row, spine._at, ${joinSql(key, ', ')} from spine ${joinSql(sources, ' ')}`
  return {
    relation: ident(`asked_${name}`),
    parts: [{ name: `asked_${name}`, columns: [], query }],
  }
}

function spineColumn(view: View, name: string): string {
  return view.label.group.key.includes(name) ? name : requestColumn(name)
}

function partsOf(query: StreamQuery): QueryPart[] {
  const { stream } = query
  const ranked = stream.features.filter((feature) => rowsNeeded(feature) !== undefined)
  const latest = ranked.filter(
    (feature): feature is LatestFeature => feature.kind === 'latest' && rowsNeeded(feature) === 1,
  )
  const windows = stream.features.filter(
    (feature): feature is WindowFeature =>
      feature.kind === 'window' && feature.length !== undefined,
  )
  const isPlain = latest.length === ranked.length && !query.mayBeDead
  const byLength = Map.groupBy(windows, ({ length }) => length)
  const beside = isPlain && latest.length > 0 ? windowBeside(query, byLength.keys()) : undefined
  const windowParts = [...byLength].flatMap(([length, own]) =>
    length === undefined
      ? []
      : [
          windowPart(
            query,
            length,
            own,
            length === beside?.length ? newestInWindow(query, latest) : {},
          ),
        ],
  )
  if (ranked.length === 0) return windowParts
  if (beside !== undefined) {
    return [...windowParts, latestBesideWindow(query, latest, beside)]
  }
  const newest = isPlain ? [latestPart(query, latest)] : rankedParts(query, ranked)
  return [...newest, ...windowParts]
}

/** The shortest window after which no row comes late any more, where there is need of one. */
function windowBeside(query: StreamQuery, lengths: Iterable<Duration | undefined>) {
  if (query.isOrdered || query.isCorrected) return undefined
  return [...lengths]
    .flatMap((length) =>
      length === undefined ? [] : [{ length, lengthMs: parseDuration(length) }],
    )
    .filter(({ lengthMs }) => lengthMs >= query.settledMs)
    .toSorted((a, b) => a.lengthMs - b.lengthMs)
    .map((window) => ({ ...window, name: windowName(query, window.length) }))
    .at(0)
}
