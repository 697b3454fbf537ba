import { parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { fadingWeightSql } from './fading-weight.ts'
import type { LatestFeature, WindowFeature, WindowFunction } from './feature.ts'
import { storedName, type StoredFeature } from './stored-features.ts'

/** What is gathered of the rows of one `_row`, by name, and what is made of it. */
interface Value {
  readonly gathered: readonly (readonly [name: string, aggregate: Sql])[]
  readonly of: Sql
}

/**
 * The values of features by `_row`, over rows with `_row`, `_at`, `_moment` and their own columns, and
 * with `_place` where newest rows are asked for, 1 being the newest. Sums go in the order of time: in
 * another order their last digits differ, and so would the bytes.
 */
export function valuesSql(
  features: readonly StoredFeature[],
  rows: Sql,
  extra: Readonly<Record<string, Sql>> = {},
): Sql {
  const ordered = new Set(features.filter(isOfOrder).map(listName))
  const values = [
    ...features.map((feature) => [storedName(feature), valueOf(feature, ordered)] as const),
    ...Object.entries(extra).map(([name, own]) => [name, aggregateOf(name, own)] as const),
  ]
  const gathered = new Map(values.flatMap(([, value]) => value.gathered))
  const inner = [...gathered].map(([name, aggregate]) => sql`, ${aggregate} as ${ident(name)}`)
  const outer = values.map(([name, value]) => sql`, ${value.of} as ${ident(name)}`)
  return sql`
    select _row${joinSql(outer, '')}
    from (select _row${joinSql(inner, '')} from ${rows} group by _row)`
}

function aggregateOf(name: string, own: Sql): Value {
  return { gathered: [[name, own]], of: ident(name) }
}

function valueOf(feature: StoredFeature, ordered: ReadonlySet<string>): Value {
  return feature.kind === 'latest' ? valueOfLatest(feature) : valueOfWindow(feature, ordered)
}

function valueOfLatest(feature: LatestFeature): Value {
  const { back = 0, within, column } = feature
  const place = numberSql(back + 1)
  const isRecent =
    within === undefined
      ? sql``
      : sql` and epoch_ms(_at) - epoch_ms(_moment) <= ${numberSql(parseDuration(within))}`
  const name = storedName(feature)
  return aggregateOf(
    name,
    sql`any_value(${ident(column)}) filter (where _place = ${place}${isRecent})`,
  )
}

function valueOfWindow(feature: WindowFeature, ordered: ReadonlySet<string>): Value {
  const aggregate = aggregates[feature.function]
  if (aggregate === undefined) return fromList(feature, ordered)
  const { column, rows } = feature
  const only = rows === undefined ? sql`` : sql` filter (where _place <= ${numberSql(rows)})`
  const name = storedName(feature)
  return aggregateOf(name, aggregate({ feature, x: ident(column), only }))
}

interface Aggregated {
  readonly feature: WindowFeature
  readonly x: Sql
  /** Which of the rows, if not all. */
  readonly only: Sql
}

/** Functions that one aggregate gives, in whatever order the rows come; the others go over a list. */
const aggregates: Partial<Readonly<Record<WindowFunction, (of: Aggregated) => Sql>>> = {
  count: ({ x, only }) => sql`(count(${x})${only})::double`,
  distinct: ({ x, only }) => sql`(count(distinct ${x})${only})::double`,
  min: ({ feature, only }) => sql`min(${toNumber(feature)})${only}`,
  max: ({ feature, only }) => sql`max(${toNumber(feature)})${only}`,
  first: ({ x, only }) => sql`arg_min(${x}, _moment)${only}`,
  last: ({ x, only }) => sql`arg_max(${x}, _moment)${only}`,
  quantile: ({ feature, only }) =>
    sql`quantile_cont(${toNumber(feature)}, ${numberSql(feature.share ?? 0.5)})${only}`,
  difference: ({ feature }) => difference(feature),
  age: () =>
    sql`(epoch_ms(any_value(_at)) - epoch_ms(max(_moment) filter (where _place = 1))) / 1000`,
}

/** From the row so many before the newest to the newest. */
function difference(feature: WindowFeature): Sql {
  const x = toNumber(feature)
  const at = (place: number) => sql`any_value(${x}) filter (where _place = ${numberSql(place)})`
  return sql`${at(1)} - ${at(feature.rows ?? 2)}`
}

/**
 * The known values in the order of time, gathered once for all functions of a column: lists are sorted
 * faster when they are whole than by the aggregate. Many windows hold a row or two: those are left as
 * they are where their order tells nothing.
 */
function fromList(feature: WindowFeature, ordered: ReadonlySet<string>): Value {
  const { column, rows } = feature
  const x = feature.function === 'mostFrequent' ? ident(column) : toNumber(feature)
  const isPlaced = rows === undefined ? sql`` : sql` and _place <= ${numberSql(rows)}`
  const list = sql`list({'at': epoch_ms(_moment), 'x': ${x}})
    filter (where ${ident(column)} is not null${isPlaced})`
  const name = listName(feature)
  const least = numberSql(ordered.has(name) ? 2 : 3)
  const sorted = sql`case when len(${list}) >= ${least} then list_sort(${list}) else ${list} end`
  return { gathered: [[name, sorted]], of: ofList(feature, ident(name)) }
}

function listName({ function: own, column, rows, length }: WindowFeature): string {
  const kind = own === 'mostFrequent' ? 'values' : 'numbers'
  return `${kind} of ${column} in ${length ?? `last ${rows ?? 1}`}`
}

/** Whether it hangs on the order of two values already: their sum is the same to the last bit. */
function isOfOrder(feature: StoredFeature): feature is WindowFeature {
  return (
    feature.kind === 'window' &&
    ['deviation', 'mostFrequent', 'fadingMean'].includes(feature.function)
  )
}

function ofList(feature: WindowFeature, list: Sql): Sql {
  const values = sql`list_transform(${list}, lambda one: one.x)`
  switch (feature.function) {
    case 'sum':
      return sql`list_sum(${values})`
    case 'mean':
      return sql`list_avg(${values})`
    case 'deviation':
      return sql`list_stddev_samp(${values})`
    case 'mostFrequent':
      return sql`list_mode(${values})`
    default:
      return fadingMean(list, parseDuration(feature.halfLife ?? '1d'))
  }
}

function fadingMean(list: Sql, halfLifeMs: number): Sql {
  const age = sql`((${list}[-1].at - one.at) / ${numberSql(halfLifeMs)})`
  const weight = fadingWeightSql(age)
  const weighted = sql`list_sum(list_transform(${list}, lambda one: one.x * (${weight})))`
  return sql`${weighted} / list_sum(list_transform(${list}, lambda one: ${weight}))`
}

/** Integers are numbers as JavaScript has them, truths 0 and 1. */
function toNumber(feature: WindowFeature): Sql {
  const x = ident(feature.column)
  switch (feature.group.columns[feature.column]?.type) {
    case 'float':
      return x
    case 'boolean':
      return sql`${x}::integer::double`
    default:
      return sql`${x}::double`
  }
}

/** Written out: as a parameter it would be a double, and whole numbers are joined faster. */
export function numberSql(value: number): Sql {
  return { strings: [String(value)], values: [] }
}
