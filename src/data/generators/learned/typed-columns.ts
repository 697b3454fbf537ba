import {
  ident,
  joinSql,
  sql,
  type Column,
  type Columns,
  type Sql,
  type TableEngine,
} from '../../../table/index.ts'
import { findColumns } from '../../checks/find-columns.ts'

export interface TypedTable {
  readonly relation: Sql
  readonly columns: Columns
}

/** A relation with its columns as ours: what is of a type that we don't have becomes a text. */
export async function typedColumns(engine: TableEngine, relation: Sql): Promise<TypedTable> {
  const found = await findColumns(engine, relation)
  const values = found.map(({ name, type }) => {
    const { cast } = typeOf(type)
    return sql`${ident(name)}::${cast} as ${ident(name)}`
  })
  const columns = found.map(({ name, type }): [string, Column] => [
    name,
    { type: typeOf(type).type, optional: true },
  ])
  return {
    relation: sql`(select ${joinSql(values, ', ')} from ${relation})`,
    columns: Object.fromEntries(columns),
  }
}

function typeOf(type = ''): { readonly type: Column['type']; readonly cast: Sql } {
  if (type === 'BOOLEAN') return { type: 'boolean', cast: sql`boolean` }
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type))
    return { type: 'integer', cast: sql`bigint` }
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return { type: 'float', cast: sql`double` }
  if (/^(TIMESTAMP|DATE$)/.test(type)) return { type: 'timestamp', cast: sql`timestamp` }
  return { type: 'text', cast: sql`varchar` }
}
