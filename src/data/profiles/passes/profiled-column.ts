import { suggestName } from '../../../base/index.ts'
import {
  ident,
  sql,
  type Column,
  type Columns,
  type Sql,
  type TableEngine,
} from '../../../table/index.ts'
import { findColumns } from '../../checks/find-columns.ts'
import { profileErrors } from '../errors.ts'
import type { ColumnKind } from '../profile.ts'

/** A column of a relation, and how it is read for a profile. */
export interface ProfiledColumn {
  readonly name: string
  readonly kind: ColumnKind
  readonly type: string
  readonly declared: Column | undefined
  /** The value, as a text where it is of a type that we don't know. */
  readonly value: Sql
  /** Of numbers and moments: a finite double or null. */
  readonly number?: Sql
}

/**
 * The columns of a relation: those that are declared, in their order, or else all. Throws
 * `data.profileColumnNotFound`.
 */
export async function profiledColumns(
  engine: TableEngine,
  relation: Sql,
  declared: Columns | undefined,
): Promise<ProfiledColumn[]> {
  const found = await findColumns(engine, relation)
  const names = found.map(({ name }) => name)
  return (declared === undefined ? names : Object.keys(declared)).map((name) => {
    const type = found.find((column) => column.name === name)?.type
    if (type === undefined) {
      throw profileErrors.profileColumnNotFound({
        column: name,
        suggestion: suggestName(name, names),
      })
    }
    return toProfiled(name, type, declared?.[name])
  })
}

export function isWhole({ type }: Pick<ProfiledColumn, 'type'>): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)
}

function toProfiled(name: string, type: string, declared: Column | undefined): ProfiledColumn {
  const column = ident(name)
  const kind = kindOf(type)
  const about = { name, kind, type, declared }
  switch (kind) {
    case 'number': {
      const number = sql`${column}::double`
      const isFloat = type === 'DOUBLE' || type === 'FLOAT'
      const finite = isFloat ? sql`case when isfinite(${column}) then ${number} end` : number
      return { ...about, value: column, number: finite }
    }
    case 'moment': {
      const finite = sql`case when isfinite(${column}) then epoch_ms(${column}::timestamp)::double end`
      return { ...about, value: column, number: finite }
    }
    case 'boolean':
      return { ...about, value: column }
    case 'text':
      return { ...about, value: type === 'VARCHAR' ? column : sql`${column}::varchar` }
  }
}

function kindOf(type: string): ColumnKind {
  if (isWhole({ type }) || /^(DOUBLE|FLOAT|DECIMAL\(\d+,\d+\))$/.test(type)) return 'number'
  if (/^(DATE|TIMESTAMP( WITH TIME ZONE|_NS|_MS|_S)?)$/.test(type)) return 'moment'
  return type === 'BOOLEAN' ? 'boolean' : 'text'
}
