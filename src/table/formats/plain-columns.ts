import type { Column, Columns } from '../column.ts'
import { ident, joinSql, sql, type Sql } from '../sql.ts'

/** Columns that are what is declared of them, without a look at each value. */
export interface PlainColumns {
  readonly select: Sql
  /** Whether there is a value that has to be looked at by itself: it may be one that is refused. */
  readonly doubt: Sql
}

/**
 * What to select from a relation to have its values as rows of the declared columns would have them, and
 * when that is not sure. Undefined where a column is of a type whose values are all looked at. It is held to
 * `rowShaper` by a test.
 */
export function plainColumns(
  columns: Columns,
  found: readonly { readonly name: string; readonly type: string }[],
  names: Readonly<Record<string, string>> = {},
): PlainColumns | undefined {
  const parts: Sql[] = []
  const doubts: Sql[] = [sql`false`]
  for (const [name, column] of Object.entries(columns)) {
    const from = found.find((one) => one.name === (names[name] ?? name))
    const plain = from === undefined ? noValue : plainOf(ident(from.name), from.type, column.type)
    if (plain === undefined || (from === undefined && !column.optional)) return undefined
    parts.push(sql`${plain.value} as ${ident(name)}`)
    if (plain.doubt !== undefined) doubts.push(sql`coalesce(${plain.doubt}, false)`)
    if (!column.optional) doubts.push(sql`(${plain.value}) is null`)
  }
  const doubt = sql`coalesce(bool_or(${joinSql(doubts, ' or ')}), false)`
  return { select: joinSql(parts, ', '), doubt }
}

interface Plain {
  readonly value: Sql
  readonly doubt?: Sql
}

const noValue: Plain = { value: sql`null` }

function plainOf(value: Sql, found: string, type: Column['type']): Plain | undefined {
  switch (type) {
    case 'text':
      return /^(VARCHAR|ENUM|UUID|JSON)/.test(found) ? plainText(sql`${value}::varchar`) : undefined
    case 'float':
      return numbers.test(found) ? plainNumber(sql`${value}::double`) : undefined
    case 'integer':
      return numbers.test(found) ? plainInteger(sql`${value}::double`) : undefined
    case 'boolean':
      return found === 'BOOLEAN' ? plainBoolean(value) : undefined
    case 'timestamp':
      return /^(DATE|TIMESTAMP)/.test(found) ? plainMoment(sql`${value}::timestamp`) : undefined
  }
}

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)?INT|UINTEGER|INTEGER|FLOAT|DOUBLE|DECIMAL)/

/** The doubt is none: it has the values read, so that a broken file is found before its rows come. */
function plainBoolean(value: Sql): Plain {
  return { value, doubt: sql`(${value}::varchar = '')` }
}

/** Spaces around a text are no part of it; here are all that JavaScript takes for one. */
function plainText(value: Sql): Plain {
  const space = String.raw`[\s\x{0B}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]`
  const around = `^${space}|${space}\\z`
  return {
    value: sql`nullif(${value}, '')`,
    doubt: sql`regexp_matches(${value}, ${around})`,
  }
}

/** In files of numbers a NaN is what stands where there is none. */
function plainNumber(value: Sql): Plain {
  return {
    value: sql`case when isnan(${value}) then null else ${value} end`,
    doubt: sql`isinf(${value})`,
  }
}

function plainInteger(value: Sql): Plain {
  const isWhole = sql`(${value} = trunc(${value}) and abs(${value}) <= 9007199254740991)`
  return {
    value: sql`case when ${isWhole} then ${value}::bigint end`,
    doubt: sql`(not isnan(${value}) and not ${isWhole})`,
  }
}

/** To the millisecond, and as far as those reach. */
function plainMoment(value: Sql): Plain {
  const ms = sql`(epoch_us(${value}) // 1000)`
  return {
    value: sql`case when isfinite(${value}) then make_timestamp(${ms} * 1000) end`,
    doubt: sql`(not isfinite(${value}) or abs(epoch_us(${value})) > 8639999999999999999)`,
  }
}
