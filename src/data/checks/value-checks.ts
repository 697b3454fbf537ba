import { parseDuration, settingValue, type Duration } from '../../base/index.ts'
import { ident, joinSql, quoted, sql, type Sql } from '../../table/index.ts'
import { rowCheck, type CheckScope, type RowCheck } from './check.ts'
import { patternSource } from './pattern-source.ts'
import { rangeSentence, type Threshold } from './threshold.ts'

/*
 * Rules for the values of one column. An absent value breaks none of them but `present`: whether it may
 * be absent is another question than what it may be.
 */

/** Values are at least `min` and at most `max`, ends included. */
export function inRange<const Name extends string>(
  column: Name,
  range: { readonly min?: Threshold; readonly max?: Threshold },
): RowCheck<Name> {
  const { min, max } = range
  const outside = (operator: Sql, end: Threshold | undefined, { settings }: CheckScope) =>
    end === undefined
      ? []
      : [sql`coalesce(${ident(column)} ${operator} ${settingValue(end, settings)}, false)`]
  return rowCheck({
    columns: [column],
    sentence: (show) => `${column} ${rangeSentence(range, show)}`,
    breaks: (scope) => {
      const parts = [...outside(sql`<`, min, scope), ...outside(sql`>`, max, scope)]
      return parts.length === 0 ? sql`false` : sql`(${joinSql(parts, ' or ')})`
    },
  })
}

/**
 * Moments are at most so long after now: what a clock that is wrong, or a wrong year, tells stays out.
 */
export function notAhead<const Name extends string>(
  column: Name,
  by: Duration = '0ms',
): RowCheck<Name> {
  const aheadMs = parseDuration(by)
  const ahead = aheadMs === 0 ? 'not in the future' : `at most ${by} in the future`
  return rowCheck({
    columns: [column],
    sentence: () => `${column} is ${ahead}`,
    breaks: ({ now }) =>
      sql`coalesce(${ident(column)} > ${new Date(now.getTime() + aheadMs)}, false)`,
  })
}

/** Values are among these. */
export function oneOf<const Name extends string>(
  column: Name,
  values: readonly string[],
): RowCheck<Name> {
  const list = joinSql(values.map(quoted), ', ')
  return rowCheck({
    columns: [column],
    sentence: () => `${column} is one of ${values.join(', ')}`,
    breaks: () =>
      values.length === 0
        ? sql`${ident(column)} is not null`
        : sql`coalesce(${ident(column)} not in (${list}), false)`,
  })
}

/**
 * Texts match a regular expression, somewhere in them unless it is anchored. Throws
 * `data.patternNotSupported` for one that looks around or back, as the engine can't.
 */
export function matches<const Name extends string>(column: Name, pattern: RegExp): RowCheck<Name> {
  const source = patternSource(pattern)
  return rowCheck({
    columns: [column],
    sentence: () => `${column} matches ${String(pattern)}`,
    breaks: () => sql`coalesce(not regexp_matches(${ident(column)}, ${quoted(source)}), false)`,
  })
}

/** No value is absent. */
export function present<const Name extends string>(column: Name): RowCheck<Name> {
  return rowCheck({
    columns: [column],
    sentence: () => `${column} is present`,
    breaks: () => sql`${ident(column)} is null`,
  })
}
