import { groupRelation, type View } from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import { predictionsGroup } from '../../serving/index.ts'
import { ident, joinSql, quoted, sql, type Sql, type TypedColumn } from '../../table/index.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { Monitor, Watched } from './monitor.ts'
import { timeColumn, type Frame } from './cut-windows.ts'
import { measuredColumns, weightColumn, withJournaled } from './journaled-table.ts'

export type WatchedModel = Extract<Watched, { readonly kind: 'model' }>

/**
 * The predictions of a model that were told to somebody, those included that are still in journals: a query's source
 * for as long as `use` runs. Left out is what an asker had set otherwise, and what a shadow thought.
 */
export async function withPredictions<Result>(
  deps: MeasureDeps,
  { model, service }: WatchedModel,
  use: (relation: Sql) => Promise<Result>,
): Promise<Result> {
  const group = predictionsGroup(model)
  // What is moved meanwhile is in the journals that were read before, and left out by its id.
  return withJournaled(deps, model, async (table, rowCount) => {
    const { relation } = await groupRelation(deps, group)
    const own = service === undefined ? sql`` : sql`and service = ${service}`
    const told = sql`overrides is null and ("challengeArm" is null or "challengeArm" <> 'shadow') ${own}`
    const stored = sql`(select *, 1.0::double as ${ident(weightColumn)} from ${relation} where ${told})`
    if (rowCount === 0) return use(stored)
    const names = joinSql([...Object.keys(measuredColumns(model)), weightColumn].map(ident), ', ')
    const oldest = sql`(select min("madeAt") from ${ident(table)})`
    return use(sql`(
      select ${names} from ${stored}
      union all
      select ${names} from ${ident(table)} where ${told} and "predictionId" not in (
        select "predictionId" from ${stored} where "madeAt" >= ${oldest}))`)
  })
}

/** The column that an input has in what `predictionQuery` gives. */
export function inputName(feature: string): string {
  return `f:${feature}`
}

/** What the model was given, column by column, out of rows that a query here gave. */
export function inputsOf(
  { model: { view } }: WatchedModel,
  { columns }: Pick<Frame, 'columns'>,
): InputColumn[] {
  return Object.entries(view.features).map(([name, { type }]): InputColumn => {
    const values = columns.get(inputName(name)) ?? []
    return type === 'text'
      ? { name, kind: 'category', values: values as readonly (string | undefined)[] }
      : { name, kind: 'number', values: numbersOf(values) }
  })
}

/** NaN for what is no number. */
export function numbersOf(values: TypedColumn): Float64Array {
  if (values instanceof Float64Array) return values
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))
}

/**
 * Predictions with what the model was given, in the order of their time: from `sinceMs` on and before `untilMs`, or
 * the newest `rows` before that.
 */
export function predictionQuery(
  { by }: Pick<Monitor, 'by'>,
  { model: { view } }: WatchedModel,
  relation: Sql,
  range: { readonly sinceMs: number | undefined; readonly untilMs: number; readonly rows?: number },
): Sql {
  const { sinceMs, untilMs, rows } = range
  const time = sql`epoch_ms(${ident(by)})`
  const newest =
    rows === undefined ? sql`` : sql`order by ${ident(by)} desc, "predictionId" limit ${rows}`
  const from = sinceMs === undefined ? sql`` : sql`and ${time} >= ${sinceMs}`
  const keys = view.label.group.key.map((name) => sql`${ident(name)}`)
  const inputs = Object.keys(view.features).map(
    (name) => sql`given.${ident(name)} as ${ident(inputName(name))}`,
  )
  const wanted = [
    sql`${time}::double as ${ident(timeColumn)}`,
    sql`predicted`,
    sql`version::double as version`,
    sql`"tookMs"::double as "tookMs"`,
    sql`${ident(weightColumn)}`,
    sql`confidence::double as confidence`,
    sql`(fallback is not null)::integer::double as "isFallback"`,
    ...keys,
    ...inputs,
  ]
  return sql`
    select ${joinSql(wanted, ', ')} from (
      select *, ${givenFeatures(view)} as given from ${relation}
      where ${time} < ${untilMs} ${from} ${newest})
    order by ${ident(timeColumn)}`
}

/** All features out of their JSON in one reading. */
export function givenFeatures({ features }: View): Sql {
  const types = Object.entries(features).map(([name, { type }]) => [
    name,
    type === 'text' ? 'VARCHAR' : 'DOUBLE',
  ])
  return sql`json_transform(features, ${quoted(JSON.stringify(Object.fromEntries(types)))})`
}
