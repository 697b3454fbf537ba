import {
  boolean,
  float,
  ident,
  integer,
  joinSql,
  sql,
  text,
  timestamp,
  type Column,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { Feature, Features } from '../views/feature.ts'
import { featureValues } from '../views/feature-values.ts'
import { requestColumn, requestFeatures } from '../views/request.ts'
import { storedFeatures } from '../views/stored-features.ts'
import type { View } from '../views/view.ts'
import { featureColumn, featureColumns, viewedColumns } from './frozen-columns.ts'
import { frozenSql, heldType, labelSql, plainSql, type EngineTypes } from './frozen-sql.ts'

/** So many rows are computed in JavaScript at a time. */
const batchRows = 50_000

/** What stands in a table of a view's rows, and how it comes there. */
interface Layout {
  readonly columns: Columns
  readonly query: Sql
  /** Features that are computed in JavaScript, row by row. */
  readonly computed: Features
}

/**
 * Hands a relation of a view's frozen rows, in their order, to `use`. Stored values go there inside the
 * engine; only what functions compute goes through JavaScript, a batch at a time.
 */
export async function withViewedTable<Result>(
  engine: TableEngine,
  view: View,
  query: Sql,
  use: (relation: Sql) => Promise<Result>,
): Promise<Result> {
  const layout = layOut(view, query, await readTypes(engine, query))
  return engine.withRows(layout.columns, only(layout.query), async (table) => {
    const { computed } = layout
    if (Object.keys(computed).length === 0) return use(ident(table))
    const batches = computedBatches(engine, view, computed, table)
    return engine.withRows(featureColumns(computed), batches, async (found) =>
      use(sql`${ident(table)} positional join ${ident(found)}`),
    )
  })
}

async function* only(query: Sql): AsyncIterable<Sql> {
  yield query
}

/** What types a query's columns are of; the query isn't run. */
async function readTypes(engine: TableEngine, query: Sql): Promise<EngineTypes> {
  const names = [...(await engine.typedColumns(sql`select * from (${query}) limit 0`)).keys()]
  const types = names.map((name) => sql`typeof(any_value(${ident(name)})) as ${ident(name)}`)
  const [found = {}] = await engine.rows(
    sql`select ${joinSql(types, ', ')} from (select * from (${query}) limit 0)`,
  )
  return new Map(names.map((name) => [name, String(found[name])]))
}

function layOut(view: View, query: Sql, types: EngineTypes): Layout {
  const told = Object.entries(view.features).map(([name, feature]) => ({
    name,
    feature,
    value: frozenSql(feature, types),
  }))
  const computed = fromEntries(told.filter(({ value }) => value === undefined))
  const stored = fromEntries(told.filter(({ value }) => value !== undefined))
  const held = [...inputsOf(computed)].map((name) => [name, columnOf(types.get(name))] as const)
  const values = [
    ...view.label.group.key.map(
      (name) => sql`${plainSql(name, types.get(name))} as ${ident(name)}`,
    ),
    sql`${plainSql('_at', types.get('_at'))} as _at`,
    sql`${labelSql(types.get('_label'))} as _label`,
    ...told.flatMap(({ name, value }) =>
      value === undefined ? [] : [sql`${value} as ${ident(featureColumn(name))}`],
    ),
    ...held.map(([name]) => sql`${ident(name)} as ${ident(heldColumn(name))}`),
  ]
  return {
    columns: {
      ...viewedColumns(view),
      ...featureColumns(stored),
      ...Object.fromEntries(held.map(([name, column]) => [heldColumn(name), column])),
    },
    query: sql`select ${joinSql(values, ', ')} from (${query})`,
    computed,
  }
}

function fromEntries(told: readonly { name: string; feature: Feature }[]): Features {
  return Object.fromEntries(told.map(({ name, feature }) => [name, feature]))
}

/** The query's columns that features are computed from, beside the key. */
function inputsOf(features: Features): Set<string> {
  return new Set([
    ...storedFeatures(features).keys(),
    ...[...requestFeatures(features).keys()].map(requestColumn),
  ])
}

function heldColumn(name: string): string {
  return `held.${name}`
}

function columnOf(type: string | undefined): Column {
  const optional = { optional: true } as const
  switch (heldType(type)) {
    case 'text':
      return text(optional)
    case 'boolean':
      return boolean(optional)
    case 'timestamp':
      return timestamp(optional)
    case 'integer':
      return integer(optional)
    case 'float':
      return float(optional)
  }
}

async function* computedBatches(
  engine: TableEngine,
  view: View,
  features: Features,
  table: string,
): AsyncIterable<readonly EngineRow[]> {
  const { key } = view.label.group
  const stored = [...storedFeatures(features).keys()]
  const request = [...requestFeatures(features).keys()]
  const held = [...stored, ...request.map(requestColumn)].map(heldColumn)
  const names = joinSql([...key, ...held].map(ident), ', ')
  for (let from = 0; ; from += batchRows) {
    const columns = await engine.typedColumns(sql`
      select rowid as _row, ${names} from ${ident(table)}
      where rowid >= ${from} and rowid < ${from + batchRows} order by rowid`)
    const rowCount = columns.get('_row')?.length ?? 0
    if (rowCount === 0) return
    const valuesOf = (own: readonly string[], columnOfName: (name: string) => string) => {
      const read = own.map((name) => [name, columns.get(columnOfName(name)) ?? []] as const)
      return (row: number): EngineRow => {
        const values: Record<string, unknown> = {}
        for (const [name, column] of read) values[name] = orAbsent(column[row])
        return values
      }
    }
    const storedOf = valuesOf(stored, heldColumn)
    const keyOf = valuesOf(key, (name) => name)
    const requestOf = valuesOf(request, (name) => heldColumn(requestColumn(name)))
    yield Array.from({ length: rowCount }, (_, row) =>
      toColumns(featureValues(features, storedOf(row), keyOf(row), requestOf(row))),
    )
  }
}

function orAbsent(value: unknown): unknown {
  return Number.isNaN(value) ? undefined : value
}

function toColumns(values: EngineRow): EngineRow {
  const row: Record<string, unknown> = {}
  for (const name of Object.keys(values)) row[featureColumn(name)] = orAbsent(values[name])
  return row
}
