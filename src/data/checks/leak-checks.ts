import { parseDuration, type Duration } from '../../base/index.ts'
import { ident, joinSql, sql, type Columns, type Sql } from '../../table/index.ts'
import type { CheckTable } from './check-table.ts'
import { rowCheck, type RowCheck } from './check.ts'
import { allPresent, together } from './row-checks.ts'

/*
 * Rules for the rows that a model is judged on: what they have in common with those that it learns from
 * makes it look better than it is.
 */

/** No key stands in both tables. A row that lacks a part of the key is not judged. */
export function noSharedKeys<const Name extends string>(
  key: readonly Name[],
  training: CheckTable<Columns & Readonly<Record<NoInfer<Name>, Columns[string]>>>,
): RowCheck<Name> {
  const whole = allPresent(key)
  return rowCheck({
    columns: key,
    tables: [training],
    sentence: () => `${key.join(', ')} do not stand in ${training.name}`,
    breaks: ({ tables }) => {
      const learnt = sql`select ${together(key)} from ${tables(training)} where ${whole}`
      return sql`(${whole} and ${together(key)} in (${learnt}))`
    },
  })
}

/** No row stands in both tables with the same values in these columns, absent ones being alike. */
export function noSharedRows<const Name extends string>(
  columns: readonly Name[],
  training: CheckTable<Columns & Readonly<Record<NoInfer<Name>, Columns[string]>>>,
): RowCheck<Name> {
  const learnt = (column: string) => ident(`training ${column}`)
  const renamed = joinSql(
    columns.map((column) => sql`${ident(column)} as ${learnt(column)}`),
    ', ',
  )
  const alike = joinSql(
    columns.map((column) => sql`${learnt(column)} is not distinct from ${ident(column)}`),
    ' and ',
  )
  return rowCheck({
    columns,
    tables: [training],
    sentence: () => `no row stands in ${training.name} as well, by ${columns.join(', ')}`,
    breaks: ({ tables }) =>
      sql`exists (select 1 from (select ${renamed} from ${tables(training)}) where ${alike})`,
  })
}

/** Every row is later than all of the training table, by `gap` where it is told. */
export function noFuture<const Name extends string>(
  time: Name,
  training: CheckTable<Columns & Readonly<Record<NoInfer<Name>, Columns[string]>>>,
  options: { readonly gap?: Duration } = {},
): RowCheck<Name> {
  const gapMs = options.gap === undefined ? 0 : parseDuration(options.gap)
  const by = options.gap === undefined ? '' : ` by more than ${options.gap}`
  const at = ident(time)
  return rowCheck({
    columns: [time],
    tables: [training],
    sentence: () => `${time} is later than all of ${training.name}${by}`,
    breaks: ({ tables }) => {
      const newest: Sql = sql`(select max(${at}) from ${tables(training)})`
      return sql`coalesce(${at} <= ${newest} + to_milliseconds(${gapMs}), false)`
    },
  })
}

/**
 * What rows to judge a model on have in common with those that it learns from: keys, whole rows, and
 * time. Each is asked for where its columns are told; `rows` are those of the training table where they
 * are not.
 */
export function noLeak<const Name extends string>(
  training: CheckTable<Columns & Readonly<Record<NoInfer<Name>, Columns[string]>>>,
  by: {
    readonly key?: readonly Name[]
    readonly time?: Name
    readonly gap?: Duration
    readonly rows?: readonly Name[]
  } = {},
): RowCheck<Name>[] {
  const { key, time, gap, rows = Object.keys(training.columns) as Name[] } = by
  return [
    ...(key === undefined ? [] : [noSharedKeys(key, training)]),
    noSharedRows(rows, training),
    ...(time === undefined ? [] : [noFuture(time, training, gap === undefined ? {} : { gap })]),
  ]
}
