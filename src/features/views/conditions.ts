import { suggestName } from '../../base/index.ts'
import { ident, joinSql, sql, type Columns, type RowOf, type Sql } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { GroupShape } from '../groups/group-shape.ts'

export type ConditionValue = string | number | boolean | Date

/** What a value must be. A value that is not there meets nothing but `known: false`. */
export interface Condition {
  readonly is?: ConditionValue
  readonly not?: ConditionValue
  readonly oneOf?: readonly ConditionValue[]
  readonly atLeast?: number | Date
  readonly atMost?: number | Date
  readonly above?: number | Date
  readonly below?: number | Date
  readonly known?: boolean
}

/** By column, what its value must be; all must hold. */
export type Conditions = Readonly<Record<string, ConditionValue | Condition>>

interface Equality<Value> {
  readonly is?: Value
  readonly not?: Value
  readonly oneOf?: readonly Value[]
  readonly known?: boolean
}

interface Range<Value> {
  readonly atLeast?: Value
  readonly atMost?: Value
  readonly above?: Value
  readonly below?: Value
}

type ConditionOf<Value> =
  Value | (Equality<Value> & ([Value] extends [number | Date] ? Range<Value> : object))

/** Conditions on the columns of a group: `{ country: 'IE', amount: { above: 100 } }`. */
export type ConditionsOf<C extends Columns> = {
  readonly [Name in keyof C & string]?: ConditionOf<Exclude<RowOf<C>[Name], undefined>>
}

const comparisons = {
  is: (value: Sql, wanted: Sql) => sql`${value} = ${wanted}`,
  not: (value: Sql, wanted: Sql) => sql`${value} <> ${wanted}`,
  atLeast: (value: Sql, wanted: Sql) => sql`${value} >= ${wanted}`,
  atMost: (value: Sql, wanted: Sql) => sql`${value} <= ${wanted}`,
  above: (value: Sql, wanted: Sql) => sql`${value} > ${wanted}`,
  below: (value: Sql, wanted: Sql) => sql`${value} < ${wanted}`,
} as const

const words = [...Object.keys(comparisons), 'oneOf', 'known']

/** Throws `unknownColumn` or `unknownCondition`; a definition without types comes here unchecked. */
export function checkConditions(group: GroupShape, conditions: Conditions): void {
  for (const [column, condition] of Object.entries(conditions)) {
    if (group.columns[column] === undefined) {
      const suggestion = suggestName(column, Object.keys(group.columns))
      throw featuresErrors.unknownColumn({ group: group.name, column, suggestion })
    }
    const unknown = Object.keys(toCondition(condition)).find((word) => !words.includes(word))
    if (unknown !== undefined) {
      throw featuresErrors.unknownCondition({
        group: group.name,
        column,
        word: unknown,
        suggestion: suggestName(unknown, words),
      })
    }
  }
}

/** The conditions as SQL that is true or false, never null. */
export function conditionsSql(conditions: Conditions): Sql {
  const parts = Object.entries(conditions).flatMap(([column, condition]) =>
    conditionParts(ident(column), toCondition(condition)),
  )
  if (parts.length === 0) return sql`true`
  return sql`coalesce(${joinSql(parts, ' and ')}, false)`
}

function conditionParts(value: Sql, condition: Condition): Sql[] {
  const { oneOf, known, ...compared } = condition
  const parts = Object.entries(compared).map(([word, wanted]) =>
    comparisons[word as keyof typeof comparisons](value, literal(wanted)),
  )
  if (oneOf !== undefined) parts.push(isOneOf(value, oneOf))
  if (known !== undefined) parts.push(known ? sql`${value} is not null` : sql`${value} is null`)
  return parts
}

function isOneOf(value: Sql, wanted: readonly ConditionValue[]): Sql {
  if (wanted.length === 0) return sql`false`
  return sql`${value} in (${joinSql(wanted.map(literal), ', ')})`
}

function literal(value: ConditionValue): Sql {
  return value instanceof Date ? sql`${value}::timestamp` : sql`${value}`
}

function toCondition(condition: ConditionValue | Condition): Condition {
  return typeof condition === 'object' && !(condition instanceof Date)
    ? condition
    : { is: condition }
}
